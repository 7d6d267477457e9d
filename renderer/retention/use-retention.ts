/** Deadlines as main tells them, and a lead's acts on them: one at a time. */
import type { RetentionState, RetentionView } from '../../electron/contract/retention.ts';
import { retention } from '../ipc/clients.ts';
import { type Acts, useActs } from '../ipc/use-acts.ts';
import { type Pushed, usePushed } from '../ipc/use-pushed.ts';

const loadView = () => retention.view({});
const onView = (listener: (view: RetentionView) => void) =>
  retention.on('changed', () => void loadView().then(listener, () => {}));
const loadState = () => retention.state({});
const onState = (listener: (state: RetentionState) => void) => retention.on('changed', listener);

/** How many deadlines have passed; none while that is not known. */
export const useOverdue = (): number => usePushed(loadState, onState).value?.overdue ?? 0;

export interface RetentionControl extends Acts {
  view: Pushed<RetentionView>;
}

export function useRetention(): RetentionControl {
  const view = usePushed(loadView, onView);
  return { ...useActs(), view };
}
