/** Fees left to the Sammelkasse that wait for the citizen. */
import type { OpenItemView, TillView } from '../../electron/contract/till.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { ListTable } from '../ui/list-table.tsx';
import { formatCents } from '../ui/money.ts';

export interface OpenItemTableProps {
  items: readonly OpenItemView[];
  otherSeats: TillView['otherSeats'];
  busy: boolean;
  onCollect(item: OpenItemView): void;
}

export function OpenItemTable({ items, otherSeats, busy, onCollect }: OpenItemTableProps) {
  return (
    <>
      {otherSeats === 'away' && (
        <p className="kern-body kern-body--muted" data-other-seats="away">
          Offene Posten anderer Plätze sind gerade nicht bekannt: Das Zentrum antwortet nicht.
        </p>
      )}
      <ListTable
        title={`Offene Posten${items.length > 0 ? ` (${items.length})` : ''}`}
        columns={['Vorgang', 'Gebühren', 'Seit', 'Betrag', '']}
        numeric={[3]}
        empty="Niemand wartet auf Zahlung."
        rows={items.map((item) => ({
          id: item.id,
          cells: [
            <span key="vorgang">
              <span className="nowrap">{item.vorgangNumber}</span>
              <span className="legal">{item.serviceTitle}</span>
              {item.seat !== null && <span className="legal">{`von Platz ${item.seat}`}</span>}
            </span>,
            <span key="fees">
              {item.items.map(({ label }) => label).join(', ')}
              {item.kassenzeichen !== '' && <span className="legal">{`Kassenzeichen ${item.kassenzeichen}`}</span>}
            </span>,
            showMoment(item.postedAt),
            formatCents(item.totalCents),
            item.heldBy === null ? (
              <Button key="collect" variant="tertiary" disabled={busy} onPress={() => onCollect(item)}>
                Kassieren<span className="kern-sr-only-text"> {item.vorgangNumber}</span>
              </Button>
            ) : (
              <Badge key="held" tone="warning">{`wird an ${item.heldBy} bezahlt`}</Badge>
            ),
          ],
        }))}
      />
    </>
  );
}
