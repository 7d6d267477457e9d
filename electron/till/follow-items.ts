/** Keeps the Sammelkasse of this seat in step with the centre, round after round, as long as the seat runs. */
import { isAppError } from '../contract/app-error.ts';
import type { SharedItems } from './shared-items.ts';

export interface FollowParts {
  till: { readonly shared: SharedItems };
  clock: { after(delayMs: number, callback: () => void): () => void };
  /** What is no mere loss of the line. */
  warn(code: string): void;
  /** Something of other seats may show differently. */
  onRound(): void;
}

const everyMs = 3_000;

export function followItems({ till, clock, warn, onRound }: FollowParts): { start(): void; stop(): void } {
  let stopTimer: () => void = () => {};
  let stopped = false;
  const look = (): string => JSON.stringify(till.shared.open);

  async function round(): Promise<void> {
    const before = look();
    try {
      await till.shared.follow();
    } catch (error) {
      const code = isAppError(error) ? error.code : 'internal';
      if (!stopped && code !== 'centre.disconnected') warn(code);
    }
    if (stopped) return;
    if (look() !== before) onRound();
    stopTimer = clock.after(everyMs, () => void round());
  }

  return {
    start() {
      if (till.shared.isShared) stopTimer = clock.after(0, () => void round());
    },
    stop() {
      stopped = true;
      stopTimer();
    },
  };
}
