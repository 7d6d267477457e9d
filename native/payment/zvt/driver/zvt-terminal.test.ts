import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeHex, encodeHex } from '../../../core/hex.ts';
import { silentLog } from '../../../core/system-context.ts';
import type { Duplex } from '../../../core/transport.ts';
import { never, witness } from '../../conformance.ts';
import { memoryWire } from '../virtual/memory-wire.ts';
import { seededRandom } from '../virtual/seeded-random.ts';
import { SteppedClock } from '../virtual/stepped-clock.ts';
import { zvtOptions } from './zvt-options.ts';
import { ZvtTerminal } from './zvt-terminal.ts';

const positive = decodeHex('800000');

/** A terminal that registers, and answers a payment with the given bytes, whatever they are. */
async function payAgainst(answers: readonly Uint8Array[], options: Record<string, unknown> = {}) {
  const clock = new SteppedClock(Date.UTC(2026, 10, 22, 9));
  const sent: string[] = [];
  const transport = async (): Promise<Duplex> => {
    const { near, far } = memoryWire();
    const left = [...answers];
    far.onData((bytes) => {
      sent.push(encodeHex(bytes));
      // The register's own acknowledgements are not answered, so only commands move the script on.
      if (bytes[0] === 0x06 && bytes[1] === 0x00) {
        void far.write(positive).then(() => far.write(decodeHex('060F05 29 52500041')));
      } else if (sent.includes('06010A04000000003700490978')) {
        const next = left.shift();
        if (next) void far.write(next).catch(() => undefined);
      }
    });
    return near;
  };
  const parsed = zvtOptions.parse({ host: 'script', ...options });
  const context = { transport, clock, random: seededRandom(1), log: silentLog };
  const terminal = await clock.run(ZvtTerminal.open(parsed, context));
  const hooks = witness();
  const outcome = await clock.run(terminal.pay({ amountCents: 3700 }, hooks, never));
  await terminal.close();
  return { outcome, sent, hooks };
}

const approved = decodeHex('040F 15 27 00 04 000000003700 29 52500041 87 0042 0B 000901');

it('answers every message, the last one too, and sends the payment once', async () => {
  const { outcome, sent } = await payAgainst([positive]);
  expect(outcome).toMatchObject({ kind: 'unknown', reason: 'device.timeout' });
  expect(sent.filter((frame) => frame.startsWith('0601'))).toHaveLength(1);
  const whole = Uint8Array.from([...positive, ...approved]);
  const paid = await payAgainst([whole, decodeHex('060F00')]);
  expect(paid.outcome).toMatchObject({ kind: 'paid', record: { receiptNumber: 42 } });
  const after = paid.sent.slice(paid.sent.findIndex((frame) => frame.startsWith('0601')) + 1);
  expect(after).toEqual(['800000', '800000']);
});

it('acknowledges a result it cannot read, and does not take it for a refusal', async () => {
  const strange = Uint8Array.from([...positive, ...decodeHex('040F 04 27 05 99 01')]);
  const { outcome, sent } = await payAgainst([strange, decodeHex('061E 01 05')]);
  expect(outcome.kind).toBe('unknown');
  expect(sent.some((frame) => frame.startsWith('84'))).toBe(false);
});

it('refuses messages it does not know, and goes on', async () => {
  const question = Uint8Array.from([...positive, ...decodeHex('06E4 00')]);
  const { outcome, sent } = await payAgainst([question, approved, decodeHex('060F00')]);
  expect(outcome.kind).toBe('paid');
  expect(sent.filter((frame) => frame.startsWith('84'))).toEqual(['848300']);
});

it('repeats an abort that crossed a message of the terminal', async () => {
  const clock = new SteppedClock(0);
  const sent: string[] = [];
  const stop = new AbortController();
  const transport = async (): Promise<Duplex> => {
    const { near, far } = memoryWire();
    far.onData((bytes) => {
      const frame = encodeHex(bytes);
      sent.push(frame);
      const answer = (hex: string) => void far.write(decodeHex(hex)).catch(() => undefined);
      const aborts = sent.filter((text) => text === '06B000').length;
      if (frame.startsWith('0600')) answer('800000 060F00');
      else if (frame.startsWith('0601')) {
        answer('800000');
        stop.abort();
      }
      // The first abort meets a message already on its way and is lost.
      else if (frame === '06B000' && aborts === 1) answer('04FF 01 0A');
      else if (frame === '06B000') answer('800000 061E 01 6C');
    });
    return near;
  };
  const context = { transport, clock, random: seededRandom(1), log: silentLog };
  const terminal = await clock.run(ZvtTerminal.open(zvtOptions.parse({ host: 'script' }), context));
  const outcome = await clock.run(terminal.pay({ amountCents: 3700 }, witness(), stop.signal));
  expect(outcome).toMatchObject({ kind: 'declined', resultCode: 0x6c });
  expect(sent.slice(sent.findIndex((frame) => frame.startsWith('0601')) + 1)).toEqual([
    '06B000',
    '800000',
    '06B000',
    '800000',
  ]);
});

it('gives an outcome for any bytes of a terminal, and calls it paid only with a result 00', async () => {
  const messages = fc.constantFrom(
    '800000',
    '040F022700',
    '040F022705',
    '060F00',
    '061E016C',
    '04FF010A',
    '06D10181',
    '84',
  );
  const chunks = fc.array(
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 30 }),
      messages.map((hex) => decodeHex(hex)),
    ),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(chunks, async (answers) => {
      const { outcome, sent } = await payAgainst(answers, { t4Ms: 1000, t3Ms: 100 });
      expect(['paid', 'declined', 'not-executed', 'unknown']).toContain(outcome.kind);
      if (outcome.kind === 'paid') expect(outcome.record.resultCode).toBe(0);
      expect(sent.filter((frame) => frame.startsWith('0601')).length).toBe(1);
    }),
    { numRuns: 200 },
  );
});
