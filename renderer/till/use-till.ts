/** The Kasse as main tells it, and the clerk's acts on it: one at a time, whatever is pressed. */
import { useCallback, useEffect, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { TillView } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { type Acts, useActs } from '../ipc/use-acts.ts';
import { usePushed } from '../ipc/use-pushed.ts';

const loadView = () => till.view({});
const onView = (listener: (view: TillView) => void) => till.on('changed', listener);

export interface TillControl extends Acts {
  view: TillView | null;
  /** Why the view could not be had. */
  viewError: ErrorReport | null;
  reload(): void;
  /** Neutral text of the terminal while an act runs. */
  display: string | null;
}

export function useTill(): TillControl {
  const pushed = usePushed(loadView, onView);
  const acts = useActs();
  const [display, setDisplay] = useState<string | null>(null);
  const { set } = pushed;
  const { run: act } = acts;

  useEffect(() => till.on('display', ({ text }) => setDisplay(text)), []);

  const run = useCallback(
    <T>(call: () => Promise<T>): Promise<T | null> =>
      act(async () => {
        try {
          const answer = await call();
          set(await till.view({}));
          return answer;
        } finally {
          setDisplay(null);
        }
      }),
    [act, set],
  );
  const { value: view, error: viewError, reload } = pushed;
  return { ...acts, run, view, viewError, reload, display };
}
