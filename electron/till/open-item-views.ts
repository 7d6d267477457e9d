/** Open items of this seat and, as last heard, of the other seats of the Ortsverwaltung. */
import type { OpenItemView } from '../contract/till.ts';
import type { PaidItem } from './port.ts';
import type { TillRoomParts } from './room-parts.ts';

export function openItemViews({
  till,
  vorgang,
  seatId,
}: Pick<TillRoomParts, 'till' | 'vorgang' | 'seatId'>): OpenItemView[] {
  const shared = new Map((till.shared.open ?? []).map((item) => [item.id, item]));
  const holderOf = (id: string): string | null => {
    const item = shared.get(id);
    return item?.state === 'claimed' && item.holder !== seatId ? item.holder : null;
  };
  const own = till.items.all().flatMap((item): OpenItemView[] => {
    const of = vorgang(item.vorgangId);
    if (!of?.open) return [];
    const { id, totalCents, postedAt } = item;
    const { number: vorgangNumber, serviceTitle } = of;
    return [
      { ...shown(item.items), id, totalCents, postedAt, vorgangNumber, serviceTitle, seat: null, heldBy: holderOf(id) },
    ];
  });
  const here = new Set(own.map(({ id }) => id));
  const others = [...shared.values()]
    .filter(({ id, seat, holder }) => !here.has(id) && (seat !== seatId || holder === null))
    .map(({ id, items, totalCents, since: postedAt, vorgangNumber, serviceTitle, seat }) => ({
      ...{ ...shown(items), id, totalCents, postedAt, vorgangNumber, serviceTitle, seat, heldBy: holderOf(id) },
    }));
  return [...own, ...others];
}

function shown(items: readonly PaidItem[]): Pick<OpenItemView, 'items' | 'kassenzeichen'> {
  const zeichen = items.flatMap(({ accounting }) => accounting?.kassenzeichen ?? []);
  return {
    items: items.map(({ label, amountCents }) => ({ label, amountCents })),
    kassenzeichen: [...new Set(zeichen)].join(', '),
  };
}
