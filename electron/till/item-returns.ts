/** Money of another seat's item that was given back here: told to the centre until it knows, for the Vorgang to follow. */
import type { Operation } from '../contract/operation.ts';
import type { Ledger } from '../operations/port.ts';
import { isCollectionId } from './collection-id.ts';
import type { ItemExchange, ItemReturn } from './port.ts';
import { readPaidDetails } from './receipt-of.ts';
import type { TillJournal } from './till-events.ts';

const receiptKind = 'reversal-receipt-issued';
/** Seat event. */
const toldKind = 'open-item-return-told';

export class ItemReturns {
  readonly #journal: TillJournal;
  readonly #ledger: Pick<Ledger, 'ofVorgang'>;
  readonly #itemOf: (vorgangId: string) => string | null;
  /** Operation of the reversal → Vorgang of the collection. */
  readonly #untold = new Map<string, string>();
  #through = 0;

  constructor(parts: {
    journal: TillJournal;
    ledger: Pick<Ledger, 'ofVorgang'>;
    /** Item that a collection was for. */
    itemOf(vorgangId: string): string | null;
  }) {
    this.#journal = parts.journal;
    this.#ledger = parts.ledger;
    this.#itemOf = parts.itemOf;
  }

  /** Collections whose Storno the centre does not know. */
  untold(): string[] {
    this.#read();
    return [...this.#untold.values()];
  }

  async tell(exchange: ItemExchange): Promise<void> {
    this.#read();
    for (const [operationId, vorgangId] of [...this.#untold]) {
      const id = this.#itemOf(vorgangId);
      const reversal = this.#ledger.ofVorgang(vorgangId).find((operation) => operation.id === operationId);
      if (id === null || !reversal) {
        this.#untold.delete(operationId); // erased
        continue;
      }
      if (await this.#tellOne(id, returnOf(reversal), exchange)) {
        this.#journal.append({ kind: toldKind, scope: 'seat', actor: 'seat', body: { operationId } });
      }
    }
  }

  /** True when the centre knows, or has nothing to know: another payment counts there. */
  async #tellOne(id: string, given: ItemReturn, exchange: ItemExchange): Promise<boolean> {
    if (await exchange.giveBack(id, given)) return true;
    const item = (await exchange.states([id]))[0];
    const isOwn = item?.holder === exchange.seatId;
    // Its receipt is told first.
    return !(isOwn && (item.state === 'claimed' || (item.state === 'paid' && item.receipt === '')));
  }

  #read(): void {
    const kinds = [receiptKind, toldKind];
    for (const { kind, vorgangId, body, sequence } of this.#journal.events({ kinds, afterSequence: this.#through })) {
      this.#through = sequence;
      const operationId = String(body?.operationId);
      if (kind === toldKind) this.#untold.delete(operationId);
      else if (body !== null && vorgangId !== null && isCollectionId(vorgangId)) {
        this.#untold.set(operationId, vorgangId);
      }
    }
  }
}

function returnOf(reversal: Operation): ItemReturn {
  const { refersTo, reason } = readPaidDetails(reversal);
  const afterwards = reversal.details.afterwards === 'due-again' ? 'due-again' : 'closed';
  return { receipt: refersTo ?? '', afterwards, reason: reason ?? '' };
}
