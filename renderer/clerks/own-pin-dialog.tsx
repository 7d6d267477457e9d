/** The own PIN: the old one once, the new one twice; nothing typed outlives an attempt. */
import { useState } from 'react';
import type { ClerkView } from '../../electron/contract/session.ts';
import { clerks } from '../ipc/clients.ts';
import { useActs } from '../ipc/use-acts.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { PinPair, pairProblem, type TypedPair } from './pin-pair.tsx';

type Reaches = Awaited<ReturnType<typeof clerks.changeOwnPin>>['reaches'];

const doneWords: Record<Reaches, string> = {
  authority:
    'Sie gilt an allen Plätzen der Behörde. Plätze, die gerade keine Leitung haben, lernen sie, sobald sie wieder da ist.',
  seat: 'Dies ist ein Schulungsplatz ohne Zentrale: nach dem nächsten Start gilt wieder die PIN, die bei der Anmeldung steht.',
};
const noPair: TypedPair = { pin: '', again: '' };

export function OwnPinDialog({ clerk, onClose }: { clerk: ClerkView; onClose(): void }) {
  const [oldPin, setOldPin] = useState('');
  const [pair, setPair] = useState(noPair);
  const [touched, setTouched] = useState(false);
  const { busy, error, run } = useActs();
  const [done, setDone] = useState<Reaches | null>(null);
  const oldMissing = oldPin === '';
  const same = pair.pin !== '' && pair.pin === oldPin;

  const save = async () => {
    if (busy) return;
    if (done !== null) return onClose();
    setTouched(true);
    if (oldMissing) return focusField('oldPin');
    if (same || pair.pin.length < 6) return focusField('newPin');
    if (pairProblem(pair) !== null) return focusField('newPinAgain');
    const answer = await run(() => clerks.changeOwnPin({ oldPin, newPin: pair.pin }));
    setOldPin('');
    setPair(noPair);
    setTouched(false);
    if (answer) setDone(answer.reaches);
    else focusField('oldPin');
  };
  return (
    <Dialog
      title="Eigene PIN ändern"
      onClose={() => !busy && onClose()}
      onSubmit={() => void save()}
      footer={
        done === null ? (
          <>
            <Button onPress={() => !busy && onClose()}>Abbrechen</Button>
            <Button variant="primary" type="submit" busy={busy}>
              PIN ändern
            </Button>
          </>
        ) : (
          <Button variant="primary" type="submit" takesFocus>
            Schließen
          </Button>
        )
      }
    >
      {done !== null ? (
        <Alert tone="success" title="Ihre neue PIN gilt" urgent>
          <p className="kern-body">{doneWords[done]}</p>
        </Alert>
      ) : (
        <div className="clerk-form">
          {error && <ErrorNotice error={error} />}
          <p className="kern-body">
            <strong className="as-typed">{clerk.displayName}</strong> ({clerk.userName})
          </p>
          <TextField
            label="Bisherige PIN"
            required
            fieldId="oldPin"
            type="password"
            autoComplete="current-password"
            maxLength={32}
            value={oldPin}
            onChange={setOldPin}
            error={touched && oldMissing ? 'Bitte die bisherige PIN eingeben.' : undefined}
          />
          <PinPair
            value={pair}
            onChange={setPair}
            touched={touched}
            same={same}
            hint="6 bis 32 Zeichen, keine Zahlenreihe. Geben Sie sie niemandem weiter."
          />
        </div>
      )}
    </Dialog>
  );
}
