/** The till: receipts in the journal, numbered without gaps per seat and year, one for each paid operation. */
import type { JsonObject } from '../contract/json.ts';
import type { JournalEvent } from '../journal/port.ts';
import type { Receipt, TillPort } from './port.ts';
import { receiptPaper } from './receipt-paper.ts';

/** The part of the journal the till needs. */
export interface TillJournal {
  append(event: { kind: string; vorgangId: string; scope: 'vorgang'; actor: string; body: JsonObject }): JournalEvent;
  events(filter: { vorgangId?: string; kinds?: readonly string[] }): JournalEvent[];
}

const issuedKind = 'receipt-issued';

export function createTill(parts: { journal: TillJournal; seatId: string; name: string; nowIso(): string }): TillPort {
  const { journal } = parts;
  const issuedOf = (vorgangId: string): Receipt[] =>
    journal
      .events({ vorgangId, kinds: [issuedKind] })
      .flatMap((event) => (event.body === null ? [] : [event.body as unknown as Receipt]));

  return {
    issue(order) {
      const before = issuedOf(order.vorgangId).find((receipt) => receipt.operationId === order.operationId);
      if (before) return before;
      const issuedAt = parts.nowIso();
      const year = issuedAt.slice(0, 4);
      // Headers stay when a body is erased, so counting them keeps the numbers gapless for ever.
      const count = journal.events({ kinds: [issuedKind] }).filter((event) => event.at.startsWith(year)).length;
      const number = `${parts.seatId}-${year}-Q${String(count + 1).padStart(5, '0')}`;
      const receipt: Receipt = { ...order, number, issuedAt };
      journal.append({
        kind: issuedKind,
        vorgangId: order.vorgangId,
        scope: 'vorgang',
        actor: order.issuedBy,
        body: receipt as unknown as JsonObject,
      });
      return receipt;
    },
    ofVorgang: (vorgangId) => issuedOf(vorgangId).at(-1) ?? null,
    paper: (receipt, context) => receiptPaper(receipt, context, parts.name),
  };
}
