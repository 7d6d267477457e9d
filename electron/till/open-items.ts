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
  function read(vorgangId?: string): OpenItem[] {
    const items = new Map<string, OpenItem>();
    const kinds = [postedKind, withdrawnKind, paidKind];
    for (const event of journal.events({ kinds, ...(vorgangId === undefined ? {} : { vorgangId }) })) {
      if (event.body === null || event.vorgangId === null) continue;
      if (event.kind !== postedKind) items.delete(withdrawn.parse(event.body).id);
      else {
        const body = posted.parse(event.body);
        items.set(body.id, { ...body, vorgangId: event.vorgangId, postedAt: event.at, postedBy: event.actor });
      }
    }
    return [...items.values()].filter((item) => !isPaid(item, ledger.ofVorgang(item.vorgangId)));
  }

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
    all: () => read(),
    of: (vorgangId, stepId) => read(vorgangId).findLast((item) => item.stepId === stepId) ?? null,
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
    allPaidElsewhere() {
      const standing = new Map<string, Settled & Elsewhere>();
      for (const { kind, vorgangId, body } of journal.events({ kinds: [paidKind, returnedKind] })) {
        if (body === null || vorgangId === null) continue;
        if (kind === returnedKind) standing.delete(returned.parse(body).id);
        else {
          const found = paid.parse(body);
          standing.set(found.id, { ...found, vorgangId });
        }
      }
      return [...standing.values()];
    },
  };
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
