/** The Kasse as main tells it, and the clerk's acts on it: one at a time, whatever is pressed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { TillView } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { usePushed } from '../ipc/use-pushed.ts';

const loadView = () => till.view({});
const onView = (listener: (view: TillView) => void) => till.on('changed', listener);

export interface TillControl {
  view: TillView | null;
  /** Why the view could not be had. */
  viewError: ErrorReport | null;
  reload(): void;
  busy: boolean;
  /** Neutral text of the terminal while an act runs. */
  display: string | null;
  error: ErrorReport | null;
  clearError(): void;
  /** Runs one call; null when it failed (then `error` says why) or another one runs. */
  run<T>(call: () => Promise<T>): Promise<T | null>;
}

export function useTill(): TillControl {
  const pushed = usePushed(loadView, onView);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [display, setDisplay] = useState<string | null>(null);
  const lock = useRef(false);
  const { set } = pushed;

  useEffect(() => till.on('display', ({ text }) => setDisplay(text)), []);

  const run = useCallback(
    async <T>(call: () => Promise<T>): Promise<T | null> => {
      if (lock.current) return null;
      lock.current = true;
      setBusy(true);
      setError(null);
      try {
        const answer = await call();
        set(await till.view({}));
        return answer;
      } catch (cause) {
        setError(toErrorReport(cause));
        return null;
      } finally {
        lock.current = false;
        setBusy(false);
        setDisplay(null);
      }
    },
    [set],
  );
  return {
    view: pushed.value,
    viewError: pushed.error,
    reload: pushed.reload,
    busy,
    display,
    error,
    clearError: () => setError(null),
    run,
  };
}
