/** Entries of the Kassenbuch since the last closing, newest first, each with its receipt and the way back. */
import type { BookingView } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { ListTable } from '../ui/list-table.tsx';
import { formatCents } from '../ui/money.ts';
import type { TillControl } from './use-till.ts';

const wayNames = { reverse: 'Storno am Terminal', refund: 'Gutschrift', cash: 'bar zurück' } as const;

export interface BookingTableProps {
  bookings: readonly BookingView[];
  busy: boolean;
  control: TillControl;
  title?: string;
  onReverse(booking: BookingView): void;
  onNotice(text: string): void;
}

export function BookingTable({ bookings, busy, control, title, onReverse, onNotice }: BookingTableProps) {
  const print = async (number: string) => {
    if (await control.run(() => till.printReceipt({ number }))) onNotice(`Beleg ${number} ist gedruckt.`);
  };
  return (
    <ListTable
      title={title ?? 'Buchungen seit dem letzten Abschluss'}
      columns={['Beleg', 'Wofür', 'Zahlungsweg', 'Betrag', '']}
      numeric={[3]}
      empty="Noch keine Buchung."
      rows={bookings.map((booking) => ({
        id: booking.number,
        cells: [
          <span key="number">
            <span className="nowrap">{booking.number}</span>
            <span className="legal">{showMoment(booking.at)}</span>
          </span>,
          <span key="labels">
            {booking.labels.join(', ')}
            <span className="legal">Vorgang {booking.vorgangNumber}</span>
          </span>,
          <Way key="way" booking={booking} />,
          formatCents(booking.amountCents),
          <span key="actions" className="till-actions">
            <Button variant="tertiary" disabled={control.busy} onPress={() => void print(booking.number)}>
              Beleg drucken<span className="kern-sr-only-text"> {booking.number}</span>
            </Button>
            {booking.ways.length > 0 && (
              <Button variant="tertiary" disabled={busy} onPress={() => onReverse(booking)}>
                Storno<span className="kern-sr-only-text"> {booking.number}</span>
              </Button>
            )}
          </span>,
        ],
      }))}
    />
  );
}

function Way({ booking }: { booking: BookingView }) {
  const name = booking.way ? wayNames[booking.way] : booking.method === 'cash' ? 'bar' : 'Karte';
  return (
    <span>
      {name}
      {booking.terminal?.receiptNumber != null && (
        <span className="legal">Terminal-Beleg {String(booking.terminal.receiptNumber).padStart(4, '0')}</span>
      )}
      {booking.refersTo !== null && <span className="legal">zu {booking.refersTo}</span>}
      {booking.reversedBy !== null && <Badge tone="warning">storniert</Badge>}
    </span>
  );
}
