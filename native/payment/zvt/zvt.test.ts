import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { replayDuplex } from '../../core/replay.ts';
import { silentLog, systemClock, systemRandom } from '../../core/system-context.ts';
import { never, paymentConformance, paymentScenarios, witness } from '../conformance.ts';
import { paymentModels } from '../index.ts';
import { zvtOptions } from './driver/zvt-options.ts';
import { ZvtTerminal } from './driver/zvt-terminal.ts';
import { startMemorySubject } from './memory-subject.ts';
import { seededRandom } from './virtual/seeded-random.ts';

const [model] = paymentModels;
if (!model) throw new Error('no model');
const context = { clock: systemClock, random: systemRandom, log: silentLog };

paymentConformance('zvt-tcp in the process, time jumping', async () => {
  const { terminal, virtual, clock } = await startMemorySubject({ seed: 7 });
  return { terminal, virtual, settle: (work) => clock.run(work), stop: () => clock.run(virtual.close()) };
});

paymentConformance('zvt-tcp with prints as lines and a kept connection', async () => {
  const options = { keepOpen: true, configByte: 'BE' };
  const { terminal, virtual, clock } = await startMemorySubject({ seed: 8, options });
  await virtual.act('set-behaviour', { prints: 'lines' });
  return { terminal, virtual, settle: (work) => clock.run(work), stop: () => clock.run(virtual.close()) };
});

describe('recorded traces', () => {
  it.each(paymentScenarios.filter((scenario) => scenario.name !== 'day'))('$name', async (scenario) => {
    const text = readFileSync(path.join(import.meta.dirname, 'traces', `${scenario.name}.txt`), 'utf8');
    const replay = replayDuplex(text);
    const options = zvtOptions.parse({ host: 'trace', keepOpen: true });
    const terminal = await ZvtTerminal.open(options, { ...context, transport: async () => replay.link });
    await scenario.run(terminal);
    await terminal.close();
    replay.assertEnd();
  });
});

describe('over TCP', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zvt-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('pays, loses current, remembers, and closes the day', async () => {
    const first = await model.startVirtual({ port: 0, storeDir: folder });
    const terminal = await model.open(first.endpoint, context);
    const before = await terminal.counters();
    await first.act('set-behaviour', { booking: 'B' });
    await first.act('set-fault', { point: 'result', kind: 'power-off-after' });
    expect((await terminal.pay({ amountCents: 3700 }, witness(), never)).kind).toBe('unknown');
    await terminal.close();
    await first.close();
    const second = await model.startVirtual({ port: 0, storeDir: folder });
    const again = await model.open(second.endpoint, context);
    const query = { amountCents: 3700, startedAtMs: Date.now() - 5000, before };
    const seen = witness();
    expect((await again.settle(query, seen, never)).kind).toBe('paid');
    expect(seen.receipts.map((receipt) => receipt.kind)).toEqual(['merchant', 'customer']);
    expect(seen.receipts[0]?.lines[0]).toBe('VIRTUELLES TERMINAL – KEIN BELEG');
    expect(await again.closeDay(witness(), never)).toMatchObject({ totalCents: 3700, count: 1 });
    await again.close();
    await second.close();
  });

  it('tells wrong settings by name', async () => {
    await expect(model.open({ host: '127.0.0.1', port: 1 }, context)).rejects.toMatchObject({
      code: 'device.unreachable',
    });
    await expect(model.open({ host: '127.0.0.1', password: '12' }, context)).rejects.toThrow('password');
  });
});

