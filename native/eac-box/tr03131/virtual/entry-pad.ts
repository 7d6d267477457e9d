/** The PIN pad of the virtual box: asks for an entry and waits until somebody types, cancels, or the time is up. */
import { systemClock } from '../../../core/system-context.ts';

export type PadPrompt = 'CAN' | 'MRZ' | 'PIN' | 'PUK' | 'new PIN';
export type PadResult = { kind: 'typed'; text: string } | { kind: 'cancelled' };

/** As long as a person may think, and less than the 120 s a caller waits. */
const patienceMs = 100_000;
/** How long a person needs for six digits. */
const typingMs = 4000;

export class EntryPad {
  /** By hand: only what `type` and `cancel` give. Else somebody types what is right by himself. */
  byHand = false;
  readonly #pace: number;
  readonly #ahead: PadResult[] = [];
  #prompt: PadPrompt | undefined;
  #settle: ((result: PadResult) => void) | undefined;

  /** `pace` 1 types as a person, 0 at once. */
  constructor(pace: number) {
    this.#pace = pace;
  }

  get prompt(): PadPrompt | undefined {
    return this.#prompt;
  }

  ask(prompt: PadPrompt, right: string): Promise<PadResult> {
    const ahead = this.#ahead.shift();
    if (ahead !== undefined) return Promise.resolve(ahead);
    this.#prompt = prompt;
    return new Promise((resolve) => {
      const delayMs = this.byHand ? patienceMs : typingMs * this.#pace;
      const late: PadResult = this.byHand ? { kind: 'cancelled' } : { kind: 'typed', text: right };
      const stop = systemClock.after(delayMs, () => this.#settle?.(late));
      this.#settle = (result) => {
        stop();
        this.#settle = undefined;
        this.#prompt = undefined;
        resolve(result);
      };
    });
  }

  /** Answers the prompt on display, or the next one. */
  give(result: PadResult): void {
    if (this.#settle) this.#settle(result);
    else this.#ahead.push(result);
  }

  /** Ends a prompt and forgets what was typed ahead: the card is gone or the power is off. */
  clear(): void {
    this.#ahead.length = 0;
    this.#settle?.({ kind: 'cancelled' });
  }
}
