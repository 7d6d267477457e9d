/** An act of the till whose outcome nobody knows: look, ask the device, then decide with a reason and a second person. */
import { useState } from 'react';
import type { TillUnknown } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { SecondClerk } from '../screens/second-clerk.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { TillControl } from './use-till.ts';

export interface SettleDialogProps {
  unknown: TillUnknown;
  control: TillControl;
  onClose(): void;
}

export function SettleDialog({ unknown, control, onClose }: SettleDialogProps) {
  const operationId = unknown.operation.id;
  const [decision, setDecision] = useState<'done' | 'declined' | ''>('');
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState({ userName: '', pin: '' });
  const [touched, setTouched] = useState(false);
  const [asked, setAsked] = useState(false);
  const ask = async () => {
    const view = await control.run(() => till.askDevice({ operationId }));
    setAsked(true);
    if (view && !view.unknown.some(({ operation }) => operation.id === operationId)) onClose();
  };
  const settle = async () => {
    setTouched(true);
    if (decision === '') return;
    if (reason.trim().length < 3) return focusField('reason');
    if (unknown.secondClerk && second.userName.trim() === '') return focusField('secondUserName');
    if (unknown.secondClerk && second.pin.length < 4) return focusField('secondPin');
    const credentials = unknown.secondClerk ? { secondClerk: second } : {};
    const order = { operationId, decision, reason: reason.trim(), ...credentials };
    const view = await control.run(() => till.settle(order));
    setSecond((before) => ({ ...before, pin: '' }));
    if (view) onClose();
  };
  return (
    <Dialog
      title={unknown.title}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void settle()}
      footer={
        <>
          <Button onPress={onClose}>Zurück</Button>
          <Button variant="primary" type="submit" busy={control.busy}>
            Entscheidung festhalten
          </Button>
        </>
      }
    >
      {control.error && <ErrorNotice error={control.error} />}
      <ol className="instructions">
        {unknown.instructions.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {unknown.canAskDevice && (
        <div className="ask">
          <Button icon="help" busy={control.busy} onPress={() => void ask()}>
            Gerät noch einmal fragen
          </Button>
          {asked && !control.busy && (
            <p className="kern-body kern-body--small" role="status">
              Das Gerät konnte keine eindeutige Auskunft geben.
            </p>
          )}
        </div>
      )}
      <RadioGroup
        legend="Was haben Sie festgestellt?"
        value={decision}
        options={unknown.choices.map(({ decision: value, label }) => ({ value, label }))}
        onChange={(value) => setDecision(value === 'done' ? 'done' : 'declined')}
      />
      {touched && decision === '' && (
        <p className="field-note" role="alert">
          Bitte wählen Sie, was Sie festgestellt haben.
        </p>
      )}
      <TextField
        label="Begründung"
        required
        fieldId="reason"
        maxLength={500}
        value={reason}
        onChange={setReason}
        error={touched && reason.trim().length < 3 ? 'Bitte schreiben Sie, woran Sie es erkannt haben.' : undefined}
      />
      {unknown.secondClerk && <SecondClerk value={second} onChange={setSecond} touched={touched} />}
    </Dialog>
  );
}
