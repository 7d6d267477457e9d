/** Acts that had begun when the line went: followed to their outcome, and told without anybody's name. */
import type { ActUnderWay } from '../contract/central.ts';
import type { Operation } from '../contract/operation.ts';
import type { Ledger } from '../operations/port.ts';

export class ActsInTheDark {
  readonly #ledger: Pick<Ledger, 'open' | 'get'>;
  readonly #ids = new Set<string>();
  #isDark = false;
  #told = '';

  constructor(ledger: Pick<Ledger, 'open' | 'get'>) {
    this.#ledger = ledger;
  }

  begin(): void {
    this.#isDark = true;
    this.#ids.clear();
    this.#told = JSON.stringify(this.views());
  }

  end(): void {
    this.#isDark = false;
    this.#ids.clear();
  }

  /** An intent may reach the disk just after the line went: it counts. */
  views(): ActUnderWay[] {
    if (!this.#isDark) return [];
    for (const { id, phase } of this.#ledger.open()) if (phase === 'intended') this.#ids.add(id);
    return [...this.#ids].map((id) => viewOf(this.#ledger.get(id)));
  }

  /** True when there is something to tell that was not told yet. */
  changed(): boolean {
    const now = JSON.stringify(this.views());
    const isNew = now !== this.#told;
    this.#told = now;
    return isNew;
  }
}

function viewOf({ id, kind, phase, details }: Operation): ActUnderWay {
  const isMoney = kind === 'payment' || kind === 'reversal';
  const amount = details.amountCents;
  return { id, kind, phase, amountCents: isMoney && Number.isSafeInteger(amount) ? Number(amount) : null };
}
