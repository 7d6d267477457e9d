/** A lead decides that the closing goes on although something is open; with reason, name and PIN. */
import { useState } from 'react';
import { till } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { SecondClerk } from '../steps/second-clerk.tsx';
import { useSecondClerk } from '../steps/use-second-clerk.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { lacksReason, ReasonField } from '../ui/reason-field.tsx';
import type { TillControl } from './use-till.ts';

const words = {
  unknown: {
    title: 'Abschluss trotz ungeklärter Zahlungen',
    text: 'Das Ungeklärte steht auf dem Abschluss und muss danach geklärt werden.',
  },
  cut: {
    title: 'Abschluss ohne Kassenschnitt',
    text: 'Der Kassenschnitt wird mit dem nächsten Abschluss nachgeholt; verglichen wird dann über beide Zeiträume.',
  },
} as const;

export interface LeadDialogProps {
  what: 'unknown' | 'cut';
  control: TillControl;
  onClose(): void;
}

export function LeadDialog({ what, control, onClose }: LeadDialogProps) {
  const [reason, setReason] = useState('');
  const second = useSecondClerk();
  const [touched, setTouched] = useState(false);
  const decide = async () => {
    setTouched(true);
    if (lacksReason(reason)) return focusField('reason');
    if (!second.empty) {
      second.touch();
      if (second.missing !== null) return focusField(second.missing);
    }
    const credentials = second.empty ? {} : { secondClerk: second.typed };
    const view = await control.run(() => till.letPass({ what, reason: reason.trim(), ...credentials }));
    second.forget();
    if (view) onClose();
  };
  return (
    <Dialog
      title={words[what].title}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void decide()}
      footer={
        <>
          <Button onPress={onClose}>Zurück</Button>
          <Button variant="primary" type="submit" busy={control.busy}>
            Entscheidung der Leitung festhalten
          </Button>
        </>
      }
    >
      {control.error && <ErrorNotice error={control.error} />}
      <p className="kern-body">{words[what].text}</p>
      <ReasonField value={reason} onChange={setReason} touched={touched} />
      <p className="legal">Sind Sie selbst die Leitung, lassen Sie die folgenden Felder leer.</p>
      <SecondClerk second={second} asLead optional />
    </Dialog>
  );
}
