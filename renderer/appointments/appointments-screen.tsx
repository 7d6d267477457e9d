/** Appointments of the day: call, serve, walk-ins; for a lead also how long people wait. */
import { useState } from 'react';
import type { Role } from '../../electron/contract/session.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { FocusHeading } from '../screens/focus-heading.tsx';
import { useHotKeys } from '../screens/use-hot-keys.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { showGermanDate } from '../ui/german-date.ts';
import { Loading } from '../ui/loading.tsx';
import { CalendarState } from './calendar-state.tsx';
import { DayTable } from './day-table.tsx';
import { TimesPage } from './times-page.tsx';
import { TurnCard } from './turn-card.tsx';
import { type AppointmentsControl, useAppointments } from './use-appointments.ts';
import { WalkIn } from './walk-in.tsx';

export interface AppointmentsScreenProps {
  role: Role;
  onLeave(): void;
  onOpen(view: VorgangView): void;
}

export function AppointmentsScreen({ role, onLeave, onOpen }: AppointmentsScreenProps) {
  const control = useAppointments(onOpen);
  const [page, setPage] = useState<'day' | 'times'>('day');
  const day = control.list.value?.day;
  useHotKeys((event) => {
    if (event.key !== 'Escape' || control.busy !== null) return false;
    onLeave();
    return true;
  });
  const pages = [
    { page: 'day', label: 'Heute' },
    { page: 'times', label: 'Warte- und Bedienzeiten' },
  ] as const;
  return (
    <main id="main" className="appointments" tabIndex={-1} data-screen="appointments">
      <div className="appointments-head">
        <Button variant="tertiary" icon="arrow-back" disabled={control.busy !== null} onPress={onLeave}>
          Zur Übersicht
        </Button>
        <FocusHeading>Termine</FocusHeading>
        {day && page === 'day' && <p className="legal">{showGermanDate(day)}</p>}
        {role === 'lead' && (
          <nav className="till-pages" aria-label="Bereiche der Termine">
            {pages.map(({ page: target, label }) => (
              <button
                key={target}
                type="button"
                className="till-page"
                aria-current={page === target ? 'page' : undefined}
                onClick={() => setPage(target)}
              >
                {label}
              </button>
            ))}
          </nav>
        )}
      </div>
      {page === 'times' && day ? <TimesPage today={day} /> : <DayPage control={control} />}
    </main>
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
