/** One payment, its line cut after each byte in turn, in both directions; what the seat believes must be what is booked. */
import { z } from 'zod';
import { pause } from '../../native/core/wait.ts';
import { startMemorySubject } from '../../native/payment/zvt/memory-subject.ts';
import type { WireCut } from '../../native/payment/zvt/virtual/memory-wire.ts';
import { payAtSeat } from './payment-seat.ts';

export interface EveryByteResult {
  cuts: number;
  unknown: number;
  /** Cuts after which the seat was wrong. */
  failures: { cut: WireCut; booked: number; verdict: string }[];
}

const amountCents = 3700;
const restMs = 120_000;
const bookingsTold = z.object({ bookings: z.array(z.object({ reversed: z.boolean() })) });

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

async function payWithCut(booking: 'A' | 'B', cut: WireCut) {
  const { clock, virtual, terminal, ...subject } = await startMemorySubject({ seed: 5 });
  await virtual.act('set-behaviour', { booking, reversalMs: 5000 });
  // The same amount was paid before, so that the comparison has something to confuse.
  await virtual.act('pay-at-terminal', { amountCents });
  const seat = await clock.run(
    payAtSeat(terminal, {
      amountCents,
      nowMs: () => clock.nowMs(),
      onAct: async () => subject.cutNext(cut),
      onSettle: async () => undefined,
    }),
  );
  await clock.run(pause(clock, restMs));
  const told = bookingsTold.parse(await virtual.act('bookings'));
  await clock.run(Promise.all([virtual.close(), terminal.close()]));
  return { verdict: seat.verdict, booked: told.bookings.length - 1, struck: subject.cutsStruck() > 0 };
}
