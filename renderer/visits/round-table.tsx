/** One round: its visits in order, and the way into each Vorgang. */
import type { RoundView } from '../../electron/contract/visits.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showGermanDate } from '../ui/german-date.ts';
import { Table } from '../ui/table.tsx';

export interface RoundTableProps {
  round: RoundView;
  /** The Vorgang that is being opened, or whatever else runs. */
  busy: string | null;
  printing: boolean;
  onPrint(): void;
  onOpen(vorgangId: string): void;
}

export function RoundTable({ round, busy, printing, onPrint, onOpen }: RoundTableProps) {
  const headingId = `round-${round.day}-${round.visits[0]?.vorgangId ?? ''}`;
  return (
    <section className="visits-round" aria-labelledby={headingId} data-round={round.round}>
      <div className="visits-round-head">
        <h2 className="kern-heading-small as-typed" id={headingId}>
          {showGermanDate(round.day)}, {round.round} ({round.visits.length})
        </h2>
        <Button icon="checklist" busy={printing} disabled={busy !== null} onPress={onPrint}>
          Besuchsliste drucken
        </Button>
      </div>
      <Table labelledBy={headingId} columns={['Zeit', 'Person', 'Wohin', 'Aufgaben', 'Stand', '']}>
        {round.visits.map((visit) => (
          <tr className="kern-table__row" key={visit.vorgangId} data-vorgang-id={visit.vorgangId}>
            <td className="kern-table__cell nowrap">
              {visit.from}–{visit.until}
            </td>
            <th scope="row" className="kern-table__cell as-typed">
              {visit.person}
              <span className="legal nowrap">{visit.number}</span>
            </th>
            <td className="kern-table__cell as-typed">
              {visit.address}
              <span className="legal">{visit.contact}</span>
            </td>
            <td className="kern-table__cell">
              {visit.tasks.join('; ')}
              <span className="legal as-typed">{visit.clerks}</span>
            </td>
            <td className="kern-table__cell">
              {visit.ready ? <Badge tone="success">bereit</Badge> : <Badge tone="warning">offen</Badge>}
            </td>
            <td className="kern-table__cell kern-table__cell--action">
              <Button
                variant="tertiary"
                icon="arrow-forward"
                busy={busy === visit.vorgangId}
                disabled={busy !== null}
                onPress={() => onOpen(visit.vorgangId)}
              >
                {visit.ready ? 'Ergebnis eintragen' : 'Fortsetzen'}
                <span className="kern-sr-only-text"> {visit.number}</span>
              </Button>
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