describe('deviations of the field', () => {
  const start = async (options: Record<string, unknown> = {}) => {
    const subject = await startMemorySubject({ seed: 3, options });
    const act = (action: string, parameters?: Record<string, unknown>) => subject.virtual.act(action, parameters);
    const pay = (amountCents: number, signal = never, hooks = witness()) =>
      subject.clock.run(subject.terminal.pay({ amountCents }, hooks, signal));
    return { ...subject, act, pay };
  };

  it.each([
    { point: 'connect', kind: 'garbage' },
    { point: 'answer', kind: 'coalesce', times: 3 },
    { point: 'result', kind: 'fragment' },
    { point: 'receipt', kind: 'fragment', times: 2 },
    { point: 'status', kind: 'slow', delayMs: 170_000 },
  ])('pays in spite of $kind at $point', async (fault) => {
    const { act, pay } = await start();
    await act('set-fault', fault);
    expect((await pay(3700)).kind).toBe('paid');
  });

  it('accepts a bare result and a decline that ends as a completion', async () => {
    const { act, pay } = await start();
    await act('set-behaviour', { bare: true, declineBy: 'completion' });
    expect((await pay(3700)).kind).toBe('paid');
    expect(await pay(900_006)).toMatchObject({ kind: 'declined', resultCode: 6 });
  });

  it('takes the last of two results after a wrong PIN', async () => {
    const { pay } = await start();
    const seen = witness();
    expect((await pay(900_055, never, seen)).kind).toBe('paid');
    expect(seen.records.map((record) => record.resultCode)).toEqual([55, 0]);
  });

  it('asks a person about the signature', async () => {
    const { act, pay } = await start({ askSignature: true });
    await act('set-behaviour', { customer: 'sign' });
    expect((await pay(3700)).kind).toBe('paid');
    const seen = witness();
    seen.onQuestion = async () => false;
    expect(await pay(3700, never, seen)).toMatchObject({ kind: 'declined', resultCode: 0x6c });
  });

  it('goes on when the terminal refuses the abort', async () => {
    const { act, pay } = await start();
    await act('set-behaviour', { customer: 'wait', abort: 'refused', customerMs: 20_000 });
    const stop = new AbortController();
    const outcome = await pay(
      3700,
      stop.signal,
      witness(() => stop.abort()),
    );
    expect(outcome).toMatchObject({ kind: 'declined', resultCode: 0x6c });
  });

  it('aborts once after T4 and stays in doubt', async () => {
    const { act, pay, clock } = await start();
    await act('set-behaviour', { answerMs: 600_000 });
    await act('set-fault', { point: 'status', kind: 'silence' });
    const began = clock.steadyMs();
    expect(await pay(3700)).toMatchObject({ kind: 'unknown', reason: 'device.timeout' });
    expect(clock.steadyMs() - began).toBe(185_000);
  });

  it('wraps the receipt counter and still knows its payment', async () => {
    const { act, pay, terminal, clock } = await start();
    await act('set-counters', { receiptNumber: 9998, traceNumber: 999_998 });
    await pay(1000);
    const before = await terminal.counters();
    expect(before).toMatchObject({ receiptNumber: 9999, traceNumber: 999_999 });
    await act('set-behaviour', { booking: 'B' });
    await act('set-fault', { point: 'result', kind: 'drop-after' });
    expect((await pay(3700)).kind).toBe('unknown');
    const settled = await clock.run(terminal.settle({ amountCents: 3700, startedAtMs: 0, before }, witness(), never));
    expect(settled).toMatchObject({ kind: 'paid', record: { receiptNumber: 1, traceNumber: 1 } });
  });

  it('never resends a payment, whatever is lost', async () => {
    const { act, pay, virtual } = await start();
    await act('set-behaviour', { booking: 'B', blind: true });
    await act('set-fault', { point: 'answer', kind: 'drop-after', skip: 1 });
    expect((await pay(3700)).kind).toBe('unknown');
    expect(await virtual.act('bookings')).toMatchObject({ bookings: [{ amountCents: 3700 }] });
  });

  it.each(['plain', 'unsupported'])('stays in doubt when the repeat receipt is %s', async (repeat) => {
    const { act, pay, terminal, clock } = await start();
    const before = await clock.run(terminal.counters());
    await act('set-behaviour', { repeat });
    await act('set-fault', { point: 'result', kind: 'drop-after' });
    expect((await pay(3700)).kind).toBe('unknown');
    const query = { amountCents: 3700, startedAtMs: clock.nowMs(), before };
    expect((await clock.run(terminal.settle(query, witness(), never))).kind).toBe('unknown');
  });

  it('tells "not executed" only for the transaction known before', async () => {
    const { act, pay, terminal, clock } = await start();
    await pay(3700);
    const before = await terminal.counters();
    const query = { amountCents: 3700, startedAtMs: clock.nowMs(), before };
    const settle = () => clock.run(terminal.settle(query, witness(), never));
    expect((await settle()).kind).toBe('not-executed');
    await act('pay-at-terminal', { amountCents: 3800 });
    expect((await settle()).kind).toBe('unknown');
  });

  it('ends a settlement when the terminal stays away, and when the clerk gives up', async () => {
    const { act, terminal, clock } = await start({ settleMs: 60_000 });
    await act('power-off');
    const query = { amountCents: 3700, startedAtMs: 0 };
    expect((await clock.run(terminal.settle(query, witness(), never))).kind).toBe('unknown');
    const stop = new AbortController();
    const hooks = witness(() => stop.abort());
    expect(await clock.run(terminal.settle(query, hooks, stop.signal))).toEqual({
      kind: 'unknown',
      reason: 'device.cancelled',
    });
  });

  it('gives up on a journal that never answers, and on a driver that is closed', async () => {
    const { pay, terminal, clock, virtual } = await start();
    const seen = witness();
    seen.onRecord = () => new Promise(() => undefined);
    expect(await pay(3700, never, seen)).toMatchObject({ kind: 'unknown', reason: 'device.not-ready' });
    await virtual.act('set-behaviour', { customer: 'wait' });
    const closing = witness(() => void terminal.close());
    expect(await pay(3700, never, closing)).toMatchObject({ kind: 'unknown', reason: 'device.disconnected' });
    await clock.run(virtual.close());
  });

  it('hands on the receipts of an act of the terminal itself', async () => {
    const { act, pay, terminal, clock, virtual } = await start();
    await act('pay-at-terminal', { amountCents: 100 });
    await act('set-behaviour', { closesOnEnquiry: true });
    const before = await clock.run(terminal.counters());
    expect(await clock.run(terminal.state())).toMatchObject({ statusCode: 0 });
    expect(await virtual.act('bookings')).toMatchObject({ openBatch: 0 });
    // The trace number of the closing is not that of a payment.
    expect(await clock.run(terminal.counters())).toEqual(before);
    const seen = witness();
    await pay(3700, never, seen);
    expect(seen.receipts.map((receipt) => receipt.kind)).toEqual(['administration', 'merchant', 'customer']);
  });

  it('repeats the same numbers from the same seed', () => {
    const draw = () => Array.from(seededRandom(42).bytes(8));
    expect(draw()).toEqual(draw());
    expect(new Set(draw()).size).toBeGreaterThan(3);
  });
});
