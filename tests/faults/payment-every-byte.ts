/** One payment, its line cut after each byte in turn, in both directions; what the seat believes must be what is booked. */
import type { WireCut } from '../../native/payment/zvt/virtual/memory-wire.ts';
import { seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { PaymentSeat } from './payment-seat.ts';
import { PaymentSubject } from './payment-subject.ts';

export interface EveryByteResult {
  cuts: number;
  unknown: number;
  /** Cuts after which the seat was wrong. */
  failures: { cut: WireCut; booked: number; verdict: string }[];
}

/** Goes on until the payment is over before the cut. */
export async function cutEveryByte(booking: 'A' | 'B'): Promise<EveryByteResult> {
  const result: EveryByteResult = { cuts: 0, unknown: 0, failures: [] };
  for (const side of ['toFar', 'toNear'] as const) {
    for (let bytes = 1; ; bytes += 1) {
      const cut = { [side]: bytes };
      const run = await payWithCut(booking, cut);
      if (!run.struck) break;
      result.cuts += 1;
      if (run.verdict === 'unknown') result.unknown += 1;
      else if (run.booked !== (run.verdict === 'paid' ? 1 : 0)) result.failures.push({ cut, ...run });
    }
  }
  return result;
}

async function payWithCut(booking: 'A' | 'B', wire: WireCut) {
  const kind = { name: booking, share: 1, used: true, behaviour: () => ({ booking, reversalMs: 5000 }), options: {} };
  const plan = { name: 'line cut', wire };
  const subject = await PaymentSubject.start({ seed: 5, random: seededRandom(5), kind, plan, amountCents: 3700 });
  const { clock, virtual } = subject.subject;
  const { verdict } = await clock.run(new PaymentSeat(subject, false).pay());
  const { amountsCents, faultsStruck } = await subject.truth();
  await clock.run(virtual.close());
  return { verdict, booked: amountsCents.length, struck: faultsStruck > 0 };
}
