/** What lets a person in, changed one thing at a time: new PIN, staff card, or the end of the access. */
import { useState } from 'react';
import type { DirectoryClerk } from '../../electron/contract/clerks.ts';
import { clerks } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { PinPair, pairProblem } from './pin-pair.tsx';
import type { ClerksControl } from './use-clerks.ts';

export type AccessAct = 'pin' | 'card' | 'remove-card' | 'revoke';

const words: Record<AccessAct, { title: string; text: string; submit: string }> = {
  pin: {
    title: 'Neue PIN',
    text: 'Die neue PIN gilt sofort an allen Plätzen. Wer wegen falscher PINs gesperrt war, kann sich wieder anmelden.',
    submit: 'Neue PIN speichern',
  },
  card: {
    title: 'Dienstkarte eintragen',
    text: 'Legen Sie die Karte auf den Leser. Die Person gibt ihre Karten-PIN selbst ein; gespeichert wird nur der öffentliche Schlüssel der Karte.',
    submit: 'Karte eintragen',
  },
  'remove-card': {
    title: 'Dienstkarte austragen',
    text: 'Mit dieser Karte meldet sich danach niemand mehr an. Benutzername und PIN gelten weiter.',
    submit: 'Karte austragen',
  },
  revoke: {
    title: 'Zugang sperren',
    text: 'Die Person kann sich an keinem Platz mehr anmelden. Wo sie angemeldet ist, endet die Anmeldung binnen einer Minute; begonnene Vorgänge bleiben gespeichert.',
    submit: 'Zugang sperren',
  },
};

export interface AccessDialogProps {
  act: AccessAct;
  clerk: DirectoryClerk;
  control: ClerksControl;
  onClose(): void;
}

export function AccessDialog({ act, clerk, control, onClose }: AccessDialogProps) {
  const [pair, setPair] = useState({ pin: '', again: '' });
  const [cardPin, setCardPin] = useState('');
  const [reason, setReason] = useState('');
  const [touched, setTouched] = useState(false);
  const { userName } = clerk;
  const cardPinOk = /^\d{6,8}$/.test(cardPin);
  const reasonOk = reason.trim().length >= 3;

  const missing: Record<AccessAct, string | null> = {
    pin: pairProblem(pair) === null ? null : 'newPin',
    card: cardPinOk ? null : 'cardPin',
    'remove-card': null,
    revoke: reasonOk ? null : 'reason',
  };
  const calls: Record<AccessAct, () => ReturnType<typeof clerks.setPin>> = {
    pin: () => clerks.setPin({ userName, pin: pair.pin }),
    card: () => clerks.registerCard({ userName, cardPin }),
    'remove-card': () => clerks.removeCard({ userName }),
    revoke: () => clerks.revoke({ userName, reason }),
  };
  const save = async () => {
    setTouched(true);
    const field = missing[act];
    if (field !== null) return focusField(field);
    const done = await control.change(calls[act]);
    setPair({ pin: '', again: '' });
    setCardPin('');
    setTouched(false);
    if (done) onClose();
  };
  const { title, text, submit } = words[act];
  return (
    <Dialog
      title={title}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onPress={onClose}>Abbrechen</Button>
          <Button variant="primary" type="submit" busy={control.busy}>
            {submit}
          </Button>
        </>
      }
    >
      <div className="clerk-form">
        {control.error && <ErrorNotice error={control.error} />}
        <p className="kern-body">
          <strong className="as-typed">{clerk.displayName}</strong> ({userName})
        </p>
        <p className="kern-body">{text}</p>
        {act === 'pin' && <PinPair value={pair} onChange={setPair} touched={touched} />}
        {act === 'card' && (
          <TextField
            label="Karten-PIN"
            required
            fieldId="cardPin"
            type="password"
            inputMode="numeric"
            size="medium"
            maxLength={8}
            value={cardPin}
            onChange={setCardPin}
            error={touched && !cardPinOk ? 'Bitte die Karten-PIN eingeben (6 bis 8 Ziffern).' : undefined}
          />
        )}
        {act === 'revoke' && (
          <TextField
            label="Grund"
            hint="Zum Beispiel: Vertretung zu Ende, Karte verloren."
            required
            fieldId="reason"
            maxLength={300}
            value={reason}
            onChange={setReason}
            error={touched && !reasonOk ? 'Bitte einen kurzen Grund schreiben (mindestens 3 Zeichen).' : undefined}
          />
        )}
      </div>
    </Dialog>
  );
}
