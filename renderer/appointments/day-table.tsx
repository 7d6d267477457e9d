/** Everybody of the day in the order of their times; who is done stands below. */
import type { AppointmentsView, AppointmentView } from '../../electron/contract/appointments.ts';
import { appointments } from '../ipc/clients.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showTime } from '../ui/german-date.ts';
import { Table } from '../ui/table.tsx';
import { isOver, spokenOf, stateWords, unassigned } from './appointment-words.ts';
import type { AppointmentsControl } from './use-appointments.ts';

export function DayTable({ view, control }: { view: AppointmentsView; control: AppointmentsControl }) {
  const open = view.entries.filter((entry) => !isOver(entry));
  const over = view.entries.filter(isOver);
  return (
    <section className="list" aria-labelledby="appointments-day">
      <h2 className="kern-heading-small" id="appointments-day">
        Liste des Tages{view.waiting > 0 && ` (${view.waiting} warten)`}
      </h2>
      {view.entries.length === 0 && (
        <p className="kern-body kern-body--muted">
          {view.calendar.kind === 'none'
            ? 'Für heute ist noch kein Kalender eingelesen. Wählen Sie unten eine Kalenderdatei.'
            : 'Für heute stehen keine Termine im Kalender.'}
        </p>
      )}
      {view.entries.length > 0 && open.length === 0 && (
        <p className="kern-body kern-body--muted">Niemand wird mehr erwartet.</p>
      )}
      {open.length > 0 && <Rows rows={open} view={view} control={control} />}
      {over.length > 0 && (
        <details className="closed">
          <summary>Erledigt, nicht erschienen, abgesagt ({over.length})</summary>
          <Rows rows={over} view={view} control={control} />
        </details>
      )}
    </section>
  );
}

interface RowsProps {
  rows: readonly AppointmentView[];
  view: AppointmentsView;
  control: AppointmentsControl;
}

function Rows({ rows, view, control }: RowsProps) {
  return (
    <Table columns={['Zeit', 'Nr.', 'Termin', 'Leistung', 'Stand', '']}>
      {rows.map((entry) => (
        <tr className="kern-table__row" key={entry.id} data-entry-id={entry.id} data-entry-state={entry.state}>
          <td className="kern-table__cell nowrap">{entry.startsAt ? showTime(entry.startsAt) : 'ohne Termin'}</td>
          <td className="kern-table__cell">{entry.number ?? '–'}</td>
          <th scope="row" className="kern-table__cell appointment-title as-typed">
            {entry.title || (entry.kind === 'walk-in' ? 'ohne Namen' : 'nicht mehr im Kalender')}
          </th>
          <td className="kern-table__cell">
            <Service entry={entry} services={view.services} control={control} />
          </td>
          <td className="kern-table__cell">
            <State entry={entry} />
          </td>
          <td className="kern-table__cell kern-table__cell--action">
            <Acts entry={entry} view={view} control={control} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

interface ServiceProps {
  entry: AppointmentView;
  services: AppointmentsView['services'];
  control: AppointmentsControl;
}

function Service({ entry, services, control }: ServiceProps) {
  if (entry.serviceId !== null || isOver(entry)) return entry.serviceTitle || unassigned;
  return (
    <div className="kern-form-input__select-wrapper appointment-service">
      <select
        className="kern-form-input__select"
        aria-label={`Leistung für ${spokenOf(entry)}`}
        value=""
        onChange={({ target }) =>
          void control.run(`assign ${entry.id}`, () => appointments.assign({ id: entry.id, serviceId: target.value }))
        }
      >
        <option value="">{unassigned}</option>
        {services.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}

function State({ entry }: { entry: AppointmentView }) {
  const { text, tone } = stateWords[entry.state];
  const where = entry.seat !== '' && !entry.mine ? `Platz ${entry.seat}` : '';
  return (
    <>
      <Badge tone={tone}>{text}</Badge>
      {where !== '' && <span className="legal">{where}</span>}
      {entry.late && <span className="legal">überfällig</span>}
      {entry.waitMinutes !== null && <span className="legal">wartet {entry.waitMinutes} Min.</span>}
    </>
  );
}

/** What can be done with this one now; the called one has its acts above. */
function Acts({
  entry,
  view,
  control,
}: {
  entry: AppointmentView;
  view: AppointmentsView;
  control: AppointmentsControl;
}) {
  const { id, state } = entry;
  const off = control.busy !== null;
  const act = (label: string, name: 'arrive' | 'call' | 'noShow' | 'cancel' | 'undo' | 'finish') => (
    <Button
      key={name}
      variant="tertiary"
      busy={control.busy === `${name} ${id}`}
      disabled={off}
      onPress={() => void control.run(`${name} ${id}`, () => appointments[name]({ id }))}
    >
      {label}
      <span className="kern-sr-only-text">, {spokenOf(entry)}</span>
    </Button>
  );
  const waits = state === 'expected' || state === 'here';
  return (
    <div className="appointment-acts">
      {waits && view.calledId === null && act('Aufrufen', 'call')}
      {state === 'expected' && entry.kind === 'appointment' && act('Ist da', 'arrive')}
      {(entry.late || (state === 'here' && entry.kind === 'walk-in')) && act('Nicht erschienen', 'noShow')}
      {state === 'expected' && !entry.late && act('Absage', 'cancel')}
      {state === 'serving' && entry.mine && entry.vorgangId === null && act('Erledigt', 'finish')}
      {entry.canUndo && act('Rückgängig', 'undo')}
    </div>
  );
}
