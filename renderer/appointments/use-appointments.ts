/** The list of the day as main tells it, and the clerk's acts on it: one at a time. */
import { useCallback } from 'react';
import type { AppointmentsView } from '../../electron/contract/appointments.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { appointments } from '../ipc/clients.ts';
import { type Acts, useActs } from '../ipc/use-acts.ts';
import { type Pushed, usePushed } from '../ipc/use-pushed.ts';

const load = () => appointments.view({});
const subscribe = (listener: (view: AppointmentsView) => void) => appointments.on('changed', listener);

export interface AppointmentsControl extends Pick<Acts, 'error' | 'clearError'> {
  list: Pushed<AppointmentsView>;
  /** What runs now: the call and its entry. */
  busy: string | null;
  /** False when it failed or something else runs. */
  run(key: string, call: () => Promise<AppointmentsView>): Promise<boolean>;
  begin(id: string, serviceId?: string): Promise<void>;
}

export function useAppointments(onOpen: (view: VorgangView) => void): AppointmentsControl {
  const list = usePushed(load, subscribe);
  const { running, error, clearError, run: act } = useActs();
  const { set } = list;
  const run = useCallback(
    async (key: string, call: () => Promise<AppointmentsView>): Promise<boolean> => {
      const done = await act(async () => {
        set(await call());
        return true;
      }, key);
      return done ?? false;
    },
    [act, set],
  );
  const begin = async (id: string, serviceId?: string): Promise<void> => {
    const input = serviceId === undefined ? { id } : { id, serviceId };
    await act(async () => onOpen(await appointments.startVorgang(input)), `begin ${id}`);
  };
  return { list, busy: running, error, clearError, run, begin };
}
