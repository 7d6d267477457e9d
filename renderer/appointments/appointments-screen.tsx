/** Appointments of the day: call, serve, walk-ins; for a lead also how long people wait. */
import { useState } from 'react';
import type { Role } from '../../electron/contract/session.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { RoomFrame } from '../screens/room-frame.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { showGermanDate } from '../ui/german-date.ts';
import { Loading } from '../ui/loading.tsx';
import { PageTabs } from '../ui/page-tabs.tsx';
import { CalendarState } from './calendar-state.tsx';
import { DayTable } from './day-table.tsx';
import { TimesPage } from './times-page.tsx';
import { TurnCard } from './turn-card.tsx';
import { type AppointmentsControl, useAppointments } from './use-appointments.ts';
import { WalkIn } from './walk-in.tsx';

const pages = [
  { page: 'day', label: 'Heute' },
  { page: 'times', label: 'Warte- und Bedienzeiten' },
] as const;

export interface AppointmentsScreenProps {
  role: Role;
  onLeave(): void;
  onOpen(view: VorgangView): void;
}

export function AppointmentsScreen({ role, onLeave, onOpen }: AppointmentsScreenProps) {
  const control = useAppointments(onOpen);
  const [page, setPage] = useState<(typeof pages)[number]['page']>('day');
  const day = control.list.value?.day;
  return (
    <RoomFrame
      name="appointments"
      page={page}
      title="Termine"
      busy={control.busy !== null}
      onLeave={onLeave}
      head={
        <>
          {day && page === 'day' && <p className="legal">{showGermanDate(day)}</p>}
          {role === 'lead' && <PageTabs label="Bereiche der Termine" pages={pages} current={page} onChange={setPage} />}
        </>
      }
    >
      {page === 'times' && day ? <TimesPage today={day} /> : <DayPage control={control} />}
    </RoomFrame>
  );
}

function DayPage({ control }: { control: AppointmentsControl }) {
  const { value: view, error, reload } = control.list;
  if (view === null) {
    return error ? <ErrorNotice error={error} onRepeat={reload} /> : <Loading text="Termine werden geladen …" />;
  }
  return (
    <>
      {control.error && <ErrorNotice error={control.error} />}
      {view.sharing === 'lost' && (
        <Alert tone="warning" title="Kein Abgleich mit den anderen Plätzen">
          <p className="kern-body">
            Die Zentrale antwortet nicht. Die Liste zeigt den letzten bekannten Stand; aufgerufen wird erst wieder, wenn
            sie antwortet, damit niemand zweimal aufgerufen wird.
          </p>
        </Alert>
      )}
      {view.entries.length > 0 && <TurnCard view={view} control={control} main />}
      {view.walkIns && <WalkIn view={view} control={control} />}
      <DayTable view={view} control={control} />
      <CalendarState view={view} control={control} />
    </>
  );
}
