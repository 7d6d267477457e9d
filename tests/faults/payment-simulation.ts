/**
 * Payments with a fault at every point, both booking models, time jumping: what the seat believes in the end is compared
 * with what the virtual terminal really booked. Runs repeat from their seed.
 */
import { z } from 'zod';
import { pause } from '../../native/core/wait.ts';
import { startMemorySubject } from '../../native/payment/zvt/memory-subject.ts';
import { type FaultPoint, faultKinds, faultPoints } from '../../native/payment/zvt/virtual/faults.ts';
import type { WireCut } from '../../native/payment/zvt/virtual/memory-wire.ts';
import { type SeededRandom, seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { payAtSeat, type SeatFault } from './payment-seat.ts';

export interface SimulationRow {
  fault: string;
  booking: 'A' | 'B';
  runs: number;
  paid: number;
  declined: number;
  notExecuted: number;
  unknown: number;
  /** Settled without a person after the seat had been in doubt. */
  recovered: number;
}

export interface SimulationResult {
  runs: number;
  /** Runs in which a fault really happened. */
  faulted: number;
  /** Booked, but the seat believes it was not. */
  lost: number;
  /** Booked twice. */
  double: number;
  /** The seat believes it was paid, but nothing is booked. */
  wrong: number;
  /** Left to a person. */
  unknown: number;
  table: SimulationRow[];
  /** Seeds of runs that went wrong, to repeat them. */
  failedSeeds: number[];
}

interface Plan {
  name: string;
  terminal?: Record<string, unknown>;
  cut?: WireCut;
  seat?: SeatFault;
  settling?: Record<string, unknown>;
}

const amounts = [2880, 3700, 3700, 900_005];
/** After this everything the terminal still has to do is done. */
const restMs = 900_000;

export async function simulatePayments(options: { runs: number; seed: number }): Promise<SimulationResult> {
  const rows = new Map<string, SimulationRow>();
  const result: SimulationResult = {
    runs: options.runs,
    faulted: 0,
    lost: 0,
    double: 0,
    wrong: 0,
    unknown: 0,
    table: [],
    failedSeeds: [],
  };
  for (let i = 0; i < options.runs; i += 1) {
    const seed = options.seed * 1_000_003 + i;
    const run = await simulateOne(seed, i % 2 === 0 ? 'A' : 'B');
    if (run.struck) result.faulted += 1;
    const fault = run.struck ? run.plan.name : 'none';
    const key = `${fault} ${run.booking}`;
    const row = rows.get(key) ?? newRow(fault, run.booking);
    rows.set(key, row);
    count(row, run.verdict, run.doubted);
    const lost = run.booked > 0 && (run.verdict === 'declined' || run.verdict === 'not-executed');
    const wrong = run.booked === 0 && run.verdict === 'paid';
    if (lost) result.lost += 1;
    if (wrong) result.wrong += 1;
    if (run.booked > 1) result.double += 1;
    if (run.verdict === 'unknown') result.unknown += 1;
    if (lost || wrong || run.booked > 1) result.failedSeeds.push(seed);
  }
  result.table = [...rows.values()].sort((a, b) => `${a.fault} ${a.booking}`.localeCompare(`${b.fault} ${b.booking}`));
  return result;
}

async function simulateOne(seed: number, booking: 'A' | 'B') {
  const random = seededRandom(seed);
  const subject = await startMemorySubject({
    seed,
    pace: 1,
    startMs: Date.UTC(2026, 10, 22, 7) + random.below(36_000_000),
    options: { settleMs: 300_000, keepOpen: random.below(4) === 0 },
  });
  const { clock, virtual, terminal } = subject;
  const amountCents = amounts[random.below(amounts.length)] ?? 3700;
  await virtual.act('set-behaviour', {
    booking,
    blind: random.below(3) === 0,
    failedStored: random.below(3) > 0,
    reversalMs: random.below(3) * 20_000,
    bare: random.below(12) === 0,
    repeat: ['normal', 'normal', 'normal', 'normal', 'normal', 'plain', 'unsupported'][random.below(7)],
    declineBy: random.below(2) === 0 ? 'abort' : 'completion',
    prints: random.below(3) === 0 ? 'lines' : 'blocks',
  });
  if (random.below(4) === 0) await virtual.act('set-counters', { receiptNumber: 9998, traceNumber: 999_998 });
  // Somebody paid the same amount before, at this terminal: the worst case for a comparison.
  for (let i = random.below(3); i > 0; i -= 1) {
    await virtual.act('pay-at-terminal', { amountCents: 3700 });
    await clock.run(pause(clock, 20_000 + random.below(600_000)));
  }
  const bookedBefore = (await bookings(virtual)).standing;
  const plan = choosePlan(random);
  const restarts = random.below(2) === 0;
  const seat = await clock.run(
    payAtSeat(terminal, {
      amountCents,
      nowMs: () => clock.nowMs(),
      seatFault: plan.seat,
      ...(restarts ? { reopen: subject.reopen } : {}),
      async onAct() {
        if (plan.terminal) await virtual.act('set-fault', plan.terminal);
        if (plan.cut) subject.cutNext(plan.cut);
      },
      async onSettle() {
        await virtual.act('clear-faults');
        if (plan.settling) await virtual.act('set-fault', plan.settling);
      },
    }),
  );
  await clock.run(pause(clock, restMs));
  const after = await bookings(virtual);
  const booked = after.standing - bookedBefore;
  const struck = after.faultsStruck > 0 || subject.cutsStruck() > 0 || seat.seatFailed;
  await clock.run(Promise.all([virtual.close(), terminal.close()]));
  return { plan, booking, booked, struck, ...seat };
}

function choosePlan(random: SeededRandom): Plan {
  const settling = random.below(4) === 0 ? { settling: terminalFault(random) } : {};
  switch (random.below(8)) {
    case 0:
      return { name: 'none' };
    case 1:
      return { name: 'cut towards the terminal', cut: { toFar: 1 + random.below(48) }, ...settling };
    case 2:
      return { name: 'cut towards the seat', cut: { toNear: 1 + random.below(900) }, ...settling };
    case 3: {
      const seat: SeatFault = { hook: random.below(2) === 0 ? 'onRecord' : 'onReceipt', call: 1 + random.below(2) };
      return { name: `seat dies in ${seat.hook}`, seat, ...settling };
    }
    default: {
      const terminal = terminalFault(random);
      return { name: `${terminal.kind} at ${terminal.point}`, terminal, ...settling };
    }
  }
}

/** How many messages of a kind a payment has, its registration included. */
const stepsOf: Readonly<Record<FaultPoint, number>> = {
  connect: 1,
  answer: 2,
  status: 3,
  result: 1,
  receipt: 2,
  completion: 2,
};

function terminalFault(random: SeededRandom) {
  const point = faultPoints[random.below(faultPoints.length)] ?? 'result';
  return {
    point,
    kind: faultKinds[random.below(faultKinds.length)],
    skip: random.below(stepsOf[point]),
    delayMs: random.below(240_000),
    bytes: 1 + random.below(40),
    powerOnAfterMs: 1000 + random.below(90_000),
  };
}

const bookingsTold = z.object({
  bookings: z.array(z.object({ kind: z.string(), reversed: z.boolean() })),
  faultsStruck: z.int(),
});

/** Payments that are booked and were not taken back, and the faults that happened. */
async function bookings(virtual: { act(action: string): Promise<unknown> }) {
  const told = bookingsTold.parse(await virtual.act('bookings'));
  const standing = told.bookings.filter((entry) => entry.kind === 'payment' && !entry.reversed).length;
  return { standing, faultsStruck: told.faultsStruck };
}

function newRow(fault: string, booking: 'A' | 'B'): SimulationRow {
  return { fault, booking, runs: 0, paid: 0, declined: 0, notExecuted: 0, unknown: 0, recovered: 0 };
}

function count(row: SimulationRow, verdict: string, doubted: boolean): void {
  row.runs += 1;
  if (verdict === 'paid') row.paid += 1;
  else if (verdict === 'declined') row.declined += 1;
  else if (verdict === 'not-executed') row.notExecuted += 1;
  else row.unknown += 1;
  if (doubted && verdict !== 'unknown') row.recovered += 1;
}
