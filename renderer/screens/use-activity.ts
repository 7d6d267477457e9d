/** Tells main that somebody is here, by key, pointer or wheel; seldom enough not to be felt. */
import { useEffect } from 'react';
import { session } from '../ipc/clients.ts';

const seldomMs = 5_000;
const signs = ['keydown', 'pointerdown', 'wheel'] as const;

/** `urgent`: the seat is about to lock, so the next sign is told at once. */
export function useActivity({ here, urgent }: { here: boolean; urgent: boolean }): void {
  useEffect(() => {
    if (!here) return;
    let toldMs = urgent ? Number.NEGATIVE_INFINITY : performance.now();
    const tell = (event: Event) => {
      if (!event.isTrusted || event.timeStamp - toldMs < seldomMs) return;
      toldMs = event.timeStamp;
      session.touch({}).catch(() => {}); // the lock itself is main's, whether this arrives or not
    };
    for (const sign of signs) document.addEventListener(sign, tell, { capture: true, passive: true });
    return () => {
      for (const sign of signs) document.removeEventListener(sign, tell, { capture: true });
    };
  }, [here, urgent]);
}
