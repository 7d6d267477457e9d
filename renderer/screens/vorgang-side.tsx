/** Whom it is about, what has happened in the outside world, and the way to cancel. */

import { type ReactNode, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { vorgang } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { ReasonButton } from '../steps/reason-button.tsx';
import { Alert } from '../ui/alert.tsx';
import { showMoment } from '../ui/german-date.ts';
import { OperationList } from './operation-list.tsx';

export interface VorgangSideProps {
  view: VorgangView;
  busy: boolean;
  run(call: () => Promise<VorgangView>): Promise<ErrorReport | null>;
  children?: ReactNode;
}

export function VorgangSide({ view, busy, run, children }: VorgangSideProps) {
  const { summary } = view;
  const [error, setError] = useState<ErrorReport | null>(null);
  const cancel = async (reason: string) => setError(await run(() => vorgang.cancel({ vorgangId: summary.id, reason })));
  return (
    <section className="person" aria-labelledby="person-title">
      <h2 className="kern-heading-small as-typed" id="person-title">
        {summary.person || 'Person noch nicht bekannt'}
      </h2>
      <p className="kern-body kern-body--small">{summary.serviceTitle}</p>
      <p className="legal">
        {summary.number} · {showMoment(summary.openedAt)} · <span className="as-typed">{summary.openedBy}</span>
      </p>
      {view.notices.map((notice) => (
        <Alert key={notice} tone="info" title={notice} />
      ))}
      {view.panel !== null && <OperationList operations={view.operations} />}
      {error && <ErrorNotice error={error} />}
      {summary.phase === 'open' && view.unknown === null && (
        <ReasonButton
          label="Vorgang abbrechen"
          icon="close"
          variant="tertiary"
          title="Vorgang wirklich abbrechen?"
          text="Der Vorgang endet hier. Was erfasst wurde, wird nach den Löschfristen entfernt."
          confirmLabel="Vorgang abbrechen"
          busy={busy}
          onConfirm={(reason) => void cancel(reason)}
        />
      )}
      {children}
    </section>
  );
}
