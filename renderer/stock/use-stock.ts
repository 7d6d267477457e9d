/** The stock as main tells it, and one booking at a time. */
import { useCallback, useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { StockView } from '../../electron/contract/stock.ts';
import { stock } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { usePushed } from '../ipc/use-pushed.ts';

const load = () => stock.view({});
const onChanged = (listener: (view: StockView) => void) => stock.on('changed', listener);

export interface StockControl {
  view: StockView | null;
  viewError: ErrorReport | null;
  reload(): void;
  busy: boolean;
  error: ErrorReport | null;
  clearError(): void;
  /** Null when it failed (then `error` says why) or another booking runs. */
  run<T>(call: () => Promise<T>): Promise<T | null>;
}

export function useStock(): StockControl {
  const pushed = usePushed(load, onChanged);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const lock = useRef(false);
  const run = useCallback(async <T>(call: () => Promise<T>): Promise<T | null> => {
    if (lock.current) return null;
    lock.current = true;
    setBusy(true);
    setError(null);
    try {
      return await call();
    } catch (cause) {
      setError(toErrorReport(cause));
      return null;
    } finally {
      lock.current = false;
      setBusy(false);
    }
  }, []);
  const { value: view, error: viewError, reload } = pushed;
  return { view, viewError, reload, busy, error, clearError: () => setError(null), run };
}
