/** What the seat adds to a card payment beyond the terminal's own time, and how fast frames are decoded. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { createLedger } from '../../electron/operations/ledger.ts';
import { ledgerListener, settleByOutcome } from '../../electron/vorgang/payment-outcome.ts';
import { decodeHex } from '../../native/core/hex.ts';
import { silentLog, systemClock, systemRandom } from '../../native/core/system-context.ts';
import { paymentModels } from '../../native/payment/index.ts';
import { encodeApdu } from '../../native/payment/zvt/codec/apdu.ts';
import { ApduStream } from '../../native/payment/zvt/codec/apdu-stream.ts';
import { decodeStatusInformation } from '../../native/payment/zvt/codec/status-information.ts';
import { percentile } from './measure.ts';

const payments = 100;
const frames = 20_000;
/** A Status-Information with all the fields a girocard payment has. */
const frame = encodeApdu({
  control: 0x040f,
  data: decodeHex(
    '2700 04000000003700 490978 0B000901 0C101500 0D1122 1970 22F1F0672599EEEEEEEEE0009F 2952500041 ' +
      '3B3132333435363738 870042 88000901 8A05 8BF0F96769726F6361726400',
  ),
});

export async function benchPayment(): Promise<Record<string, number>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-payment-bench-'));
  const fileKey = createHash('sha256').update('bench').digest();
  const journal = openJournal({
    file: path.join(folder, 'journal.db'),
    fileKey,
    authorityKey: fileKey,
    clock: systemClock,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  });
  const ledger = createLedger(journal);
  const model = paymentModels.find(({ id }) => id === 'zvt-tcp');
  if (!model) throw new Error('model zvt-tcp is missing');
  const virtual = await model.startVirtual({ port: 0 });
  const stamps: { atMs: number; kind: string }[] = [];
  const terminal = await model.open(virtual.endpoint, {
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    trace: ({ kind }) => void stamps.push({ atMs: performance.now(), kind }),
  });
  const hostMs: number[] = [];
  const wholeMs: number[] = [];
  try {
    for (let i = 0; i < payments; i += 1) {
      const before = await terminal.counters();
      stamps.splice(0);
      const startedMs = performance.now();
      const operation = ledger.intend({
        vorgangId: `payment-${i}`,
        kind: 'payment',
        subject: 'fee',
        deviceId: 'terminal-1',
        virtual: true,
        actor: 'adler',
        details: { amountCents: 3700, before: { terminalId: before.terminalId ?? '' } },
      });
      const listener = ledgerListener(ledger, operation.id, { onDisplay: () => {}, onQuestion: async () => true });
      const outcome = await terminal.pay({ amountCents: 3700 }, listener, new AbortController().signal);
      settleByOutcome(ledger, operation, outcome, 'adler');
      const endedMs = performance.now();
      if (outcome.kind !== 'paid') throw new Error(`payment ${i} is ${outcome.kind}`);
      wholeMs.push(endedMs - startedMs);
      hostMs.push(endedMs - startedMs - waitedFor(stamps));
    }
  } finally {
    await terminal.close();
    await virtual.close();
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    'host time of a payment p50 ms': percentile(hostMs, 0.5),
    'host time of a payment p95 ms': percentile(hostMs, 0.95),
    'payment with a terminal without pauses p50 ms': percentile(wholeMs, 0.5),
    'frames decoded per second': decodedPerSecond(),
  };
}

/** From the last byte we sent to the next the terminal sends: its own time and the line's. */
function waitedFor(stamps: readonly { atMs: number; kind: string }[]): number {
  return stamps.reduce((sum, stamp, index) => {
    const earlier = stamps[index - 1];
    const isWait = stamp.kind === 'from-device' && earlier?.kind === 'to-device';
    return isWait ? sum + stamp.atMs - earlier.atMs : sum;
  }, 0);
}

function decodedPerSecond(): number {
  const startedMs = performance.now();
  const stream = new ApduStream();
  let paid = 0;
  for (let i = 0; i < frames; i += 1) {
    for (const apdu of stream.push(frame)) if (decodeStatusInformation(apdu, 0xff).record?.resultCode === 0) paid += 1;
  }
  if (paid !== frames) throw new Error(`${paid} of ${frames} frames understood`);
  return (frames / (performance.now() - startedMs)) * 1000;
}
