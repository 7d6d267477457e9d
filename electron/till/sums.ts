/** What lies in the drawer and what the cards brought, as pure sums over entries of the Kassenbuch. */
import type { TillView } from '../contract/till.ts';
import type { TillBody } from './till-events.ts';

type Booking = Pick<TillBody<'till-booked'>, 'kind' | 'method' | 'way' | 'amountCents'>;
type Move = Pick<TillBody<'cash-moved'>, 'amountCents'>;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, cents) => total + cents, 0);
const amountsOf = (entries: readonly { amountCents: number }[]): number[] => entries.map((entry) => entry.amountCents);

export function cashSums(openingCents: number, bookings: readonly Booking[], moves: readonly Move[]): TillView['cash'] {
  const cash = bookings.filter(({ method }) => method === 'cash');
  const payments = amountsOf(cash.filter(({ kind }) => kind === 'payment'));
  const paidBack = amountsOf(cash.filter(({ kind }) => kind === 'reversal'));
  const moved = amountsOf(moves);
  return {
    openingCents,
    paymentsCents: sum(payments),
    paidBackCents: 0 - sum(paidBack),
    movedInCents: sum(moved.filter((cents) => cents > 0)),
    movedOutCents: 0 - sum(moved.filter((cents) => cents < 0)),
    nowCents: openingCents + sum(payments) + sum(paidBack) + sum(moved),
  };
}

export function cardSums(bookings: readonly Booking[]): TillView['card'] {
  const card = bookings.filter(({ method }) => method === 'card');
  const payments = amountsOf(card.filter(({ kind }) => kind === 'payment'));
  const reversed = amountsOf(card.filter(({ way }) => way === 'reverse'));
  const refunded = amountsOf(card.filter(({ way }) => way === 'refund'));
  return {
    paymentsCents: sum(payments),
    payments: payments.length,
    reversedCents: 0 - sum(reversed),
    reversals: reversed.length,
    refundedCents: 0 - sum(refunded),
    refunds: refunded.length,
    netCents: sum(payments) + sum(reversed) + sum(refunded),
  };
}
