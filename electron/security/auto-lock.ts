/** When nobody touches the seat for a time it locks; shortly before, it warns. One timer at a time, on the clock handed in. */

export interface AutoLockParts {
  clock: { after(delayMs: number, action: () => void): () => void };
  lockAfterMs: number;
  /** Seconds left until the seat locks. */
  onWarning(secondsLeft: number): void;
  onLock(): void;
}

export interface AutoLock {
  /** Begins to count anew. */
  restart(): void;
  stop(): void;
}

const warnBeforeMs = 60_000;

export function createAutoLock({ clock, lockAfterMs, onWarning, onLock }: AutoLockParts): AutoLock {
  // A very short time still leaves half of it without a warning on screen.
  const warningMs = Math.min(warnBeforeMs, Math.floor(lockAfterMs / 2));
  let cancel: () => void = () => {};
  return {
    restart() {
      cancel();
      cancel = clock.after(lockAfterMs - warningMs, () => {
        cancel = clock.after(warningMs, onLock);
        onWarning(Math.ceil(warningMs / 1_000));
      });
    },
    stop() {
      cancel();
      cancel = () => {};
    },
  };
}
