/** Fees left to the Sammelkasse: posted by the seat, paid like any other fee, withdrawn when they are settled elsewhere. */
import { z } from 'zod';
import type { JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import { payMethod } from '../contract/till.ts';
import { blocksSubject } from '../operations/operation-fold.ts';
import type { Ledger } from '../operations/port.ts';
import type { ItemReturn, OpenItem, PaidElsewhere, PaidItem } from './port.ts';
import type { TillJournal } from './till-events.ts';

const postedKind = 'open-item-posted';
const withdrawnKind = 'open-item-withdrawn';
const paidKind = 'open-item-paid-elsewhere';
const returnedKind = 'open-item-returned-elsewhere';

const paidItems = z.array(z.custom<PaidItem>((value) => typeof value === 'object' && value !== null));
const posted = z.object({ id: z.string(), stepId: z.string(), items: paidItems, totalCents: z.int() });
const withdrawn = z.object({ id: z.string() });
const paid = posted.extend({ seat: z.string(), receipt: z.string(), method: payMethod });
const returned = z.object({
  ...{ id: z.string(), stepId: z.string(), seat: z.string(), receipt: z.string(), reason: z.string() },
  afterwards: z.enum(['due-again', 'closed']),
});
type Elsewhere = { seat: string; receipt: string; method: 'cash' | 'card' };
type Settled = Pick<OpenItem, 'id' | 'vorgangId' | 'stepId' | 'items' | 'totalCents'>;

export interface OpenItems {
  all(): OpenItem[];
  of(vorgangId: string, stepId: string): OpenItem | null;
  post(order: { vorgangId: string; stepId: string; items: PaidItem[]; by: string }): OpenItem;
  withdraw(item: OpenItem, reason: string, by: string): void;
  /** Another seat took the money: the item is settled, the fee step follows. Marked again when its receipt becomes known. */
  markPaid(item: Settled, elsewhere: Elsewhere): void;
  /** Another seat gave the money back: the fee step follows again. */
  markReturned(item: Pick<OpenItem, 'id' | 'vorgangId' | 'stepId'>, elsewhere: ItemReturn & { seat: string }): void;
  paidElsewhere(vorgangId: string, stepId: string): PaidElsewhere | null;
  returnedElsewhere(vorgangId: string, stepId: string): ItemReturn | null;
  /** Every item that another seat collected and has not given back. */
  allPaidElsewhere(): (Settled & Elsewhere)[];
}

export function createOpenItems(journal: TillJournal, ledger: Pick<Ledger, 'ofVorgang'>): OpenItems {
  const index = new ItemIndex(journal);

  const unpaid = (items: readonly OpenItem[]): OpenItem[] =>
    items.filter((item) => !isPaid(item, ledger.ofVorgang(item.vorgangId)));

  function lastElsewhere(vorgangId: string, stepId: string) {
    return journal
      .events({ vorgangId, kinds: [paidKind, returnedKind] })
      .flatMap(({ kind, body }) => {
        if (body === null) return [];
        const none = { paid: null, returned: null };
        return [kind === paidKind ? { ...none, paid: paid.parse(body) } : { ...none, returned: returned.parse(body) }];
      })
      .findLast((entry) => (entry.paid ?? entry.returned)?.stepId === stepId);
  }

  return {
    all: () => unpaid(index.all().flatMap(({ open }) => open)),
    of: (vorgangId, stepId) =>
      unpaid(itemsOf(journal, vorgangId).open).findLast((item) => item.stepId === stepId) ?? null,
    post({ vorgangId, stepId, items, by }) {
      const before = journal.events({ vorgangId, kinds: [postedKind] }).length;
      const totalCents = items.reduce((sum, item) => sum + item.amountCents, 0);
      const item = { id: `${vorgangId}/${stepId}/${before + 1}`, stepId, items, totalCents };
      const { at } = journal.append({
        kind: postedKind,
        vorgangId,
        scope: 'vorgang',
        actor: by,
        body: { ...item, items: items as unknown as JsonObject[] },
      });
      return { ...item, vorgangId, postedAt: at, postedBy: by };
    },
    withdraw({ id, vorgangId }, reason, by) {
      journal.append({ kind: withdrawnKind, vorgangId, scope: 'vorgang', actor: by, body: { id, reason } });
    },
    markPaid({ id, vorgangId, stepId, items, totalCents }, elsewhere) {
      const body = { id, stepId, totalCents, items: items as unknown as JsonObject[], ...elsewhere };
      journal.append({ kind: paidKind, vorgangId, scope: 'vorgang', actor: 'seat', body });
    },
    markReturned({ id, vorgangId, stepId }, { seat, receipt, afterwards, reason }) {
      const body = { id, stepId, seat, receipt, afterwards, reason };
      journal.append({ kind: returnedKind, vorgangId, scope: 'vorgang', actor: 'seat', body });
    },
    paidElsewhere(vorgangId, stepId) {
      const found = lastElsewhere(vorgangId, stepId)?.paid;
      if (!found) return null;
      const { seat, receipt, method, items, totalCents } = found;
      return { seat, receipt, method, items, totalCents };
    },
    returnedElsewhere(vorgangId, stepId) {
      const found = lastElsewhere(vorgangId, stepId)?.returned;
      return found ? { receipt: found.receipt, afterwards: found.afterwards, reason: found.reason } : null;
    },
    allPaidElsewhere: () => index.all().flatMap(({ elsewhere }) => elsewhere),
  };
}

interface ItemsOfVorgang {
  /** Neither withdrawn nor paid elsewhere. */
  open: OpenItem[];
  elsewhere: (Settled & Elsewhere)[];
}
const itemKinds = [postedKind, withdrawnKind, paidKind, returnedKind];

function itemsOf(journal: TillJournal, vorgangId: string): ItemsOfVorgang {
  const open = new Map<string, OpenItem>();
  const elsewhere = new Map<string, Settled & Elsewhere>();
  for (const { kind, body, at, actor, origin } of journal.events({ vorgangId, kinds: itemKinds })) {
    if (body === null) continue;
    if (kind === postedKind) {
      const item = posted.parse(body);
      const seat = origin ? { seat: origin.seat } : {};
      open.set(item.id, { ...item, vorgangId, postedAt: at, postedBy: actor, ...seat });
      continue;
    }
    const { id } = withdrawn.parse(body);
    open.delete(id);
    if (kind === paidKind) elsewhere.set(id, { ...paid.parse(body), vorgangId });
    else if (kind === returnedKind) elsewhere.delete(id);
  }
  return { open: [...open.values()], elsewhere: [...elsewhere.values()] };
}

/** The items of all Vorgänge, asked every few seconds for years: only Vorgänge of which something is new are read again. */
class ItemIndex {
  readonly #journal: TillJournal;
  readonly #items = new Map<string, ItemsOfVorgang>();
  #through = 0;

  constructor(journal: TillJournal) {
    this.#journal = journal;
  }

  all(): ItemsOfVorgang[] {
    // Fetched from another seat it may bring items, erased it has none any more.
    const kinds = [...itemKinds, 'foreign-imported', 'erased'];
    const changed = new Set<string>();
    for (const { vorgangId, sequence } of this.#journal.events({ kinds, afterSequence: this.#through })) {
      this.#through = sequence;
      if (vorgangId !== null) changed.add(vorgangId);
    }
    for (const vorgangId of changed) {
      const found = itemsOf(this.#journal, vorgangId);
      if (found.open.length + found.elsewhere.length > 0) this.#items.set(vorgangId, found);
      else this.#items.delete(vorgangId);
    }
    return [...this.#items.values()];
  }
}

/** Paid after it was posted; an earlier payment that was given back does not count. */
const isPaid = (item: OpenItem, operations: readonly Operation[]): boolean =>
  operations.some(
    (operation) =>
      operation.kind === 'payment' &&
      operation.subject === item.stepId &&
      operation.phase === 'done' &&
      (blocksSubject(operation) || operation.startedAt >= item.postedAt),
  );
