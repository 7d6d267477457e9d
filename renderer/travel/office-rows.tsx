/** A titled list of Vorgänge: loading, failed, empty or its table. */
import type { ReactNode } from 'react';
import type { OfficeVorgang } from '../../electron/contract/central.ts';
import { Loading } from '../ui/loading.tsx';
import { OfficeTable } from './office-table.tsx';
import type { PickUp } from './use-pick-up.ts';

export interface OfficeRowsProps {
  id: string;
  title: string;
  empty: string;
  /** Null: not known yet. */
  rows: readonly OfficeVorgang[] | null;
  /** Shown instead of waiting for what failed. */
  failed?: ReactNode;
  ready: boolean;
  pickUp: PickUp;
  children?: ReactNode;
}

export function OfficeRows({ id, title, empty, rows, failed, ready, pickUp, children }: OfficeRowsProps) {
  const headingId = `office-${id}`;
  return (
    <section className="vorgaenge" aria-labelledby={headingId} data-list={id}>
      <h2 className="kern-heading-small" id={headingId} aria-live="polite">
        {title}
        {rows !== null && rows.length > 0 && ` (${rows.length})`}
      </h2>
      {rows === null && (failed ?? <Loading text="Die Zentrale wird gefragt …" />)}
      {rows !== null && rows.length === 0 && <p className="kern-body kern-body--muted">{empty}</p>}
      {rows !== null && rows.length > 0 && (
        <OfficeTable labelledBy={headingId} rows={rows} opening={pickUp.opening} ready={ready} onPick={pickUp.pick} />
      )}
      {children}
    </section>
  );
}
