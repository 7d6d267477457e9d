/** A clock that jumps to the next timer whenever everything else rests: minutes of protocol time in milliseconds. */
import type { Clock } from '../../../core/context.ts';
import type { Dispose } from '../../../core/transport.ts';

interface Timer {
  atMs: number;
  order: number;
  action: () => void;
}

export class SteppedClock implements Clock {
  readonly #startMs: number;
  #elapsedMs = 0;
  #order = 0;
  #timers: Timer[] = [];

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  nowMs(): number {
    return this.#startMs + this.#elapsedMs;
  }

  steadyMs(): number {
    return this.#elapsedMs;
  }

  after(delayMs: number, action: () => void): Dispose {
    this.#order += 1;
    const timer = { atMs: this.#elapsedMs + Math.max(0, delayMs), order: this.#order, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass until the work is done. Throws when nothing is left that could finish it. */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const settled = work.finally(() => {
      done = true;
    });
    settled.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (done) return settled;
      if (!this.step()) throw new Error('waits for something that never comes');
    }
  }

  /** Fires the next timer; false when there is none. */
  step(): boolean {
    const next = this.#timers.reduce<Timer | undefined>((first, timer) => {
      if (!first || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order)) return timer;
      return first;
    }, undefined);
    if (!next) return false;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.#elapsedMs = Math.max(this.#elapsedMs, next.atMs);
    next.action();
    return true;
  }
}
