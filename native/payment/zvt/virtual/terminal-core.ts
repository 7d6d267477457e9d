/** What all acts of a virtual terminal share: its store, its clock, its habits, and whether it is at work. */
import type { Clock } from '../../../core/context.ts';
import { pause } from '../../../core/wait.ts';
import { wallDigits } from '../wall-time.ts';
import type { Behaviour } from './behaviour.ts';
import { usualBehaviour } from './behaviour.ts';
import { FaultPlan } from './faults.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { TerminalMemory, Turnover, TurnoverStore } from './turnover-store.ts';

/** "Abort by timeout or abort key" is what a reversed transaction shows (PA00P015 ch. 10). */
const reversedResult = 0x6c;

export class TerminalCore {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly store: TurnoverStore;
  readonly faults = new FaultPlan();
  readonly pace: number;
  behaviour: Behaviour = { ...usualBehaviour };
  busy = false;
  /** How many commands carried a unique transaction identifier. */
  mirrored = 0;
  /** Counts the power cuts: an act of before the cut must not write any more. */
  epoch = 0;
  /** Fires when a card is inserted by hand. */
  card = new AbortController();

  constructor(parts: { clock: Clock; random: SeededRandom; store: TurnoverStore; pace: number }) {
    this.clock = parts.clock;
    this.random = parts.random;
    this.store = parts.store;
    this.pace = parts.pace;
  }

  get memory(): TerminalMemory {
    return this.store.memory;
  }

  now(): string {
    return wallDigits(this.clock.nowMs());
  }

  async human(delayMs: number): Promise<void> {
    if (this.pace > 0) await pause(this.clock, delayMs * this.pace);
  }

  /** Books for good: the turnover counts at the next end of day. */
  book(turnover: Turnover): void {
    const { memory } = this;
    delete memory.pending;
    memory.batch.push({ ...turnover });
    memory.booked.push({ ...turnover });
    memory.last = { ...turnover };
    if (turnover.kind === 'reversal') {
      for (const list of [memory.batch, memory.booked]) {
        const original = list.findLast(
          (entry) => entry.kind !== 'reversal' && entry.traceNumber === turnover.originalTrace,
        );
        if (original) original.reversed = true;
      }
    }
    this.store.save();
  }

  /** Keeps a failed transaction for the repeat receipt, where the terminal does so. */
  fail(turnover: Turnover, resultCode: number): void {
    delete this.memory.pending;
    if (this.behaviour.failedStored) this.memory.last = { ...turnover, resultCode };
    this.store.save();
  }

  /** Booking model A: takes back what was approved but never acknowledged; the terminal is busy with its host meanwhile. */
  async reversePending(): Promise<void> {
    const { pending } = this.memory;
    if (!pending) return;
    const { epoch } = this;
    this.busy = true;
    if (this.behaviour.reversalMs > 0) await pause(this.clock, this.behaviour.reversalMs);
    if (epoch !== this.epoch) return;
    this.fail(pending, reversedResult);
    this.busy = false;
  }

  powerOff(): void {
    this.epoch += 1;
    this.busy = false;
    this.store.reload();
  }

  insertCard(): void {
    this.card.abort();
    this.card = new AbortController();
  }
}
