/** Receipts that belong to no act of the seat: a status enquiry may bring those of an end of day (PA00P015 §2.55). */
import type { PaymentHooks, TerminalReceipt } from '../../port.ts';

/** They wait for the next act; older ones can be repeated at the terminal. */
const maximumKept = 20;

export class StrayReceipts {
  readonly #kept: TerminalReceipt[] = [];

  keep = async (receipt: TerminalReceipt): Promise<void> => {
    this.#kept.push(receipt);
    if (this.#kept.length > maximumKept) this.#kept.shift();
  };

  async handOver(hooks: PaymentHooks): Promise<void> {
    for (let next = this.#kept[0]; next; next = this.#kept[0]) {
      try {
        await hooks.onReceipt(next);
      } catch {
        // Kept for the next act; a receipt of yesterday must not stop a payment.
        return;
      }
      this.#kept.shift();
    }
  }
}
