/** On the overview: who comes next. Nothing where there is no list and nobody waits. */
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { TurnCard } from './turn-card.tsx';
import { useAppointments } from './use-appointments.ts';

export function NextAppointment({ onOpen }: { onOpen(view: VorgangView): void }) {
  const control = useAppointments(onOpen);
  const view = control.list.value;
  if (view === null || view.entries.length === 0) return null;
  return (
    <div className="next-appointment">
      {control.error && <ErrorNotice error={control.error} />}
      <TurnCard view={view} control={control} main={false} />
    </div>
  );
}
