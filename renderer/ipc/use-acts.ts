/** What a person sets going on one screen, one act at a time: what runs now, and why the last one failed. */
import { useCallback, useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import { toErrorReport } from './error-report.ts';

export interface Acts {
  busy: boolean;
  /** The name under which the act that runs was begun. */
  running: string | null;
  error: ErrorReport | null;
  clearError(): void;
  /** Null when it failed (then `error` says why) or another one runs. */
  run<T>(act: () => Promise<T>, name?: string): Promise<T | null>;
}

export function useActs(): Acts {
  const [running, setRunning] = useState<string | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  // The state comes too late for a second press in the same moment.
  const lock = useRef(false);
  const run = useCallback(async <T>(act: () => Promise<T>, name = 'act'): Promise<T | null> => {
    if (lock.current) return null;
    lock.current = true;
    setRunning(name);
    setError(null);
    try {
      return await act();
    } catch (cause) {
      setError(toErrorReport(cause));
      return null;
    } finally {
      lock.current = false;
      setRunning(null);
    }
  }, []);
  return { busy: running !== null, running, error, clearError: () => setError(null), run };
}
