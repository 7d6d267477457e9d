/** Where the list comes from, what of it could not be read, and the way to bring a calendar file by hand. */
import { useRef } from 'react';
import type { AppointmentsView } from '../../electron/contract/appointments.ts';
import { appointments } from '../ipc/clients.ts';
import { errorText } from '../ipc/error-text.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { encodeBase64 } from './encode-base64.ts';
import type { AppointmentsControl } from './use-appointments.ts';

const kinds: Record<AppointmentsView['calendar']['kind'], string> = {
  source: 'Die Termine kommen aus dem eingerichteten Kalender.',
  file: 'Die Termine kommen aus einer Kalenderdatei, die an diesem Platz gewählt wurde.',
  training: 'Das sind erfundene Termine zum Üben.',
  none: 'Für diesen Platz ist kein Kalender eingerichtet.',
};

export function CalendarState({ view, control }: { view: AppointmentsView; control: AppointmentsControl }) {
  const { calendar } = view;
  const chooser = useRef<HTMLInputElement>(null);
  const bring = async (file: File) => {
    await control.run('import', async () => {
      // Larger than main would take: its own words say so, without carrying all of it across.
      const bytes = new Uint8Array(await file.slice(0, maxBytes + 1).arrayBuffer());
      return appointments.importFile({ content: encodeBase64(bytes) });
    });
  };
  return (
    <section className="list" aria-labelledby="appointments-calendar">
      <h2 className="kern-heading-small" id="appointments-calendar">
        Kalender
      </h2>
      <p className="kern-body">
        {kinds[calendar.kind]} {calendar.readAt !== null && `Stand: ${showMoment(calendar.readAt)}.`}
      </p>
      {calendar.problems.map(({ file, error }) => {
        const { title, text, remedy } = errorText(error);
        return (
          <Alert key={`${file} ${error.code}`} tone="warning" title={file === '' ? title : `${title}: ${file}`}>
            <p className="kern-body">{text}</p>
            <p className="kern-body kern-body--bold">{remedy}</p>
          </Alert>
        );
      })}
      {calendar.unreadable.length > 0 && (
        <Alert tone="warning" title="Einzelne Einträge sind nicht lesbar">
          <ul className="problem-list">
            {calendar.unreadable.map(({ file, line }) => (
              <li key={`${file} ${line}`}>{file === '' ? `ab Zeile ${line}` : `${file}, ab Zeile ${line}`}</li>
            ))}
          </ul>
          <p className="kern-body kern-body--bold">
            Diese Einträge im Kalender ansehen; ob heute jemand fehlt, steht nur dort.
          </p>
        </Alert>
      )}
      {calendar.uncounted > 0 && (
        <Alert tone="warning" title="Eine sehr lange Serie wurde nicht ausgezählt">
          <p className="kern-body">Ihre Termine von heute fehlen in der Liste.</p>
        </Alert>
      )}
      {calendar.allDay > 0 && (
        <p className="legal">
          {calendar.allDay === 1 ? 'Ein ganztägiger Eintrag steht' : `${calendar.allDay} ganztägige Einträge stehen`}{' '}
          nicht in der Liste.
        </p>
      )}
      <div className="calendar-acts">
        <input
          ref={chooser}
          className="kern-sr-only"
          type="file"
          accept=".ics,text/calendar"
          tabIndex={-1}
          aria-label="Kalenderdatei"
          data-calendar-file
          onChange={({ target }) => {
            const file = target.files?.[0];
            target.value = '';
            if (file) void bring(file);
          }}
        />
        <Button
          busy={control.busy === 'import'}
          disabled={control.busy !== null}
          onPress={() => chooser.current?.click()}
        >
          Kalenderdatei wählen
        </Button>
        {calendar.kind === 'source' && (
          <Button
            variant="tertiary"
            icon="autorenew"
            busy={control.busy === 'reread'}
            disabled={control.busy !== null}
            onPress={() => void control.run('reread', () => appointments.reread({}))}
          >
            Jetzt neu einlesen
          </Button>
        )}
      </div>
      <p className="legal">
        Namen bleiben nur für diesen Tag, verschlüsselt auf diesem Platz, und werden spätestens in der Nacht gelöscht.
      </p>
    </section>
  );
}

const maxBytes = 2 * 1024 * 1024;
