/** Gives a payment back: by which way, what becomes of the fee, why, and who else looked. */
import { useState } from 'react';
import { type BookingView, type ReversalWay, reversalWay } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { SecondClerk } from '../steps/second-clerk.tsx';
import { useSecondClerk } from '../steps/use-second-clerk.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatCents } from '../ui/money.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { lacksReason, ReasonField } from '../ui/reason-field.tsx';
import type { TillControl } from './use-till.ts';

const wayNames: Record<ReversalWay, string> = {
  reverse: 'Storno am Terminal (Karte nicht nötig)',
  refund: 'Gutschrift auf die Karte (Karte wird gebraucht)',
  cash: 'Bar aus der Kasse',
};

export interface ReversalDialogProps {
  booking: BookingView;
  control: TillControl;
  onClose(): void;
  onNotice(tone: 'success' | 'warning', text: string): void;
}

export function ReversalDialog({ booking, control, onClose, onNotice }: ReversalDialogProps) {
  const [way, setWay] = useState<ReversalWay>(booking.ways[0] ?? 'cash');
  const [afterwards, setAfterwards] = useState<'due-again' | 'closed'>('closed');
  const [reason, setReason] = useState('');
  const second = useSecondClerk();
  const [touched, setTouched] = useState(false);
  const amount = formatCents(booking.amountCents);
  const reverse = async () => {
    setTouched(true);
    second.touch();
    if (lacksReason(reason)) return focusField('reason');
    if (second.missing !== null) return focusField(second.missing);
    const { operationId } = booking;
    const order = { operationId, way, afterwards, reason: reason.trim(), secondClerk: second.typed };
    const answer = await control.run(() => till.reverse(order));
    second.forget();
    setTouched(false);
    if (!answer) return;
    onClose();
    if (answer.number !== null) onNotice('success', `${amount} zurückgegeben, Storno-Beleg ${answer.number}.`);
    else if (answer.declinedText !== null) onNotice('warning', `Nicht zurückgegeben: ${answer.declinedText}`);
    else onNotice('warning', 'Der Ausgang ist ungeklärt. Bitte klären Sie ihn zuerst.');
  };
  return (
    <Dialog
      title={`${booking.number} über ${amount} stornieren`}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void reverse()}
      footer={
        <>
          {control.busy && way !== 'cash' ? (
            <Button onPress={() => void till.abort({})}>Abbrechen</Button>
          ) : (
            <Button onPress={onClose}>Zurück</Button>
          )}
          <Button variant="primary" type="submit" busy={control.busy}>
            {`${amount} zurückgeben`}
          </Button>
        </>
      }
    >
      {control.error && <ErrorNotice error={control.error} />}
      {control.busy && control.display !== null && (
        <p className="kern-body kern-body--bold" role="status">
          {control.display}
        </p>
      )}
      <RadioGroup
        legend="Wie wird zurückgegeben?"
        value={way}
        options={booking.ways.map((value) => ({ value, label: wayNames[value] }))}
        onChange={(value) => setWay(reversalWay.parse(value))}
      />
      <RadioGroup
        legend="Was wird aus der Gebühr?"
        value={afterwards}
        options={[
          { value: 'closed', label: 'Erledigt, nichts mehr zu zahlen' },
          { value: 'due-again', label: 'Wieder fällig' },
        ]}
        onChange={(value) => setAfterwards(value === 'due-again' ? 'due-again' : 'closed')}
      />
      <ReasonField value={reason} onChange={setReason} touched={touched} />
      <SecondClerk second={second} />
    </Dialog>
  );
}
