/** Asks for a reason that goes into the journal. */
import { useState } from 'react';
import type { Credentials } from '../../electron/contract/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { type Option, SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { focusField } from './focus-field.ts';
import { SecondClerk } from './second-clerk.tsx';
import { useSecondClerk } from './use-second-clerk.ts';

export interface ReasonDialogProps {
  title: string;
  text: string;
  confirmLabel: string;
  /** A closed list instead of free text. */
  options?: readonly Option[];
  /** Shortest reason the journal takes; 0 makes it optional. */
  minLength?: number;
  /** A second person confirms. */
  needsSecondClerk?: boolean;
  onConfirm(reason: string, secondClerk?: Credentials): void;
  onClose(): void;
}

export function ReasonDialog(props: ReasonDialogProps) {
  const { options, minLength = 3 } = props;
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const second = useSecondClerk();
  const isMissing = options ? reason === '' : reason.trim().length < minLength;
  const askAgain = (fieldId: string) => {
    setMissing(true);
    second.touch();
    focusField(fieldId);
  };
  const confirm = () => {
    if (isMissing) return askAgain('reason');
    if (props.needsSecondClerk && second.missing !== null) return askAgain(second.missing);
    if (props.needsSecondClerk) props.onConfirm(reason.trim(), second.typed);
    else props.onConfirm(reason.trim());
    props.onClose();
  };
  const words = {
    label: 'Grund',
    required: minLength > 0,
    fieldId: 'reason',
    error:
      missing && isMissing
        ? options
          ? 'Bitte wählen Sie einen Grund.'
          : 'Bitte schreiben Sie einen kurzen Grund (mindestens 3 Zeichen).'
        : undefined,
  };
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      onSubmit={confirm}
      footer={
        <>
          <Button onPress={props.onClose}>Zurück</Button>
          <Button variant="primary" type="submit">
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <p className="kern-body">{props.text}</p>
      {options ? (
        <SelectField {...words} value={reason} options={options} onChange={setReason} />
      ) : (
        <TextField {...words} value={reason} onChange={setReason} multiline maxLength={500} />
      )}
      {props.needsSecondClerk && <SecondClerk second={second} />}
    </Dialog>
  );
}
