/** Storno and refund: only what was paid here, only once, whole, and by a way that is still open. */
import { AppError } from '../contract/app-error.ts';
import type { Operation } from '../contract/operation.ts';
import type { ClerkView } from '../contract/session.ts';
import type { ReversalWay } from '../contract/till.ts';
import { isReversed } from '../operations/operation-fold.ts';
import { isCollectionId } from './collection-id.ts';
import { readPaidDetails } from './receipt-of.ts';
import type { TillRoomParts } from './room-parts.ts';
import type { TillReader } from './till-view.ts';

export interface ReversalOrder {
  operationId: string;
  way: ReversalWay;
  afterwards: 'due-again' | 'closed';
  reason: string;
  clerk: ClerkView;
  second: ClerkView;
}

/** Throws `till.*` for what is not possible; returns the reversal as it then stands. */
export async function reversePayment(
  parts: TillRoomParts,
  reader: TillReader,
  order: ReversalOrder,
  signal: AbortSignal,
): Promise<Operation> {
  const { till, ledger, money } = parts;
  till.sweep();
  const booking = till.book.find({ operationId: order.operationId });
  if (booking?.body.kind !== 'payment') throw new AppError('till.receipt-not-found');
  const payment = ledger.get(order.operationId);
  if (isReversed(payment)) throw new AppError('till.reversal-not-possible');
  const { items } = readPaidDetails(payment);
  till.assertMayTake(order.way === 'cash' ? 'cash' : 'card', items);
  const { ways } = reader.booking(booking);
  if (!ways.includes(order.way)) {
    const tooLate = order.way === 'reverse' && booking.body.method === 'card';
    throw new AppError(tooLate ? 'till.reversal-too-late' : 'till.reversal-not-possible');
  }
  if (order.way === 'cash' && till.book.period().cash.nowCents < booking.body.amountCents) {
    throw new AppError('till.cash-short');
  }
  // A Vorgang that has ended owes nothing any more; whether that of another seat has, that seat knows.
  const mayBeDue = isCollectionId(payment.vorgangId) || parts.vorgang(payment.vorgangId)?.open === true;
  const afterwards = mayBeDue ? order.afterwards : 'closed';
  return money.reverse(
    {
      payment,
      items,
      way: order.way,
      refersTo: booking.body.number,
      afterwards,
      reason: order.reason,
      secondClerk: order.second.userName,
      by: order.clerk.userName,
    },
    parts.emitDisplay,
    signal,
  );
}
