/** What terminals and gateways of the field do differently, and what users of other registers complained about: one row, one test. */
import { describe, expect, it } from 'vitest';
import { decodeHex, encodeHex } from '../../core/hex.ts';
import { silentLog } from '../../core/system-context.ts';
import type { Duplex } from '../../core/transport.ts';
import { never, witness } from '../conformance.ts';
import { zvtOptions } from './driver/zvt-options.ts';
import { ZvtTerminal } from './driver/zvt-terminal.ts';
import { type MemorySubject, startMemorySubject } from './memory-subject.ts';
import { memoryWire } from './virtual/memory-wire.ts';
import { seededRandom } from './virtual/seeded-random.ts';
import { SteppedClock } from './virtual/stepped-clock.ts';

const order = { amountCents: 3700 };
const approved = '040F 15 27 00 04 000000003700 29 52500041 87 0042 0B 000901';

/** A terminal that says these messages after the payment, the next one whenever the last was answered. */
async function script(messages: readonly string[], options: Record<string, unknown> = {}, greeting = '') {
  const clock = new SteppedClock(Date.UTC(2026, 10, 22, 9));
  const sent: string[] = [];
  const left = [...messages];
  let begun = false;
  const transport = async (): Promise<Duplex> => {
    const { near, far } = memoryWire();
    if (greeting) void far.write(decodeHex(greeting));
    far.onData((bytes) => {
      const frame = encodeHex(bytes);
      sent.push(frame);
      begun ||= frame.startsWith('0601');
      const next = frame.startsWith('0600') ? '800000 060F05 29 52500041' : begun ? nextOf(left) : undefined;
      if (next) void far.write(decodeHex(next)).catch(() => undefined);
    });
    return near;
  };
  const context = { transport, clock, random: seededRandom(1), log: silentLog };
  const seen = witness();
  const terminal = await clock.run(ZvtTerminal.open(zvtOptions.parse({ host: 'script', ...options }), context));
  const outcome = await clock.run(terminal.pay(order, seen, never));
  return { outcome, sent, seen, clock };
}

/** The register does not answer an 80, so what follows it comes at once. */
function nextOf(left: string[]): string | undefined {
  const next = left.shift();
  return next?.endsWith('800000') ? `${next} ${left.shift() ?? ''}` : next;
}

type Behaviour = Record<string, unknown>;

async function using(
  behaviour: Behaviour,
  work: (subject: MemorySubject & { seen: ReturnType<typeof witness> }) => Promise<void>,
  options: Record<string, unknown> = {},
) {
  const subject = await startMemorySubject({ seed: 4, options });
  await subject.virtual.act('set-behaviour', behaviour);
  const seen = witness();
  await subject.clock.run(work({ ...subject, seen }));
}

/** A payment whose result was lost, and what settlement finds. */
async function cutAndSettle({ terminal, virtual, clock }: MemorySubject, point = 'result') {
  const before = await terminal.counters();
  const startedAtMs = clock.nowMs();
  await virtual.act('set-fault', { point, kind: 'drop-after' });
  const first = await terminal.pay(order, witness(), never);
  expect(first.kind).toBe('unknown');
  return terminal.settle({ ...order, startedAtMs, before }, witness(), never);
}

