/** Finds a payment of an earlier day by the number on its Gebührenquittung. */
import { useState } from 'react';
import type { BookingView } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { BookingTable } from './booking-table.tsx';
import type { TillControl } from './use-till.ts';

export interface FindReceiptProps {
  control: TillControl;
  busy: boolean;
  onReverse(booking: BookingView): void;
}

export function FindReceipt({ control, busy, onReverse }: FindReceiptProps) {
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<{ booking: BookingView | null } | null>(null);
  const find = async () => {
    if (number.trim() === '') return;
    setFound(await control.run(async () => ({ booking: await till.find({ number: number.trim() }) })));
  };
  return (
    <details className="till-find">
      <summary>Beleg eines früheren Tages suchen</summary>
      <form
        className="till-row"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <TextField
          label="Belegnummer"
          hint="Zum Beispiel SCH-2026-Q00012"
          size="medium"
          fieldId="receiptNumber"
          maxLength={40}
          value={number}
          onChange={setNumber}
        />
        <Button type="submit" busy={control.busy}>
          Suchen
        </Button>
      </form>
      {found?.booking === null && (
        <p className="kern-body" role="status">
          Unter dieser Nummer gibt es hier keinen Beleg.
        </p>
      )}
      {found?.booking && (
        <BookingTable
          title="Gefundener Beleg"
          bookings={[found.booking]}
          busy={busy}
          control={control}
          onReverse={onReverse}
          onNotice={() => setFound(null)}
        />
      )}
    </details>
  );
}
