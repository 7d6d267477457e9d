/** Puts cash into the drawer or takes it out, by kind and with a reason. */
import { useState } from 'react';
import { type CashMoveKind, cashMoveKind, cashMoveKinds } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { parseCents } from '../ui/money.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { lacksReason, ReasonField } from '../ui/reason-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { moveNames } from './move-table.tsx';
import type { TillControl } from './use-till.ts';

export function MoveCashDialog({ control, onClose }: { control: TillControl; onClose(): void }) {
  const [kind, setKind] = useState<CashMoveKind>('float-in');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [touched, setTouched] = useState(false);
  const amountCents = parseCents(amount);
  const amountMissing = amountCents === null || amountCents < 1;
  const reasonMissing = lacksReason(reason);
  const save = async () => {
    setTouched(true);
    if (amountMissing) return focusField('amountCents');
    if (reasonMissing) return focusField('reason');
    if (await control.run(() => till.moveCash({ kind, amountCents, reason: reason.trim() }))) onClose();
  };
  return (
    <Dialog
      title="Einlage oder Entnahme"
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onPress={onClose}>Zurück</Button>
          <Button variant="primary" type="submit" busy={control.busy}>
            Buchen
          </Button>
        </>
      }
    >
      {control.error && <ErrorNotice error={control.error} />}
      <RadioGroup
        legend="Art"
        value={kind}
        options={cashMoveKinds.map((value) => ({ value, label: moveNames[value] }))}
        onChange={(value) => setKind(cashMoveKind.parse(value))}
      />
      <TextField
        label="Betrag"
        required
        fieldId="amountCents"
        inputMode="decimal"
        size="medium"
        maxLength={12}
        value={amount}
        onChange={setAmount}
        error={touched && amountMissing ? 'Bitte einen Betrag eingeben, zum Beispiel 150 oder 150,00.' : undefined}
      />
      <ReasonField value={reason} onChange={setReason} touched={touched} />
    </Dialog>
  );
}