const vendorRows: readonly [string, () => Promise<void>][] = [
  [
    'TLV appended to the text of a print line',
    async () => {
      const line = '06D1 0C 00 42656C6567 06 04 1F07 01 02';
      const { outcome, seen } = await script(['800000', approved, line, '06D1 01 81', '060F 00']);
      expect(outcome.kind).toBe('paid');
      expect(seen.receipts[0]?.lines).toEqual(['Beleg']);
    },
  ],
  [
    'TLV sent without activation',
    async () => {
      const { outcome } = await script(['800000', '040F 0F 27 00 04 000000003700 06 04 1F10 01 02', '060F 00']);
      expect(outcome.kind).toBe('paid');
    },
  ],
  [
    'ISO-8859-15 whatever was negotiated',
    async () => {
      const block = '06D3 0C 06 0A 25 08 07 03 44FC6E 09 01 81';
      const { seen } = await script(['800000', approved, block, '060F 00'], { charset: 'iso-8859-15' });
      expect(seen.receipts[0]?.lines).toEqual(['Dün']);
    },
  ],
  [
    'config bit 08 mandatory, service byte 01, fixed width',
    async () => {
      const { sent } = await script([approved, '060F 00'], { serviceByte: '01', printerWidth: 24 });
      expect(sent[0]).toMatch(/^0600..000000BE09780301.*1201 ?24/);
    },
  ],
  [
    'prints as lines although blocks are offered',
    () =>
      using({ prints: 'lines' }, async ({ terminal, seen }) => {
        expect((await terminal.pay(order, seen, never)).kind).toBe('paid');
        expect(seen.receipts.map(({ kind }) => kind)).toEqual(['merchant', 'customer']);
      }),
  ],
  [
    'initialisation, reprint and the like not implemented',
    async () => {
      const subject = await startMemorySubject({ seed: 4 });
      await subject.virtual.act('set-behaviour', { repeat: 'unsupported' });
      await expect(subject.clock.run(subject.terminal.repeatReceipt(witness()))).rejects.toMatchObject({
        code: 'device.unsupported',
      });
      await expect(subject.clock.run(subject.terminal.reprint({ from: 7 }, witness()))).rejects.toMatchObject({
        code: 'device.unsupported',
      });
    },
  ],
  [
    'reversal of another amount refused, a second one too',
    () =>
      using({}, async ({ terminal, seen }) => {
        await terminal.pay(order, seen, never);
        expect(await terminal.reverse({ amountCents: 3600, receiptNumber: 1 }, seen, never)).toMatchObject({
          resultCode: 0xb7,
        });
        expect((await terminal.reverse({ ...order, receiptNumber: 1 }, seen, never)).kind).toBe('paid');
        expect(await terminal.reverse({ ...order, receiptNumber: 1 }, seen, never)).toMatchObject({ resultCode: 0xb4 });
      }),
  ],
  [
    'no receipt for a failed payment',
    async () => {
      const { outcome, seen } = await script(['800000', '040F 02 27 05', '061E 01 05']);
      expect([outcome.kind, seen.receipts]).toEqual(['declined', []]);
    },
  ],
  [
    'end of day due: F0 with a text',
    async () => {
      const { outcome } = await script(['800000', '061E 0B F0 06 08 1F17 05 4B61737365']);
      expect(outcome).toEqual({ kind: 'not-executed', reason: 'payment.locked', text: 'Kasse' });
    },
  ],
  [
    'software update after the end of day: E0, then away for minutes',
    () =>
      using({}, async (subject) => {
        const { terminal, virtual } = subject;
        await virtual.act('lock', { status: 0xe0 });
        await expect(terminal.check()).rejects.toMatchObject({ code: 'device.busy' });
        expect(await terminal.pay(order, witness(), never)).toMatchObject({
          kind: 'not-executed',
          reason: 'device.busy',
        });
      }),
  ],
  [
    'patience of 99 minutes asked for, and given',
    async () => {
      const { outcome, clock } = await script(['800000', '04FF 02 0E 99']);
      expect(outcome.kind).toBe('unknown');
      expect(clock.steadyMs()).toBeGreaterThan(99 * 60_000);
      expect(clock.steadyMs()).toBeLessThan(101 * 60_000);
    },
  ],
  [
    'abort by the register impossible',
    async () => {
      const sent: string[] = [];
      const trace = (entry: { kind: string; bytes?: Uint8Array }) => {
        if (entry.kind === 'to-device' && entry.bytes) sent.push(encodeHex(entry.bytes));
      };
      const subject = await startMemorySubject({
        seed: 4,
        options: { mayAbort: false },
        trace: (entry) => trace({ ...entry }),
      });
      await subject.virtual.act('set-behaviour', { customer: 'wait', customerMs: 20_000 });
      const stop = new AbortController();
      const outcome = await subject.clock.run(
        subject.terminal.pay(
          order,
          witness(() => stop.abort()),
          stop.signal,
        ),
      );
      expect(outcome).toMatchObject({ kind: 'declined', resultCode: 0x6c });
      expect(sent.filter((frame) => frame.startsWith('06B0'))).toEqual([]);
    },
  ],
  [
    'receipt number with its last four digits only, wrapped',
    () =>
      using({ booking: 'B' }, async (subject) => {
        await subject.virtual.act('set-counters', { receiptNumber: 9998, traceNumber: 999_998 });
        await subject.virtual.act('pay-at-terminal', order);
        expect(await cutAndSettle(subject)).toMatchObject({
          kind: 'paid',
          record: { receiptNumber: 1, traceNumber: 1 },
        });
      }),
  ],
  [
    'idle connections closed after a second or two',
    () =>
      using(
        {},
        async ({ terminal, virtual, seen }) => {
          await terminal.pay(order, seen, never);
          await virtual.act('unplug');
          await virtual.act('plug');
          expect((await terminal.pay(order, seen, never)).kind).toBe('paid');
        },
        { keepOpen: true },
      ),
  ],
  [
    'a long receipt in fragments',
    () =>
      using({}, async ({ terminal, virtual, seen }) => {
        await virtual.act('set-fault', { point: 'receipt', kind: 'fragment', times: 2 });
        expect((await terminal.pay(order, seen, never)).kind).toBe('paid');
        expect(seen.receipts).toHaveLength(2);
      }),
  ],
  [
    'greeting of another protocol',
    async () => {
      const greeting = '00 00 00 3E 5645527C4150507C';
      expect((await script(['800000', approved, '060F 00'], {}, greeting)).outcome.kind).toBe('paid');
    },
  ],
  [
    'wrong inner TLV lengths',
    async () => {
      const wrong = '040F 1B 27 00 04 000000003700 29 52500041 87 0042 0B 000901 06 04 1F17 20 41';
      expect((await script(['800000', wrong, '060F 00'])).outcome.kind).toBe('paid');
      const declined = await script(['800000', '040F 08 27 05 06 04 1F17 20 41', '061E 01 05']);
      expect(declined.outcome.kind).not.toBe('paid');
    },
  ],
  [
    'announced length greater than what comes',
    async () => {
      const { outcome } = await script(['800000', '040F 20 27 00 04 000000003700']);
      expect(outcome.kind).toBe('unknown');
    },
  ],
  [
    'two bytes of length before every message, as a gateway guesses',
    async () => {
      const { outcome } = await script(['0003 800000', `0018 ${approved}`, '0003 060F 00']);
      expect(outcome.kind).not.toBe('paid');
    },
  ],
  [
    'TCP switched off by the provider',
    () =>
      using({}, async ({ terminal, virtual }) => {
        await virtual.act('unplug');
        expect(await terminal.pay(order, witness(), never)).toMatchObject({ kind: 'not-executed' });
      }),
  ],
];

