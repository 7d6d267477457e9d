import { describe, expect, it } from 'vitest';
import { decodeHex, encodeHex } from '../../core/hex.ts';
import { silentLog, systemClock, systemRandom } from '../../core/system-context.ts';
import type { Duplex } from '../../core/transport.ts';
import { pause } from '../../core/wait.ts';
import { never, witness } from '../conformance.ts';
import { paymentModels } from '../index.ts';
import { encodeSerialFrame, serialAck, serialNak } from './codec/serial-frame.ts';
import { zvtSerialOptions } from './driver/zvt-options.ts';
import { ZvtTerminal } from './driver/zvt-terminal.ts';
import { SerialLink } from './serial-link.ts';
import { acceptSerial } from './virtual/accept-serial.ts';
import { memoryWire } from './virtual/memory-wire.ts';
import { type SeededRandom, seededRandom } from './virtual/seeded-random.ts';
import { SteppedClock } from './virtual/stepped-clock.ts';
import { VirtualTerminal } from './virtual/virtual-terminal.ts';

const ack = Uint8Array.of(serialAck);
const nak = Uint8Array.of(serialNak);
const apdu = decodeHex('06 01 0A 04 00 00 00 01 10 10 00 49 09 78');
const frame = encodeSerialFrame(apdu);
const status = decodeHex('04 FF 01 0A');

/** Our link, and the bare bytes at the other end of the line. */
function lineTo() {
  const clock = new SteppedClock(0);
  const { near, far } = memoryWire();
  const link = new SerialLink(near, clock);
  const sent: string[] = [];
  const received: string[] = [];
  far.onData((bytes) => void sent.push(encodeHex(bytes)));
  link.onData((bytes) => void received.push(encodeHex(bytes)));
  const rest = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, link, far, sent, received, rest };
}

describe('one frame (PA00P016 §3)', () => {
  it('is over when it is confirmed, and repeated at NAK and after T2', async () => {
    const { clock, link, far, sent, rest } = lineTo();
    const written = link.write(apdu);
    await rest();
    await far.write(nak);
    await rest();
    expect(sent).toEqual([encodeHex(frame), encodeHex(frame)]);
    const began = clock.steadyMs();
    clock.step();
    await rest();
    expect(clock.steadyMs() - began).toBe(5000);
    await far.write(ack);
    await clock.run(written);
    expect(sent).toHaveLength(3);
  });

  it('is given up after two repeats, and the line with it', async () => {
    const { clock, link, sent } = lineTo();
    let reason: string | undefined;
    link.onClose((why) => {
      reason = why?.code;
    });
    await expect(clock.run(link.write(apdu))).rejects.toMatchObject({ code: 'device.disconnected' });
    expect(sent).toHaveLength(3);
    expect(reason).toBe('device.disconnected');
    await expect(link.write(apdu)).rejects.toMatchObject({ code: 'device.disconnected' });
  });

  it('is confirmed before it is looked at, refused when garbled, given up when half', async () => {
    const { clock, far, sent, received, rest } = lineTo();
    await far.write(encodeSerialFrame(status));
    await rest();
    expect([sent.splice(0), received.splice(0)]).toEqual([['06'], [encodeHex(status)]]);
    const garbled = encodeSerialFrame(decodeHex('04 0F 02 27 00'));
    garbled[4] = 0x7f;
    await far.write(garbled);
    await rest();
    expect([sent.splice(0), received]).toEqual([['15'], []]);
    await far.write(encodeSerialFrame(apdu).subarray(0, 9));
    await rest();
    expect(sent).toEqual([]);
    clock.step();
    await rest();
    expect([clock.steadyMs(), sent]).toEqual([200, ['15']]);
  });

  it('counts once when its confirmation was lost, and twice when it is said twice', async () => {
    const { link, far, sent, received, rest } = lineTo();
    const line = encodeSerialFrame(status);
    await far.write(line);
    await far.write(line);
    await rest();
    expect([sent.splice(0), received]).toEqual([['06', '06'], [encodeHex(status)]]);
    const answered = link.write(decodeHex('80 00 00'));
    await rest();
    // The confirmation and the next message in one piece.
    await far.write(Uint8Array.from([...ack, ...line]));
    await answered;
    await rest();
    expect(received).toHaveLength(2);
  });

  it('takes the next message for the lost confirmation of an answer', async () => {
    const { link, far, received, rest } = lineTo();
    await far.write(encodeSerialFrame(status));
    await rest();
    const answered = link.write(decodeHex('80 00 00'));
    await rest();
    await far.write(encodeSerialFrame(decodeHex('04 0F 02 27 00')));
    await answered;
    expect(received).toEqual([encodeHex(status), '040F022700']);
  });
});

type Noise = (bytes: Uint8Array) => Uint8Array[];

/** Loses, garbles, shortens and doubles what is written. */
function noise(random: SeededRandom, percent: number): Noise {
  return (bytes) => {
    if (random.below(100) >= percent) return [bytes];
    const harmed = Uint8Array.from(bytes);
    const at = random.below(bytes.length);
    switch (random.below(4)) {
      case 0:
        return [];
      case 1:
        harmed[at] = (harmed[at] ?? 0) ^ (1 << random.below(8));
        return [harmed];
      case 2:
        return [Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)])];
      default:
        return [bytes, bytes];
    }
  };
}

