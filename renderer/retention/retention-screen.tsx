/** Löschfristen: what goes when and why, and what is gone; a lead may erase at once and export the protocol. */
import { useState } from 'react';
import type { Role } from '../../electron/contract/session.ts';
import { retention } from '../ipc/clients.ts';
import { RoomFrame } from '../screens/room-frame.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { showMoment } from '../ui/german-date.ts';
import { Loading } from '../ui/loading.tsx';
import { ExportProtocol } from './export-protocol.tsx';
import { RetentionLists } from './retention-lists.tsx';
import { useRetention } from './use-retention.ts';

export function RetentionScreen({ role, onLeave }: { role: Role; onLeave(): void }) {
  const control = useRetention();
  const { value: view, error: viewError, set, reload } = control.view;
  const [asking, setAsking] = useState(false);
  const [erased, setErased] = useState<number | null>(null);
  const erase = async () => {
    const answer = await control.run(() => retention.eraseDue({}));
    setAsking(false);
    if (!answer) return;
    set(answer.view);
    setErased(answer.erased);
  };
  return (
    <RoomFrame name="retention" title="Löschfristen" busy={control.busy} onLeave={onLeave}>
      {control.error && <ErrorNotice error={control.error} />}
      {erased !== null && (
        <Alert
          tone="success"
          title={erased === 1 ? '1 Löschung ausgeführt' : `${erased} Löschungen ausgeführt`}
          urgent
        />
      )}
      {view === null &&
        (viewError ? <ErrorNotice error={viewError} onRepeat={reload} /> : <Loading text="Fristen werden geladen …" />)}
      {view !== null && (
        <>
          {view.overdue > 0 && (
            <Alert tone="danger" title={`Überfällige Löschungen: ${view.overdue}`}>
              <p className="kern-body">
                Was fällig ist, löscht der Arbeitsplatz jede Nacht selbst. Bleibt etwas liegen, steht unten der Grund.
              </p>
            </Alert>
          )}
          <p className="kern-body">
            Der Arbeitsplatz löscht beim Start und jede Nacht, was fällig ist.{' '}
            {view.lastRunAt === null
              ? 'Bisher gab es keinen Löschlauf.'
              : `Letzter Löschlauf: ${showMoment(view.lastRunAt)}.`}
          </p>
          {role === 'lead' ? (
            <div>
              <Button
                main
                variant="primary"
                busy={control.busy}
                disabled={view.due.length === 0}
                onPress={() => {
                  setErased(null);
                  control.clearError();
                  setAsking(true);
                }}
              >
                Jetzt löschen, was fällig ist
              </Button>
            </div>
          ) : (
            <p className="legal">Sofort löschen und das Protokoll speichern darf nur die Leitung.</p>
          )}
          <RetentionLists view={view} />
          {role === 'lead' && <ExportProtocol control={control} today={view.today} />}
        </>
      )}
      {asking && view !== null && (
        <Dialog
          title="Fälliges endgültig löschen"
          onClose={() => !control.busy && setAsking(false)}
          onSubmit={() => void erase()}
          footer={
            <>
              <Button onPress={() => setAsking(false)} disabled={control.busy}>
                Zurück
              </Button>
              <Button variant="primary" type="submit" busy={control.busy}>
                Endgültig löschen
              </Button>
            </>
          }
        >
          <p className="kern-body">
            {view.due.length === 1 ? '1 Eintrag ist fällig.' : `${view.due.length} Einträge sind fällig.`} Gelöschtes
            kann niemand wiederherstellen. Belege und Kassenbuch bleiben erhalten.
          </p>
        </Dialog>
      )}
    </RoomFrame>
  );
}
