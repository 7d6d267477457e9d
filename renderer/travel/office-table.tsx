/** Vorgänge of the Ortsverwaltung, one row each, with the one thing that can be done about it here. */
import type { OfficeVorgang } from '../../electron/contract/central.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { Table } from '../ui/table.tsx';
import { actionOf, sinceWords, standOf } from './office-words.ts';

export interface OfficeTableProps {
  labelledBy: string;
  rows: readonly OfficeVorgang[];
  /** The Vorgang that is being fetched. */
  opening: string | null;
  /** Fetching is possible now. */
  ready: boolean;
  onPick(row: OfficeVorgang): void;
}

export function OfficeTable({ labelledBy, rows, opening, ready, onPick }: OfficeTableProps) {
  return (
    <Table labelledBy={labelledBy} columns={['Vorgang', 'Person', 'Nächster Schritt', 'Platz', '']}>
      {rows.map((row) => (
        <Row key={row.vorgangId} row={row} opening={opening} ready={ready} onPick={onPick} />
      ))}
    </Table>
  );
}

function Row({ row, opening, ready, onPick }: Omit<OfficeTableProps, 'labelledBy' | 'rows'> & { row: OfficeVorgang }) {
  const { card, vorgangId, state, seat, since } = row;
  const stand = standOf(row);
  const action = actionOf(row);
  return (
    <tr className="kern-table__row" data-office-id={vorgangId} data-office-state={state}>
      <th scope="row" className="kern-table__cell vorgang-cell">
        <span className="nowrap">{card?.number ?? `Kennung ${vorgangId.slice(0, 8)}`}</span>
        <span className="legal">{card?.serviceTitle ?? 'Inhalt hier nicht lesbar'}</span>
      </th>
      <td className="kern-table__cell as-typed">
        {card?.person || (row.unproven ? 'nicht gezeigt' : 'erst nach dem Holen bekannt')}
      </td>
      <td className="kern-table__cell">
        {card?.unknown ? (
          <Badge tone="danger" icon="warning">
            Ausgang klären
          </Badge>
        ) : (
          card?.stepTitle
        )}
        <span className="office-stand">
          <Badge tone={stand.tone}>{stand.text}</Badge>
        </span>
      </td>
      <td className="kern-table__cell">
        {seat}
        <span className="legal">
          {sinceWords[state]} {showMoment(since)}
        </span>
      </td>
      <td className="kern-table__cell kern-table__cell--action">
        {action !== null && (
          <Button
            variant="tertiary"
            icon={state === 'ended' ? 'visibility' : 'arrow-forward'}
            busy={opening === vorgangId}
            disabled={!ready || opening !== null}
            onPress={() => onPick(row)}
          >
            {action}
            <span className="kern-sr-only-text"> {card?.number ?? vorgangId.slice(0, 8)}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}
