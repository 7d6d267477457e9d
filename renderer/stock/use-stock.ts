/** The stock as main tells it, and one booking at a time. */
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { StockView } from '../../electron/contract/stock.ts';
import { stock } from '../ipc/clients.ts';
import { type Acts, useActs } from '../ipc/use-acts.ts';
import { usePushed } from '../ipc/use-pushed.ts';

const load = () => stock.view({});
const onChanged = (listener: (view: StockView) => void) => stock.on('changed', listener);

export interface StockControl extends Acts {
  view: StockView | null;
  viewError: ErrorReport | null;
  reload(): void;
}

export function useStock(): StockControl {
  const acts = useActs();
  const { value: view, error: viewError, reload } = usePushed(load, onChanged);
  return { ...acts, view, viewError, reload };
}
