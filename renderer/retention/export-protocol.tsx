/** Writes the protocol of a period as CSV for the data protection officer and says where it is. */
import { useState } from 'react';
import { retention } from '../ipc/clients.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { parseGermanDate, showGermanDate } from '../ui/german-date.ts';
import { TextField } from '../ui/text-field.tsx';
import type { RetentionControl } from './use-retention.ts';

const example = 'Bitte ein Datum eingeben, zum Beispiel 22.11.2026.';
const longestMs = 366 * 86_400_000;

export function ExportProtocol({ control, today }: { control: RetentionControl; today: string }) {
  const [typedFrom, setTypedFrom] = useState(() => showGermanDate(`${today.slice(0, 8)}01`));
  const [typedTo, setTypedTo] = useState(() => showGermanDate(today));
  const [saved, setSaved] = useState<{ file: string; rows: number } | null>(null);
  const from = parseGermanDate(typedFrom, false);
  const to = parseGermanDate(typedTo, false);
  const wrongOrder = from !== null && to !== null && (from > to || Date.parse(to) - Date.parse(from) >= longestMs);
  const save = async () => {
    setSaved(null);
    if (from === null || to === null || wrongOrder) return;
    setSaved(await control.run(() => retention.exportProtocol({ from, to })));
  };
  return (
    <section className="list" aria-labelledby="retention-export">
      <h2 className="kern-heading-small" id="retention-export">
        Protokoll für den Datenschutz
      </h2>
      <p className="kern-body">Wer welchen Vorgang wann angesehen oder bearbeitet hat, ohne Angaben zu Bürgern.</p>
      <form
        className="retention-row"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label="Von"
          size="medium"
          fieldId="protocolFrom"
          maxLength={10}
          value={typedFrom}
          onChange={setTypedFrom}
          error={from === null ? example : undefined}
        />
        <TextField
          label="Bis"
          size="medium"
          fieldId="protocolTo"
          maxLength={10}
          value={typedTo}
          onChange={setTypedTo}
          error={
            to === null
              ? example
              : wrongOrder
                ? 'Der Zeitraum muss zwischen einem Tag und einem Jahr lang sein.'
                : undefined
          }
        />
        <Button type="submit" busy={control.busy}>
          Als CSV speichern
        </Button>
      </form>
      {saved && (
        <Alert tone="success" title={`${saved.rows} Zeilen gespeichert`} urgent>
          <p className="kern-body as-typed retention-path">{saved.file}</p>
        </Alert>
      )}
    </section>
  );
}