const complaintRows: readonly [string, () => Promise<void>][] = [
  [
    '1 accepted at the terminal, never learned',
    () =>
      using({ booking: 'B' }, async (subject) => {
        expect((await cutAndSettle(subject)).kind).toBe('paid');
      }),
  ],
  [
    '3 reversal shows another amount than asked',
    async () => {
      const { outcome } = await script(['800000', '040F 0F 27 00 04 000000000222 29 52500041', '060F 00']);
      expect(outcome).toMatchObject({ kind: 'unknown' });
    },
  ],
  [
    '4 repeat receipt tells nothing: totals do',
    () =>
      using({ repeat: 'plain', booking: 'B' }, async (subject) => {
        expect(await cutAndSettle(subject)).toMatchObject({ kind: 'paid', record: { amountCents: 3700 } });
      }),
  ],
  [
    '4 neither repeat nor totals: stays open',
    () =>
      using({ repeat: 'plain', totals: 'unsupported' }, async (subject) => {
        expect((await cutAndSettle(subject)).kind).toBe('unknown');
      }),
  ],
  [
    '7 a broken line is no refusal',
    () =>
      using(
        {},
        async (subject) => {
          expect(await cutAndSettle(subject, 'status')).toMatchObject({ kind: 'not-executed' });
        },
        { closesItself: false },
      ),
  ],
  [
    '8 ZVT gone after an update: the check at the start of the day tells',
    () =>
      using({}, async ({ terminal, virtual }) => {
        await virtual.act('power-off');
        await expect(terminal.check()).rejects.toMatchObject({ code: expect.stringMatching(/^device\./) });
      }),
  ],
  [
    '9 signature asked when 06 D0 is offered, in the words of the terminal',
    () =>
      using(
        { customer: 'sign' },
        async ({ terminal, seen }) => {
          const asked: string[] = [];
          seen.onQuestion = async (question) => asked.push(question) > 0;
          expect((await terminal.pay(order, seen, never)).kind).toBe('paid');
          expect(asked).toEqual(['Unterschrift in Ordnung?']);
        },
        { askSignature: true },
      ),
  ],
  [
    '10 unknown intermediate status: neutral text, go on',
    async () => {
      const { outcome, seen } = await script(['800000', '04FF 01 A3', approved, '060F 00']);
      expect(outcome.kind).toBe('paid');
      expect(seen.displays[0]).toMatch(/\S/);
    },
  ],
  [
    '12 a running payment can be aborted',
    () =>
      using({ customer: 'wait' }, async ({ terminal }) => {
        const stop = new AbortController();
        const outcome = await terminal.pay(
          order,
          witness(() => stop.abort()),
          stop.signal,
        );
        expect(outcome).toMatchObject({ kind: 'declined', resultCode: 0x6c });
      }),
  ],
  [
    '13 text blocks, not only lines',
    () =>
      using({ prints: 'blocks' }, async ({ terminal, seen }) => {
        await terminal.pay(order, seen, never);
        expect(seen.receipts[0]?.lines.length).toBeGreaterThan(5);
      }),
  ],
  [
    '14 nothing of ours stands between result and acknowledgement but the journal',
    async () => {
      const { sent } = await script(['800000', approved, '060F 00']);
      expect(sent.slice(-2)).toEqual(['800000', '800000']);
    },
  ],
  [
    '15 no new payment while one runs',
    () =>
      using({ customer: 'wait', customerMs: 5000 }, async ({ terminal }) => {
        const first = terminal.pay(order, witness(), never);
        expect(await terminal.pay(order, witness(), never)).toMatchObject({ reason: 'payment.in-progress' });
        await first;
      }),
  ],
];

describe('vendor deviations', () => {
  it.each(vendorRows)('%s', (_, run) => run());
});

describe('complaints', () => {
  it.each(complaintRows)('%s', (_, run) => run());
});
