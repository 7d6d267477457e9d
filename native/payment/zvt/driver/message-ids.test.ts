import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHex, encodeHex } from '../../../core/hex.ts';
import { never, witness } from '../../conformance.ts';
import { type Apdu, decodeApdu, encodeApdu } from '../codec/apdu.ts';
import { decodeBmps, findTag } from '../codec/bmp.ts';
import { encodeRepeatReceipt } from '../codec/commands.ts';
import { messageTable } from '../codec/message.table.ts';
import { decodeMessage } from '../codec/message.ts';
import { readMessageId, withMessageId } from '../codec/message-id.ts';
import { decodePrintLine } from '../codec/print.ts';
import { startMemorySubject } from '../memory-subject.ts';
import { seededRandom } from '../virtual/seeded-random.ts';
import { MessageIds } from './message-ids.ts';

const apdu = (hex: string): Apdu => decodeApdu(decodeHex(hex));
const hex = (message: Apdu): string => encodeHex(encodeApdu(message));

describe('in the bytes (PA00P015 ch. 5)', () => {
  it.each([
    ['a command without a container', '06 B0 00', '06 B0 08 06 06 1F73 03 000042'],
    ['an answer', '80 00 00', '80 00 08 06 06 1F73 03 000042'],
    ['an intermediate status without its timeout byte', '04 FF 01 0A', '04 FF 0A 0A 00 06 06 1F73 03 000042'],
    ['a print line', '06 D1 03 00 48 69', '06 D1 0B 00 48 69 06 06 1F73 03 000042'],
    ['an abort by the terminal', '06 1E 01 6C', '06 1E 09 6C 06 06 1F73 03 000042'],
  ])('%s', (_, plain, numbered) => {
    expect(hex(withMessageId(apdu(plain), 42))).toBe(encodeHex(decodeHex(numbered)));
    expect(readMessageId(apdu(numbered))).toBe(42);
    expect(readMessageId(apdu(plain))).toBeUndefined();
  });

  it('joins the container that is there', () => {
    const message = withMessageId(encodeRepeatReceipt('000000', 3, 4), 999_999);
    expect(decodeMessage(message).bmps.fields.map((field) => field.bmp)).toEqual([0x03, 0x06]);
    expect(findTag(decodeMessage(message).bmps, 0x1f01)?.value).toEqual(Uint8Array.of(4));
    expect(readMessageId(message)).toBe(999_999);
  });

  it('does not print the number', () => {
    expect(decodePrintLine(withMessageId(apdu('06 D1 03 00 48 69'), 42).data, 255).lines).toEqual(['Hi']);
  });

  it('takes 000000 for no number, and comes back from every command', () => {
    expect(readMessageId(apdu('80 00 08 06 06 1F73 03 000000'))).toBeUndefined();
    const controls = fc.constantFrom(...[...messageTable.keys()].filter((control) => control !== 0x060f));
    fc.assert(
      fc.property(
        controls,
        fc.uint8Array({ maxLength: 40 }),
        fc.integer({ min: 1, max: 999_999 }),
        (control, data, id) => {
          const before = decodeMessage({ control, data });
          // Only messages that can be read to their end are ever numbered.
          if (before.bmps.stoppedAt !== undefined || !before.bmps.tlvComplete || before.rest) return;
          const required = messageTable.get(control)?.prefix.length ?? 0;
          // An intermediate status may leave out its timeout, never its status byte.
          if (before.prefix.size < (control === 0x04ff ? 1 : required)) return;
          if (decodeBmps(data).tlv.some(({ tag }) => tag === 0x1f73)) return;
          expect(readMessageId(withMessageId({ control, data }, id))).toBe(id);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('in a conversation', () => {
  const start = async (messageIds: boolean, options: Record<string, unknown> = {}) => {
    const sent: string[] = [];
    const received: string[] = [];
    const trace = ({ kind, bytes }: { kind: string; bytes?: Uint8Array }) => {
      if (kind === 'to-device' && bytes) sent.push(encodeHex(bytes));
      if (kind === 'from-device' && bytes) received.push(encodeHex(bytes));
    };
    const subject = await startMemorySubject({ seed: 3, options, trace: (entry) => trace({ ...entry }) });
    await subject.virtual.act('set-behaviour', { messageIds, booking: 'B' });
    const seen = witness();
    const pay = () => subject.clock.run(subject.terminal.pay({ amountCents: 3700 }, seen, never));
    return { ...subject, pay, seen, sent, received };
  };
  const ids = (frames: readonly string[]) => frames.map((frame) => readMessageId(apdu(frame)));

  it('offers them, and uses them only when they are echoed', async () => {
    const plain = await start(false);
    expect((await plain.pay()).kind).toBe('paid');
    expect(
      plain.sent.filter((frame) => frame.startsWith('0600')).every((frame) => frame.includes('1F7303000000')),
    ).toBe(true);
    expect(ids(plain.sent).filter((id) => id !== undefined)).toEqual([]);
    const numbered = await start(true);
    expect((await numbered.pay()).kind).toBe('paid');
    const payment = numbered.sent.findIndex((frame) => frame.startsWith('0601'));
    const answers = numbered.sent.slice(payment + 1);
    const messages = numbered.received.slice(numbered.received.length - answers.length);
    expect(readMessageId(apdu(numbered.sent[payment] ?? ''))).toBeGreaterThan(0);
    // Each answer carries the number of what it answers.
    expect(ids(answers)).toEqual(ids(messages));
    expect(new Set(ids(messages)).size).toBe(messages.length);
  });

  it('never offers them where the profile says so', async () => {
    const { pay, sent } = await start(true, { messageIds: false });
    expect((await pay()).kind).toBe('paid');
    expect(sent.some((frame) => frame.includes('1F73'))).toBe(false);
  });

  it.each(['status', 'result', 'receipt', 'completion'])('handles a repeated %s once', async (point) => {
    const { pay, seen, virtual } = await start(true);
    await virtual.act('set-behaviour', { prints: 'lines' });
    await virtual.act('set-fault', { point, kind: 'twice', skip: point === 'completion' ? 1 : 0 });
    expect((await pay()).kind).toBe('paid');
    expect(seen.records).toHaveLength(1);
    const [merchant] = seen.receipts;
    expect(merchant?.lines.filter((line) => line.startsWith('VIRTUELLES'))).toHaveLength(1);
  });

  it('takes the same number with other bytes for another message', () => {
    const numbers = new MessageIds(seededRandom(1));
    expect(numbers.isRepeat(withMessageId(apdu('04 FF 01 0A'), 7))).toBe(false);
    expect(numbers.isRepeat(withMessageId(apdu('04 0F 02 27 00'), 7))).toBe(false);
    expect(numbers.isRepeat(withMessageId(apdu('04 0F 02 27 00'), 7))).toBe(true);
  });

  it('wraps after 999999 and never uses 0', () => {
    const numbers = new MessageIds({ bytes: () => Uint8Array.of(0x0f, 0x42, 0x3d) });
    expect([1, 2, 3, 4].map(() => numbers.number(apdu('06 B0 00')).id)).toEqual([999_998, 999_999, 1, 2]);
  });
});

describe('unique transaction identifier 1F1F (PA00P015 ch. 4)', () => {
  /** A stale one takes a paid transaction back without a word; what is never sent cannot be stale. */
  it('is heard and never sent, whatever is done with the terminal', async () => {
    const sent: string[] = [];
    const received: string[] = [];
    const subject = await startMemorySubject({
      seed: 9,
      trace: (entry) => {
        if (entry.kind === 'to-device') sent.push(encodeHex(entry.bytes));
        if (entry.kind === 'from-device') received.push(encodeHex(entry.bytes));
      },
    });
    const { terminal, virtual, clock } = subject;
    await virtual.act('set-behaviour', { booking: 'B' });
    const seen = witness();
    const all = async () => {
      await terminal.pay({ amountCents: 3700 }, seen, never);
      const before = await terminal.counters();
      await virtual.act('set-fault', { point: 'result', kind: 'drop-after' });
      await terminal.pay({ amountCents: 1300 }, seen, never);
      await terminal.settle({ amountCents: 1300, startedAtMs: clock.nowMs(), before }, seen, never);
      await terminal.reverse({ amountCents: 1300, receiptNumber: 2 }, seen, never);
      await terminal.refund({ amountCents: 100 }, seen, never);
      await terminal.pay({ amountCents: 200 }, seen, never);
      await terminal.repeatReceipt(seen);
      await terminal.totals(seen);
      await terminal.state();
      await terminal.closeDay(seen, never);
    };
    await clock.run(all());
    expect(received.some((frame) => frame.startsWith('040F') && frame.includes('1F1F02'))).toBe(true);
    expect(sent.length).toBeGreaterThan(50);
    for (const frame of sent) expect(findTag(decodeMessage(apdu(frame)).bmps, 0x1f1f), frame).toBeUndefined();
    expect(await virtual.act('bookings')).toMatchObject({ mirrored: 0 });
  });
});
