/**
 * Payments with a fault at every point, both booking models, all kinds of terminals, time jumping: what the seat and its
 * ledger believe in the end is compared with what the virtual terminal really booked. A run repeats from its seed.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openJournal } from '../../electron/journal/open-journal.ts';
import type { Journal } from '../../electron/journal/port.ts';
import { systemClock } from '../../native/core/system-context.ts';
import { seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { PaymentLedger } from './payment-ledger.ts';
import { planOf } from './payment-plan.ts';
import { PaymentSeat } from './payment-seat.ts';
import { PaymentSubject } from './payment-subject.ts';
import { PaymentTally, type RunTruth, type SimulationResult } from './payment-tally.ts';
import { pickTerminal } from './payment-terminals.table.ts';

export interface SimulationOptions {
  runs: number;
  seed: number;
  /** Repeats this one run instead. */
  only?: number | undefined;
  /** One run in so many goes through the real journal, ledger and fee logic. */
  ledgerEvery?: number;
}

const usualLedgerEvery = 4;
/** A ledger reads its Vorgang again and again; a journal is renewed before that takes long. */
const runsPerJournal = 200;

export async function simulatePayments(options: SimulationOptions): Promise<SimulationResult> {
  const tally = new PaymentTally();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-payments-'));
  const ledgerEvery = options.ledgerEvery ?? usualLedgerEvery;
  let journal: Journal | undefined;
  let used = 0;
  const nextJournal = () => {
    if (used % runsPerJournal === 0) {
      journal?.close();
      journal = newJournal(path.join(folder, `journal-${used}.db`));
    }
    used += 1;
    if (!journal) throw new Error('no journal');
    return journal;
  };
  try {
    const runs = options.only === undefined ? options.runs : 1;
    for (let i = 0; i < runs; i += 1) {
      const seed = options.only ?? options.seed * 1_000_003 + i;
      tally.add(seed, await simulateOne(seed, ledgerEvery, nextJournal));
    }
  } finally {
    journal?.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.result();
}

async function simulateOne(seed: number, ledgerEvery: number, nextJournal: () => Journal): Promise<RunTruth> {
  const random = seededRandom(seed);
  const plan = planOf(seed, random);
  const kind = pickTerminal(random);
  const subject = await PaymentSubject.start({ seed, random, kind, plan });
  const { clock, virtual } = subject.subject;
  const byLedger = random.below(ledgerEvery) === 0;
  const restarts = random.below(2) === 0;
  const { paidCents, ...seat } = byLedger
    ? await clock.run(new PaymentLedger(subject, nextJournal()).pay(`payment-${seed}`))
    : { paidCents: undefined, ...(await clock.run(new PaymentSeat(subject, restarts).pay())) };
  const { amountsCents, faultsStruck, mirrored } = await subject.truth();
  await clock.run(virtual.close());
  const believed = paidCents ?? (seat.verdict === 'paid' ? [subject.amountCents] : []);
  return {
    fault: plan.name,
    terminal: kind.name,
    byLedger,
    struck: faultsStruck > 0 || seat.seatFailed,
    verdict: seat.verdict,
    doubted: seat.doubted,
    bookedCents: amountsCents,
    believedCents: believed,
    mirrored,
  };
}

function newJournal(file: string): Journal {
  const fileKey = createHash('sha256').update('payment simulation').digest();
  return openJournal({
    file,
    fileKey,
    authorityKey: fileKey,
    clock: systemClock,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  });
}
