/** Asks to whom, and says what goes along and what does not. */
import { useEffect, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { SeatAddress } from '../../electron/contract/central.ts';
import { central } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField } from '../ui/select-field.tsx';
import type { GiveBackButtonProps } from './give-back-button.tsx';

/** Anybody in this Ortsverwaltung. */
const here = '*';

export function GiveBackDialog({
  vorgangId,
  unknown,
  ready,
  onGone,
  onClose,
}: GiveBackButtonProps & { onClose(): void }) {
  const [to, setTo] = useState(here);
  const [seats, setSeats] = useState<readonly SeatAddress[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  useEffect(() => {
    let live = true;
    // Without the list there is still the own Ortsverwaltung.
    if (ready)
      central.seats({}).then(
        (all) => live && setSeats(all),
        () => {},
      );
    return () => {
      live = false;
    };
  }, [ready]);
  const give = async () => {
    if (busy || !ready || to === '') return;
    setBusy(true);
    setError(null);
    try {
      await central.giveBack({ vorgangId, ...(to === here ? {} : { toSeat: to }) });
      onGone();
    } catch (cause) {
      setError(toErrorReport(cause));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="Vorgang abgeben"
      onClose={() => !busy && onClose()}
      onSubmit={() => void give()}
      footer={
        <>
          <Button onPress={onClose} disabled={busy}>
            Zurück
          </Button>
          <Button variant="primary" type="submit" busy={busy} disabled={!ready}>
            Abgeben
          </Button>
        </>
      }
    >
      {error && <ErrorNotice error={error} />}
      {!ready && (
        <Alert tone="warning" title="Abgeben geht gerade nicht">
          <p className="kern-body">
            Die Verbindung zum Stadtnetz ist gestört. Sobald die Anzeige «verbunden» zeigt, können Sie abgeben.
          </p>
        </Alert>
      )}
      {unknown && (
        <Alert tone="warning" title="Ein Ausgang ist ungeklärt">
          <p className="kern-body">
            Nur dieser Platz kann sein Gerät fragen; beim Abgeben geschieht das noch einmal. Bleibt der Ausgang
            ungeklärt, muss der nächste Platz ihn mit einer zweiten Person entscheiden. Klären Sie ihn besser hier.
          </p>
        </Alert>
      )}
      <p className="kern-body">
        Alles Übernommene geht versiegelt an die Zentrale. Was Sie in diesem Schritt getippt und noch nicht übernommen
        haben, geht nicht mit.
      </p>
      <SelectField
        label="Wer arbeitet weiter?"
        fieldId="toSeat"
        value={to}
        onChange={setTo}
        error={to === '' ? 'Bitte wählen Sie, wer weiterarbeitet.' : undefined}
        options={[
          { value: here, label: 'Ein Platz dieser Ortsverwaltung' },
          ...seats.map(({ seat, ortsverwaltung }) => ({ value: seat, label: `${ortsverwaltung}: Platz ${seat}` })),
        ]}
      />
    </Dialog>
  );
}
