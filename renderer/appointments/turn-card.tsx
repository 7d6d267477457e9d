/** Who is called, or who comes next, with the one main act: by pointer or N. */
import { useState } from 'react';
import type { AppointmentsView, AppointmentView } from '../../electron/contract/appointments.ts';
import { appointments } from '../ipc/clients.ts';
import { useHotKeys } from '../screens/use-hot-keys.ts';
import { Announcer } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { showTime } from '../ui/german-date.ts';
import { SelectField } from '../ui/select-field.tsx';
import { spokenOf, unassigned } from './appointment-words.ts';
import type { AppointmentsControl } from './use-appointments.ts';

export function TurnCard({
  view,
  control,
  main,
}: {
  view: AppointmentsView;
  control: AppointmentsControl;
  main: boolean;
}) {
  const called = view.entries.find(({ id }) => id === view.calledId) ?? null;
  const next = view.entries.find(({ id }) => id === view.nextId) ?? null;
  const callNext = () => void control.run('call-next', () => appointments.callNext({}));
  const canCall = called !== null || next !== null;
  useHotKeys((event) => {
    const typing = document.activeElement?.matches('input, select, textarea') === true;
    const wanted = event.key.toLowerCase() === 'n' && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!wanted || typing || !canCall) return false;
    callNext();
    return true;
  });
  return (
    <section className="turn" aria-label="Aufruf" data-called={called ? '' : undefined}>
      <Announcer text={called ? `${spokenOf(called)} ist aufgerufen` : ''} />
      {called ? (
        <Called entry={called} services={view.services} control={control} main={main} onAgain={callNext} />
      ) : (
        <>
          <div className="turn-who">
            <span className="turn-label">Als Nächstes</span>
            {next ? <Who entry={next} /> : <span className="turn-nobody">Niemand wartet</span>}
          </div>
          <div className="turn-acts">
            <Button
              variant={main ? 'primary' : 'secondary'}
              main={main}
              icon="arrow-forward"
              busy={control.busy === 'call-next'}
              disabled={next === null || control.busy !== null}
              onPress={callNext}
            >
              Aufrufen (N)
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function Who({ entry }: { entry: AppointmentView }) {
  const parts = [
    entry.number === null ? '' : `Nr. ${entry.number}`,
    entry.startsAt === null ? 'ohne Termin' : `${showTime(entry.startsAt)} Uhr`,
    entry.waitMinutes === null ? '' : `wartet ${entry.waitMinutes} Min.`,
  ].filter(Boolean);
  return (
    <>
      <span className="turn-name as-typed">{entry.title || entry.serviceTitle || unassigned}</span>
      <span className="legal">{parts.join(' · ')}</span>
    </>
  );
}

interface CalledProps {
  entry: AppointmentView;
  services: AppointmentsView['services'];
  control: AppointmentsControl;
  main: boolean;
  onAgain(): void;
}

function Called({ entry, services, control, main, onAgain }: CalledProps) {
  const [chosen, setChosen] = useState('');
  const off = control.busy !== null;
  const serviceId = entry.serviceId ?? chosen;
  const { id } = entry;
  return (
    <>
      <div className="turn-who">
        <span className="turn-label">
          Aufgerufen{entry.calls > 1 && ` (${entry.calls}-mal)`}: {spokenOf(entry)}
        </span>
        <Who entry={entry} />
      </div>
      {entry.serviceId === null && (
        <SelectField
          label="Leistung"
          fieldId="calledService"
          value={chosen}
          options={services.map(({ id: value, title: label }) => ({ value, label }))}
          onChange={setChosen}
        />
      )}
      <div className="turn-acts">
        <Button
          variant={main ? 'primary' : 'secondary'}
          main={main}
          icon="arrow-forward"
          busy={control.busy === `begin ${id}`}
          disabled={off || serviceId === ''}
          onPress={() => void control.begin(id, serviceId)}
        >
          Vorgang beginnen
        </Button>
        <Button busy={control.busy === 'call-next'} disabled={off} onPress={onAgain}>
          Noch einmal aufrufen (N)
        </Button>
        <Button
          variant="tertiary"
          disabled={off}
          onPress={() => void control.run('no-show', () => appointments.noShow({ id }))}
        >
          Nicht erschienen
        </Button>
        {main && (
          <>
            <Button
              variant="tertiary"
              disabled={off}
              onPress={() => void control.run('put-back', () => appointments.putBack({ id }))}
            >
              Zurück in die Liste
            </Button>
            <Button
              variant="tertiary"
              disabled={off}
              onPress={() => void control.run('finish', () => appointments.finish({ id }))}
            >
              Ohne Vorgang erledigt
            </Button>
          </>
        )}
      </div>
    </>
  );
}
