/** Services and Vorgänge of this seat; a Vorgang that changes is replaced in place. */
import type { ServiceView, VorgangSummary } from '../../electron/contract/vorgang.ts';
import { vorgang } from '../ipc/clients.ts';
import { type Pushed, usePushed } from '../ipc/use-pushed.ts';

const loadServices = () => vorgang.services({});
const never = () => () => {};

let known: VorgangSummary[] = [];
const loadList = async () => {
  known = await vorgang.list({});
  return known;
};
const onList = (listener: (list: VorgangSummary[]) => void) =>
  vorgang.on('changed', ({ summary }) => {
    known = [summary, ...known.filter((other) => other.id !== summary.id)];
    listener(known);
  });

export const useOverview = (): { services: Pushed<ServiceView[]>; list: Pushed<VorgangSummary[]> } => ({
  services: usePushed(loadServices, never),
  list: usePushed(loadList, onList),
});
