/** Somebody comes without an appointment: a number and what it is about; no name. */
import { useState } from 'react';
import type { AppointmentsView } from '../../electron/contract/appointments.ts';
import { appointments } from '../ipc/clients.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/select-field.tsx';
import type { AppointmentsControl } from './use-appointments.ts';

export function WalkIn({ view, control }: { view: AppointmentsView; control: AppointmentsControl }) {
  const [serviceId, setServiceId] = useState('');
  const [drawn, setDrawn] = useState<number | null>(null);
  const draw = async () => {
    setDrawn(null);
    const call = async (): Promise<AppointmentsView> => {
      const after = await appointments.walkIn({ serviceId: serviceId || null });
      setDrawn(newNumber(view, after));
      return after;
    };
    if (await control.run('walk-in', call)) setServiceId('');
  };
  return (
    <form
      className="walk-in"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void draw();
      }}
    >
      <SelectField
        label="Ohne Termin: worum geht es?"
        fieldId="walkInService"
        value={serviceId}
        options={view.services.map(({ id: value, title: label }) => ({ value, label }))}
        onChange={setServiceId}
      />
      <Button type="submit" icon="add" busy={control.busy === 'walk-in'} disabled={control.busy !== null}>
        Nummer ziehen
      </Button>
      <p className="walk-in-number" role="status">
        {drawn === null ? '' : `Nummer ${drawn}: bitte der Person sagen.`}
      </p>
    </form>
  );
}

function newNumber(before: AppointmentsView, after: AppointmentsView): number | null {
  const known = new Set(before.entries.map(({ id }) => id));
  const fresh = after.entries.filter(({ id, kind }) => kind === 'walk-in' && !known.has(id));
  return fresh.reduce<number | null>((newest, { number }) => Math.max(newest ?? 0, number ?? 0), null);
}
