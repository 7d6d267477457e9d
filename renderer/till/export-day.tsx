/** Writes the Kassenbuch of one day as CSV and says where it is. */
import { useState } from 'react';
import { till } from '../ipc/clients.ts';
import { Button } from '../ui/button.tsx';
import { DayField } from '../ui/day-field.tsx';
import { parseGermanDate, showGermanDate } from '../ui/german-date.ts';
import { SavedAlert, type SavedFile } from '../ui/saved-alert.tsx';
import type { TillControl } from './use-till.ts';

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());

export function ExportDay({ control }: { control: TillControl }) {
  const [typed, setTyped] = useState(() => showGermanDate(today()));
  const [saved, setSaved] = useState<SavedFile | null>(null);
  const day = parseGermanDate(typed, false);
  const save = async () => {
    setSaved(null);
    if (day !== null) setSaved(await control.run(() => till.exportDay({ day })));
  };
  return (
    <section className="till-step" aria-labelledby="till-export">
      <h2 className="kern-heading-small" id="till-export">
        Tagesexport
      </h2>
      <form
        className="till-row"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <DayField label="Tag" fieldId="exportDay" value={typed} onChange={setTyped} />
        <Button type="submit" busy={control.busy}>
          Als CSV speichern
        </Button>
      </form>
      {saved && <SavedAlert saved={saved} />}
    </section>
  );
}
