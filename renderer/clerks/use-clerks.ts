/** The directory as main knows it, and changes of it: one at a time, each answered with the whole list. */
import { useCallback } from 'react';
import type { DirectoryView } from '../../electron/contract/clerks.ts';
import { clerks } from '../ipc/clients.ts';
import { type Acts, useActs } from '../ipc/use-acts.ts';
import { type Pushed, usePushed } from '../ipc/use-pushed.ts';

const load = () => clerks.view({});
const onView = (listener: (view: DirectoryView) => void) =>
  clerks.on('changed', () => void load().then(listener, () => {}));

export interface ClerksControl extends Omit<Acts, 'run'> {
  view: Pushed<DirectoryView>;
  /** False when it failed; the error is kept then. */
  change(call: () => Promise<DirectoryView>): Promise<boolean>;
}

export function useClerks(): ClerksControl {
  const view = usePushed(load, onView);
  const { run, ...acts } = useActs();
  const { set } = view;
  const change = useCallback(
    async (call: () => Promise<DirectoryView>): Promise<boolean> => {
      const done = await run(async () => {
        set(await call());
        return true;
      });
      return done ?? false;
    },
    [run, set],
  );
  return { ...acts, view, change };
}
