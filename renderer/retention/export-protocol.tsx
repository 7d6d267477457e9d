/** Writes the protocol of a period as CSV for the data protection officer and says where it is. */
import { useState } from 'react';
import { longestExportDays } from '../../electron/contract/retention.ts';
import { retention } from '../ipc/clients.ts';
import { Button } from '../ui/button.tsx';
import { PeriodFields, usePeriod } from '../ui/period-fields.tsx';
import { SavedAlert, type SavedFile } from '../ui/saved-alert.tsx';
import type { RetentionControl } from './use-retention.ts';

export function ExportProtocol({ control, today }: { control: RetentionControl; today: string }) {
  const typed = usePeriod(today, longestExportDays);
  const [saved, setSaved] = useState<SavedFile | null>(null);
  const save = async () => {
    setSaved(null);
    const { period } = typed;
    if (period !== null) setSaved(await control.run(() => retention.exportProtocol(period)));
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
        <PeriodFields period={typed} prefix="protocol" />
        <Button type="submit" busy={control.busy}>
          Als CSV speichern
        </Button>
      </form>
      {saved && <SavedAlert saved={saved} />}
    </section>
  );
}
