/** One booking of stock: which pieces, from or to whom, why, and who else looked. */
import { useState } from 'react';
import type { StockKindView } from '../../electron/contract/stock.ts';
import { stock } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { SecondClerk } from '../steps/second-clerk.tsx';
import { useSecondClerk } from '../steps/use-second-clerk.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { lacksReason, ReasonField } from '../ui/reason-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { StockControl } from './use-stock.ts';

export type Booking = 'receive' | 'issue' | 'spoil' | 'use';

const words: Record<Booking, { title: string; text: string; confirm: string; reason: string }> = {
  receive: {
    title: 'Eingang buchen',
    text: 'Vergleichen Sie die Nummern mit dem Lieferschein.',
    confirm: 'Eingang buchen',
    reason: 'Bemerkung (Lieferschein)',
  },
  issue: {
    title: 'An einen anderen Platz abgeben',
    text: 'Die Stücke sind danach nicht mehr an diesem Platz; der andere Platz bucht sie als Eingang.',
    confirm: 'Abgabe buchen',
    reason: 'Bemerkung',
  },
  spoil: {
    title: 'Unbrauchbare Stücke verwerfen',
    text: 'Die Nummer bleibt verbraucht. Vernichten Sie das Stück.',
    confirm: 'Als verworfen buchen',
    reason: 'Grund',
  },
  use: {
    title: 'Verbrauch buchen',
    text: 'Für gezählte Stücke, die von Hand verbraucht wurden.',
    confirm: 'Verbrauch buchen',
    reason: 'Wofür',
  },
};

export interface StockDialogProps {
  booking: Booking;
  kind: StockKindView;
  control: StockControl;
  onClose(): void;
}

export function StockDialog({ booking, kind, control, onClose }: StockDialogProps) {
  const [from, setFrom] = useState(booking === 'issue' || booking === 'spoil' ? (kind.nextNumber ?? '') : '');
  const [to, setTo] = useState('');
  const [quantity, setQuantity] = useState('');
  const [seat, setSeat] = useState('');
  const [reason, setReason] = useState('');
  const second = useSecondClerk();
  const [touched, setTouched] = useState(false);
  const { title, text, confirm, reason: reasonLabel } = words[booking];
  const count = /^\d{1,6}$/.test(quantity.trim()) ? Number(quantity) : 0;
  const needsReason = booking === 'spoil' || booking === 'use';
  const reasonMissing = needsReason && lacksReason(reason);
  const needsSecond = booking === 'spoil' && kind.secondClerkOnLoss;
  const problem = (when: boolean, say: string) => (touched && when ? say : undefined);

  const save = async () => {
    setTouched(true);
    second.touch();
    if (kind.numbered && from.trim() === '') return focusField('from');
    if (!kind.numbered && count < 1) return focusField('quantity');
    if (booking === 'issue' && seat.trim() === '') return focusField('seat');
    if (reasonMissing) return focusField('reason');
    if (needsSecond && second.missing !== null) return focusField(second.missing);
    const range = { from: from.trim(), to: to.trim() === '' ? from.trim() : to.trim() };
    const amount = kind.numbered ? { kind: kind.kind, range } : { kind: kind.kind, quantity: count };
    const because = { reason: reason.trim() };
    const done = await control.run(() => {
      if (booking === 'receive') return stock.receive({ ...amount, ...because, fromSeat: seat.trim() });
      if (booking === 'issue') return stock.issue({ ...amount, ...because, toSeat: seat.trim() });
      if (booking === 'use') return stock.use({ kind: kind.kind, quantity: count, ...because });
      return stock.spoil({ ...amount, ...because, ...(needsSecond ? { secondClerk: second.typed } : {}) });
    });
    second.forget();
    if (done) onClose();
  };
  return (
    <Dialog
      title={`${kind.title}: ${title}`}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onPress={onClose}>Zurück</Button>
          <Button variant="primary" type="submit" busy={control.busy}>
            {confirm}
          </Button>
        </>
      }
    >
      {control.error && <ErrorNotice error={control.error} />}
      <p className="kern-body">{text}</p>
      {kind.numbered ? (
        <div className="field-grid">
          <TextField
            label="Erste Nummer"
            required
            fieldId="from"
            maxLength={40}
            value={from}
            onChange={setFrom}
            error={problem(from.trim() === '', 'Bitte die Nummer vom Blatt ablesen.')}
          />
          <TextField
            label="Letzte Nummer"
            required={false}
            fieldId="to"
            hint="Leer bei einem einzelnen Stück."
            maxLength={40}
            value={to}
            onChange={setTo}
          />
        </div>
      ) : (
        <TextField
          label="Stück"
          required
          fieldId="quantity"
          inputMode="numeric"
          size="medium"
          maxLength={6}
          value={quantity}
          onChange={setQuantity}
          error={problem(count < 1, 'Bitte eine ganze Zahl eingeben.')}
        />
      )}
      {(booking === 'issue' || booking === 'receive') && (
        <TextField
          label={booking === 'issue' ? 'Kennung des anderen Platzes' : 'Von einem anderen Platz'}
          required={booking === 'issue'}
          fieldId="seat"
          hint="Zum Beispiel EBE-2, wie oben in der Leiste jenes Platzes."
          size="medium"
          maxLength={16}
          value={seat}
          onChange={setSeat}
          error={problem(booking === 'issue' && seat.trim() === '', 'Bitte die Kennung eingeben.')}
        />
      )}
      <ReasonField label={reasonLabel} required={needsReason} value={reason} onChange={setReason} touched={touched} />
      {needsSecond && <SecondClerk second={second} />}
    </Dialog>
  );
}
