/** Open Vorgänge to continue, and below them what was finished. */
import type { VorgangSummary } from '../../electron/contract/vorgang.ts';
import type { Pushed } from '../ipc/use-pushed.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { Loading } from '../ui/loading.tsx';
import { Table } from '../ui/table.tsx';

export interface VorgangTableProps {
  list: Pushed<VorgangSummary[]>;
  opening: string | null;
  onResume(vorgangId: string): void;
}

export function VorgangTable({ list, opening, onResume }: VorgangTableProps) {
  const all = list.value ?? [];
  const open = all.filter((summary) => summary.phase === 'open');
  const closed = all.filter((summary) => summary.phase !== 'open');
  return (
    <section className="vorgaenge" aria-labelledby="vorgaenge-title">
      <h2 className="kern-heading-small" id="vorgaenge-title">
        Offene Vorgänge{open.length > 0 && ` (${open.length})`}
      </h2>
      {list.value === null &&
        (list.error ? (
          <ErrorNotice error={list.error} onRepeat={list.reload} />
        ) : (
          <Loading text="Vorgänge werden geladen …" />
        ))}
      {list.value !== null && open.length === 0 && (
        <p className="kern-body kern-body--muted">Kein Vorgang ist offen. Wählen Sie oben eine Leistung.</p>
      )}
      {open.length > 0 && <Rows rows={open} opening={opening} onOpen={onResume} action="Fortsetzen" />}
      {closed.length > 0 && (
        <details className="closed">
          <summary>Abgeschlossen ({closed.length})</summary>
          <Rows rows={closed} opening={opening} onOpen={onResume} action="Ansehen" />
        </details>
      )}
    </section>
  );
}

interface RowsProps {
  rows: readonly VorgangSummary[];
  opening: string | null;
  action: string;
  onOpen(vorgangId: string): void;
}

function Rows({ rows, opening, action, onOpen }: RowsProps) {
  return (
    <Table columns={['Vorgang', 'Person', 'Stand', 'Begonnen', '']}>
      {rows.map((row) => (
        <tr className="kern-table__row" key={row.id} data-vorgang-id={row.id}>
          <th scope="row" className="kern-table__cell vorgang-cell">
            <span className="nowrap">{row.number}</span>
            <span className="legal">{row.serviceTitle}</span>
          </th>
          <td className="kern-table__cell as-typed">{row.person || 'noch nicht bekannt'}</td>
          <td className="kern-table__cell">
            <Stand row={row} />
          </td>
          <td className="kern-table__cell">
            {showMoment(row.openedAt)}
            <span className="legal as-typed">{row.openedBy}</span>
          </td>
          <td className="kern-table__cell kern-table__cell--action">
            <Button
              variant="tertiary"
              icon={row.phase === 'open' ? 'arrow-forward' : 'visibility'}
              busy={opening === row.id}
              disabled={opening !== null}
              onPress={() => onOpen(row.id)}
            >
              {action}
              <span className="kern-sr-only-text"> {row.number}</span>
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Stand({ row }: { row: VorgangSummary }) {
  if (row.hasUnknownOperation) {
    return (
      <Badge tone="danger" icon="warning">
        Ausgang klären
      </Badge>
    );
  }
  if (row.phase === 'done') return <Badge tone="success">fertig</Badge>;
  if (row.phase === 'cancelled') return <Badge tone="warning">abgebrochen</Badge>;
  return row.stepTitle;
}
