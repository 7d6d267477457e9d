/** Fees left to the Sammelkasse that wait for the citizen. */
import type { Role } from '../../electron/contract/session.ts';
import type { OpenItemView, TillView } from '../../electron/contract/till.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment, showTime } from '../ui/german-date.ts';
import { ListTable } from '../ui/list-table.tsx';
import { formatCents } from '../ui/money.ts';

export interface OpenItemTableProps {
  items: readonly OpenItemView[];
  otherSeats: TillView['otherSeats'];
  busy: boolean;
  role: Role;
  onCollect(item: OpenItemView): void;
  onDecide(item: HeldItemView): void;
}
export type HeldItemView = OpenItemView & { heldBy: NonNullable<OpenItemView['heldBy']> };

export function OpenItemTable({ items, otherSeats, busy, role, onCollect, onDecide }: OpenItemTableProps) {
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
              {item.decided && (
                <span className="legal">{`Leitung (${item.decided.lead}) am ${showMoment(item.decided.at)}: nichts gezahlt`}</span>
              )}
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
              <HeldItem key="held" item={item} heldBy={item.heldBy} role={role} busy={busy} onDecide={onDecide} />
            ),
          ],
        }))}
      />
    </>
  );
}

/** Who has begun to collect it and when; once that is too long ago, what to do. */
function HeldItem({
  item,
  heldBy,
  role,
  busy,
  onDecide,
}: { item: OpenItemView; heldBy: HeldItemView['heldBy'] } & Pick<OpenItemTableProps, 'role' | 'busy' | 'onDecide'>) {
  const { seat, since, overdue, decided } = heldBy;
  if (decided !== null) return <Badge tone="info">Entscheidung wird gemeldet</Badge>;
  if (!overdue) {
    return (
      <span className="till-held">
        <Badge tone="warning">{`wird an ${seat} bezahlt`}</Badge>
        <span className="legal">{`seit ${showTime(since)}`}</span>
      </span>
    );
  }
  return (
    <span className="till-held">
      <Badge tone="danger">{`an ${seat} nicht beendet`}</Badge>
      <span className="legal">{`seit ${showMoment(since)}`}</span>
      {role !== 'lead' && <span className="legal">Bitte die Leitung holen.</span>}
      <Button variant="tertiary" disabled={busy} onPress={() => onDecide({ ...item, heldBy })}>
        {role === 'lead' ? 'Ausgang entscheiden' : 'Mit der Leitung entscheiden'}
        <span className="kern-sr-only-text"> {item.vorgangNumber}</span>
      </Button>
    </span>
  );
}
