/** The last step: a reason where books part, a second person where wanted, then the paper. */
import { useState } from 'react';
import type { ClosingView } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { focusField } from '../steps/focus-field.ts';
import { SecondClerk } from '../steps/second-clerk.tsx';
import { useSecondClerk } from '../steps/use-second-clerk.ts';
import { Button } from '../ui/button.tsx';
import { CheckboxField } from '../ui/checkbox-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { TillControl } from './use-till.ts';

export interface EndClosingProps {
  closing: ClosingView;
  takesCash: boolean;
  control: TillControl;
  onDone(): void;
}

export function EndClosing({ closing, takesCash, control, onDone }: EndClosingProps) {
  const [reason, setReason] = useState('');
  const [withSecond, setWithSecond] = useState(closing.needsSecondPerson);
  const second = useSecondClerk();
  const [touched, setTouched] = useState(false);
  const differs =
    (takesCash && closing.countedCents !== closing.expectedCashCents) ||
    (closing.comparison?.differences.length ?? 0) > 0;
  const reasonMissing = differs && reason.trim().length < 3;
  const end = async () => {
    setTouched(true);
    second.touch();
    if (reasonMissing) return focusField('differenceReason');
    if (withSecond && second.missing !== null) return focusField(second.missing);
    const { number } = closing;
    const credentials = withSecond ? { secondClerk: second.typed } : {};
    const order = { differenceReason: reason.trim(), ...credentials };
    const closed = await control.run(() => till.close(order));
    second.forget();
    if (!closed) return;
    // The Abschluss stands; a printer that is away must not hide that, it can be printed again any time.
    await control.run(() => till.printClosing({ number }));
    onDone();
  };
  return (
    <form
      className="till-step"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void end();
      }}
    >
      <h3 className="kern-title">Abschluss beenden</h3>
      <TextField
        label={differs ? 'Begründung der Differenz' : 'Bemerkung'}
        required={differs}
        fieldId="differenceReason"
        multiline
        maxLength={500}
        value={reason}
        onChange={setReason}
        error={touched && reasonMissing ? 'Bitte schreiben Sie, woran es liegt oder was Sie geprüft haben.' : undefined}
      />
      {!closing.needsSecondPerson && (
        <CheckboxField label="Eine zweite Person bestätigt die Zählung" checked={withSecond} onChange={setWithSecond} />
      )}
      {withSecond && <SecondClerk second={second} />}
      <div>
        <Button variant="primary" type="submit" main icon="check" busy={control.busy}>
          Abschluss beenden und drucken
        </Button>
      </div>
    </form>
  );
}
