/** Cash put in and taken out since the last closing. */
import type { CashMoveKind, CashMoveView } from '../../electron/contract/till.ts';
import { showMoment } from '../ui/german-date.ts';
import { ListTable } from '../ui/list-table.tsx';
import { formatCents } from '../ui/money.ts';

export const moveNames: Record<CashMoveKind, string> = {
  'float-in': 'Einlage Wechselgeld',
  'other-in': 'Sonstige Einzahlung',
  'delivery-out': 'Ablieferung',
  'other-out': 'Sonstige Auszahlung',
};

export function MoveTable({ moves }: { moves: readonly CashMoveView[] }) {
  return (
    <ListTable
      title="Einlagen und Entnahmen"
      columns={['Beleg', 'Art', 'Grund', 'Betrag']}
      numeric={[3]}
      empty="Keine."
      rows={moves.map((move) => ({
        id: move.number,
        cells: [
          <span key="number">
            <span className="nowrap">{move.number}</span>
            <span className="legal as-typed">
              {showMoment(move.at)}, {move.by}
            </span>
          </span>,
          moveNames[move.kind],
          move.reason,
          formatCents(move.amountCents),
        ],
      }))}
    />
  );
}
