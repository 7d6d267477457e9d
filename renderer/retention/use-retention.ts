/** Deadlines as main tells them, and a lead's acts on them: one at a time. */
import { useCallback, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { RetentionState, RetentionView } from '../../electron/contract/retention.ts';
import { retention } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { type Pushed, usePushed } from '../ipc/use-pushed.ts';

const loadView = () => retention.view({});
const onView = (listener: (view: RetentionView) => void) =>
  retention.on('changed', () => void loadView().then(listener, () => {}));
const loadState = () => retention.state({});
const onState = (listener: (state: RetentionState) => void) => retention.on('changed', listener);

/** How many deadlines have passed; none while that is not known. */
export const useOverdue = (): number => usePushed(loadState, onState).value?.overdue ?? 0;

export interface RetentionControl {
  view: Pushed<RetentionView>;
  busy: boolean;
  error: ErrorReport | null;
  clearError(): void;
  /** Null when it failed. */
  run<T>(call: () => Promise<T>): Promise<T | null>;
}

export function useRetention(): RetentionControl {
  const view = usePushed(loadView, onView);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const run = useCallback(async <T>(call: () => Promise<T>): Promise<T | null> => {
    setBusy(true);
    setError(null);
    try {
      return await call();
    } catch (cause) {
      setError(toErrorReport(cause));
      return null;
    } finally {
      setBusy(false);
    }
  }, []);
  return { view, busy, error, clearError: () => setError(null), run };
}
