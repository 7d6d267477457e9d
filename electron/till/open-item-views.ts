/** Open items of this seat and, as last heard, of the other seats of the Ortsverwaltung. */
import type { OpenItemView } from '../contract/till.ts';
import type { ClaimedItem, PaidItem } from './port.ts';
import type { TillRoomParts } from './room-parts.ts';

export function openItemViews({
  till,
  vorgang,
  seatId,
}: Pick<TillRoomParts, 'till' | 'vorgang' | 'seatId'>): OpenItemView[] {
  const shared = new Map((till.shared.open ?? []).map((item) => [item.id, item]));
  const begun = new Map(till.shared.claims.begunDecisions().map((decision) => [decision.id, decision]));
  const stateOf = (id: string): Pick<OpenItemView, 'heldBy' | 'decided'> => {
    const item = shared.get(id);
    if (item?.state === 'open') return { heldBy: null, decided: lastWord(item) };
    if (item?.state !== 'claimed' || item.holder === null || item.holder === seatId) return free;
    const { holder: seat, since, claim, overdue } = item;
    const word = begun.get(id);
    const decided = word?.claim === claim ? word.outcome : null;
    return { heldBy: { seat, since, claim, overdue, decided }, decided: null };
  };
  const own = till.items.all().flatMap((item): OpenItemView[] => {
    const of = vorgang(item.vorgangId);
    if (!of?.open) return [];
    const { id, totalCents, postedAt } = item;
    const { number: vorgangNumber, serviceTitle } = of;
    return [
      { ...shown(item.items), id, totalCents, postedAt, vorgangNumber, serviceTitle, seat: null, ...stateOf(id) },
    ];
  });
  const here = new Set(own.map(({ id }) => id));
  const others = [...shared.values()]
    .filter(({ id, seat, holder }) => !here.has(id) && (seat !== seatId || holder === null))
    .map(({ id, items, totalCents, since: postedAt, vorgangNumber, serviceTitle, seat }) => ({
      ...{ ...shown(items), id, totalCents, postedAt, vorgangNumber, serviceTitle, seat, ...stateOf(id) },
    }));
  return [...own, ...others];
}

const free = { heldBy: null, decided: null };

function lastWord({ words }: ClaimedItem): OpenItemView['decided'] {
  const word = words.findLast((said) => said.word === 'decided');
  if (word?.word !== 'decided') return null;
  const { seat, at, lead, second, reason } = word;
  return { seat, at, lead, second, reason };
}

function shown(items: readonly PaidItem[]): Pick<OpenItemView, 'items' | 'kassenzeichen'> {
  const zeichen = items.flatMap(({ accounting }) => accounting?.kassenzeichen ?? []);
  return {
    items: items.map(({ label, amountCents }) => ({ label, amountCents })),
    kassenzeichen: [...new Set(zeichen)].join(', '),
  };
}
