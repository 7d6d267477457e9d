/** For a lead: how long people wait and are served, per service and Ortsverwaltung; nothing of fewer than five. */
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { longestPeriodDays, type ServiceTimesView } from '../../electron/contract/appointments.ts';
import { appointments } from '../ipc/clients.ts';
import { useActs } from '../ipc/use-acts.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Button } from '../ui/button.tsx';
import { showGermanDate } from '../ui/german-date.ts';
import { Loading } from '../ui/loading.tsx';
import { type Period, PeriodFields, usePeriod } from '../ui/period-fields.tsx';
import { SavedAlert, type SavedFile } from '../ui/saved-alert.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { halfHour } from './half-hour.ts';
import { HalfHourTable, ServiceTimesTable } from './times-tables.tsx';

// Only a lead who asks for it pays for the chart.
const WaitChart = lazy(() => import('./wait-chart.tsx'));

export function TimesPage({ today }: { today: string }) {
  const typed = usePeriod(today, longestPeriodDays);
  const [view, setView] = useState<ServiceTimesView | null>(null);
  const { busy, running, error, run } = useActs();
  const [saved, setSaved] = useState<SavedFile | null>(null);
  const ask = useCallback(
    (what: 'show' | 'save', period: Period) =>
      run(async () => {
        setSaved(null);
        if (what === 'save') setSaved(await appointments.exportTimes(period));
        setView(await appointments.times(period));
      }, what),
    [run],
  );
  useEffect(() => void ask('show', { from: `${today.slice(0, 8)}01`, to: today }), [ask, today]);
  const press = (what: 'show' | 'save') => {
    if (typed.period !== null) void ask(what, typed.period);
  };
  return (
    <>
      <form
        className="times-period"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          press('show');
        }}
      >
        <PeriodFields period={typed} prefix="times" />
        <Button type="submit" variant="primary" main busy={running === 'show'} disabled={busy}>
          Anzeigen
        </Button>
        <Button busy={running === 'save'} disabled={busy} onPress={() => press('save')}>
          Als CSV speichern
        </Button>
      </form>
      {error && <ErrorNotice error={error} onRepeat={() => press('show')} />}
      {saved && <SavedAlert saved={saved} />}
      {view === null && !error && <Loading text="Zeiten werden gelesen …" />}
      {view && <Told view={view} />}
    </>
  );
}

function Told({ view }: { view: ServiceTimesView }) {
  const offices = [...new Set(view.halfHours.map(({ ortsverwaltung }) => ortsverwaltung))];
  const [chosen, setChosen] = useState('');
  const office = offices.includes(chosen) ? chosen : (offices[0] ?? '');
  const halfHours = view.halfHours.filter(({ ortsverwaltung }) => ortsverwaltung === office);
  const severalOffices = new Set(view.services.map(({ ortsverwaltung }) => ortsverwaltung)).size > 1;
  const serviceBars = view.services.flatMap(({ ortsverwaltung, serviceTitle, wait }) =>
    wait ? [{ label: severalOffices ? `${serviceTitle}, ${ortsverwaltung}` : serviceTitle, ...inMinutes(wait) }] : [],
  );
  const hourBars = halfHours.flatMap(({ bucket, wait }) =>
    wait ? [{ label: halfHour(bucket), ...inMinutes(wait) }] : [],
  );
  const span = `${showGermanDate(view.from)} bis ${showGermanDate(view.to)}`;
  if (view.services.length === 0) {
    return (
      <p className="kern-body kern-body--muted" data-times="empty">
        Vom {span} ist noch nichts erfasst. Gezählt wird, wer über «Termine» aufgerufen und bedient wurde.
      </p>
    );
  }
  return (
    <>
      <p className="legal">
        {view.allSeats
          ? 'Alle Plätze der Behörde.'
          : 'Nur dieser Platz: ohne Zentrale sind andere Plätze nicht bekannt.'}{' '}
        Erfasst wird ohne Personen. Werte aus weniger als fünf Fällen werden nicht genannt, damit niemand zu erkennen
        ist. Wer nicht erschienen ist, zählt ab dem Ende des Tages.
      </p>
      <ServiceTimesTable rows={view.services} />
      {serviceBars.length > 0 && (
        <Suspense fallback={<Loading text="Diagramm wird gezeichnet …" />}>
          <WaitChart
            title="Wartezeit nach Leistung."
            text={`${span}, in Minuten. Dieselben Werte stehen in der Tabelle.`}
            bars={serviceBars}
            names="beside"
          />
        </Suspense>
      )}
      {offices.length > 1 && (
        <div className="times-office">
          <SelectField
            label="Ortsverwaltung"
            fieldId="timesOffice"
            value={office}
            options={offices.map((each) => ({ value: each, label: each }))}
            onChange={setChosen}
          />
        </div>
      )}
      {hourBars.length > 0 && (
        <Suspense fallback={<Loading text="Diagramm wird gezeichnet …" />}>
          <WaitChart
            title={`Wartezeit nach Uhrzeit, ${office}.`}
            text={`${span}, in Minuten, nach der halben Stunde des Aufrufs.`}
            bars={hourBars}
            names="below"
          />
        </Suspense>
      )}
      <HalfHourTable rows={halfHours} office={office} />
    </>
  );
}

const inMinutes = ({ medianSeconds, p90Seconds }: { medianSeconds: number; p90Seconds: number }) => ({
  median: medianSeconds / 60,
  p90: p90Seconds / 60,
});
