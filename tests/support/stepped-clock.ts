/** A clock that stands still until a test moves it; timers fire in order, with promises settled in between. */
import type { Clock } from '../../native/core/context.ts';

export interface SteppedClock extends Clock {
  advance(ms: number): Promise<void>;
  /** Delays of the timers that are set, from now, shortest first. */
  readonly pending: number[];
}

export const flush = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function steppedClock(startMs = Date.UTC(2026, 10, 22, 8)): SteppedClock {
  let steady = 0;
  const timers = new Set<{ at: number; action: () => void }>();
  const next = (until: number) => [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  return {
    nowMs: () => startMs + steady,
    steadyMs: () => steady,
    after(delayMs, action) {
      const timer = { at: steady + delayMs, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const until = steady + ms;
      await flush();
      for (let timer = next(until); timer; timer = next(until)) {
        timers.delete(timer);
        steady = timer.at;
        timer.action();
        await flush();
      }
      steady = until;
    },
    get pending() {
      return [...timers].map(({ at }) => at - steady).sort((a, b) => a - b);
    },
  };
}
