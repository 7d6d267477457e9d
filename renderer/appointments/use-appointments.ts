/** The list of the day as main tells it, and the clerk's acts on it: one at a time. */
import { useCallback, useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { AppointmentsView } from '../../electron/contract/appointments.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { appointments } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { type Pushed, usePushed } from '../ipc/use-pushed.ts';

const load = () => appointments.view({});
const subscribe = (listener: (view: AppointmentsView) => void) => appointments.on('changed', listener);
export interface AppointmentsControl {
  list: Pushed<AppointmentsView>;
  /** What runs now: the call and its entry. */
  busy: string | null;
  error: ErrorReport | null;
  clearError(): void;
  /** False when it failed or something else runs. */
  run(key: string, call: () => Promise<AppointmentsView>): Promise<boolean>;
  begin(id: string, serviceId?: string): Promise<void>;
}

export function useAppointments(onOpen: (view: VorgangView) => void): AppointmentsControl {
  const list = usePushed(load, subscribe);
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const running = useRef(false);
  const { set } = list;
  const guarded = useCallback(async (key: string, work: () => Promise<void>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(key);
    setError(null);
    try {
      await work();
      return true;
    } catch (cause) {
      setError(toErrorReport(cause));
      return false;
    } finally {
      running.current = false;
      setBusy(null);
    }
  }, []);
  const run = useCallback(
    (key: string, call: () => Promise<AppointmentsView>) => guarded(key, async () => set(await call())),
    [guarded, set],
  );
  const begin = async (id: string, serviceId?: string): Promise<void> => {
    const input = serviceId === undefined ? { id } : { id, serviceId };
    await guarded(`begin ${id}`, async () => onOpen(await appointments.startVorgang(input)));
  };
  return { list, busy, error, clearError: () => setError(null), run, begin };
}
