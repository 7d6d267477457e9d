/** The directory as main knows it, and changes of it: one at a time, each answered with the whole list. */
import { useCallback, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { DirectoryView } from '../../electron/contract/clerks.ts';
import { clerks } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { type Pushed, usePushed } from '../ipc/use-pushed.ts';

const load = () => clerks.view({});
const onView = (listener: (view: DirectoryView) => void) =>
  clerks.on('changed', () => void load().then(listener, () => {}));

export interface ClerksControl {
  view: Pushed<DirectoryView>;
  busy: boolean;
  error: ErrorReport | null;
  clearError(): void;
  /** False when it failed; the error is kept then. */
  run(call: () => Promise<DirectoryView>): Promise<boolean>;
}

export function useClerks(): ClerksControl {
  const view = usePushed(load, onView);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const { set } = view;
  const run = useCallback(
    async (call: () => Promise<DirectoryView>): Promise<boolean> => {
      setBusy(true);
      setError(null);
      try {
        set(await call());
        return true;
      } catch (cause) {
        setError(toErrorReport(cause));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [set],
  );
  return { view, busy, error, clearError: () => setError(null), run };
}
