/** A value that main answers once and pushes whenever it changes. */
import { useCallback, useEffect, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import { gate } from './clients.ts';
import { toErrorReport } from './error-report.ts';

export interface Pushed<T> {
  value: T | null;
  error: ErrorReport | null;
  set(value: T): void;
  reload(): void;
}

/** `load` and `subscribe` must be stable. `timeoutMs` bounds the wait for the first answer. */
export function usePushed<T>(
  load: () => Promise<T>,
  subscribe: (listener: (value: T) => void) => () => void,
  timeoutMs = 10_000,
): Pushed<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    let live = true;
    const accept = (next: T) => {
      if (!live) return;
      setValue(() => next);
      setError(null);
    };
    const fail = (cause: unknown) => {
      if (live) setError(toErrorReport(cause));
    };
    const timer = setTimeout(() => fail(new Error(`no answer to attempt ${round + 1}`)), timeoutMs);
    load()
      .then(accept, fail)
      .finally(() => clearTimeout(timer));
    const unsubscribe = subscribe(accept);
    return () => {
      live = false;
      clearTimeout(timer);
      unsubscribe();
    };
  }, [load, subscribe, timeoutMs, round]);

  const set = useCallback((next: T) => setValue(() => next), []);
  const reload = useCallback(() => {
    setError(null);
    setRound((current) => current + 1);
  }, []);
  // What failed for want of a line is asked for again as soon as the line is good.
  const code = error?.code;
  useEffect(() => {
    if (code !== 'centre.disconnected' && code !== 'centre.unsteady') return;
    return gate.on('changed', (now) => {
      if (code === 'centre.disconnected' ? now.showsPersonal : now.state === 'verbunden') reload();
    });
  }, [code, reload]);
  return { value, error, set, reload };
}