/** A line that stays when whoever uses it lets go. */
function line(wire: Duplex, harm: Noise): Duplex {
  return {
    async write(bytes) {
      for (const part of harm(bytes)) if (part.length > 0) await wire.write(part);
    },
    onData: (listener) => wire.onData(listener),
    onClose: (listener) => wire.onClose(listener),
    close: async () => undefined,
  };
}

async function payOverNoise(seed: number, percent: number) {
  const random = seededRandom(seed);
  const clock = new SteppedClock(Date.UTC(2026, 10, 22, 9));
  const { near, far } = memoryWire();
  let harm: Noise = (bytes) => [bytes];
  const through: Noise = (bytes) => harm(bytes);
  const virtual = new VirtualTerminal({ clock, seed, pace: 0 });
  await virtual.act('set-behaviour', { booking: seed % 2 === 0 ? 'A' : 'B', messageIds: seed % 3 === 0 });
  await virtual.act('pay-at-terminal', { amountCents: 3700 });
  const stop = acceptSerial(line(far, through), clock, (link) => virtual.accept(link));
  const transport = async () => new SerialLink(line(near, through), clock);
  const context = { transport, clock, random, log: silentLog };
  const options = zvtSerialOptions.parse({ path: 'memory', settleMs: 600_000 });
  const terminal = await clock.run(ZvtTerminal.open(options, context, 'zvt-serial'));
  const before = await clock.run(terminal.counters());
  const startedAtMs = clock.nowMs();
  harm = noise(random, percent);
  const seen = witness();
  let outcome = await clock.run(terminal.pay({ amountCents: 2880 }, seen, never));
  const first = outcome.kind;
  harm = (bytes) => [bytes];
  await clock.run(pause(clock, 60_000));
  if (outcome.kind === 'unknown') {
    outcome = await clock.run(terminal.settle({ amountCents: 2880, startedAtMs, before }, witness(), never));
  }
  const { bookings } = (await virtual.act('bookings')) as { bookings: { amountCents: number; reversed: boolean }[] };
  stop();
  await clock.run(Promise.all([terminal.close(), virtual.close()]));
  const booked = bookings.filter((entry) => entry.amountCents === 2880 && !entry.reversed).length;
  return { first, kind: outcome.kind, booked, receipts: seen.receipts.length };
}

it('never tells more or less than is booked over a line that loses and garbles', { timeout: 30_000 }, async () => {
  const tally = { paid: 0, settled: 0, unknown: 0, wrong: [] as number[] };
  for (let seed = 0; seed < 240; seed += 1) {
    const { first, kind, booked } = await payOverNoise(seed, [3, 8, 20, 45][seed % 4] ?? 3);
    if (kind === 'unknown') tally.unknown += 1;
    else if (booked !== (kind === 'paid' ? 1 : 0)) tally.wrong.push(seed);
    if (first === 'paid') tally.paid += 1;
    else if (first === 'unknown' && kind !== 'unknown') tally.settled += 1;
  }
  expect(tally.wrong).toEqual([]);
  // Repeats of frames carry most payments through, settlement finds out about the others.
  expect(tally.paid).toBeGreaterThan(60);
  expect(tally.settled).toBeGreaterThan(5);
  expect(tally.unknown).toBeLessThan(5);
});

describe('over a real pseudo-terminal', () => {
  const model = paymentModels.find(({ id }) => id === 'zvt-serial');
  if (!model) throw new Error('no model');
  const context = { clock: systemClock, random: systemRandom, log: silentLog };

  it('pays, declines, aborts and is called by its name', { timeout: 20_000 }, async (test) => {
    // The set-up installs what this needs on Linux: there a missing pseudo-terminal is a failure.
    if (process.platform !== 'linux') return test.skip('pseudo-terminals are tested on Linux');
    const virtual = await model.startVirtual({ port: 0 });
    const terminal = await model.open(virtual.endpoint, context);
    try {
      expect(terminal.info).toMatchObject({ model: 'zvt-serial', virtual: true });
      const seen = witness();
      expect(await terminal.pay({ amountCents: 101_010 }, seen, never)).toMatchObject({ kind: 'paid' });
      expect(seen.receipts.map(({ kind }) => kind)).toEqual(['merchant', 'customer']);
      expect(await terminal.pay({ amountCents: 900_005 }, seen, never)).toMatchObject({ kind: 'declined' });
      await virtual.act('set-behaviour', { customer: 'wait' });
      const stop = new AbortController();
      const aborting = witness(() => stop.abort());
      expect(await terminal.pay({ amountCents: 100 }, aborting, stop.signal)).toMatchObject({ resultCode: 0x6c });
      await terminal.check();
    } finally {
      await terminal.close();
      await virtual.close();
    }
  });

  it('tells a line that is not there', async () => {
    await expect(model.open({ path: '/dev/tty-not-there' }, context)).rejects.toMatchObject({
      code: 'device.not-found',
    });
  });
});
