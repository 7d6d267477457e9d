/** Writes the Kassenbuch of one day as CSV and says where it is. */
import { useState } from 'react';
import { till } from '../ipc/clients.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { parseGermanDate, showGermanDate } from '../ui/german-date.ts';
import { TextField } from '../ui/text-field.tsx';
import type { TillControl } from './use-till.ts';

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());

export function ExportDay({ control }: { control: TillControl }) {
  const [typed, setTyped] = useState(() => showGermanDate(today()));
  const [saved, setSaved] = useState<{ file: string; rows: number } | null>(null);
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
        <TextField
          label="Tag"
          size="medium"
          fieldId="exportDay"
          maxLength={10}
          value={typed}
          onChange={setTyped}
          error={day === null ? 'Bitte ein Datum eingeben, zum Beispiel 22.11.2026.' : undefined}
        />
        <Button type="submit" busy={control.busy}>
          Als CSV speichern
        </Button>
      </form>
      {saved && (
        <Alert tone="success" title={`${saved.rows} Zeilen gespeichert`} urgent>
          <p className="kern-body as-typed till-path">{saved.file}</p>
        </Alert>
      )}
    </section>
  );
}
