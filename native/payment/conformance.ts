/** What every card terminal model must do: scenarios for the virtual terminal and for traces, and faults for the virtual one. */
import { describe, expect, it } from 'vitest';
import type { VirtualDevice } from '../core/model.ts';
import type { CardTerminal, PaymentHooks, PaymentRecord, TerminalReceipt } from './port.ts';

export interface Witness extends PaymentHooks {
  displays: string[];
  records: PaymentRecord[];
  receipts: TerminalReceipt[];
}

/** Hooks that remember everything; `onText` sees each display text. */
export function witness(onText?: (text: string) => void): Witness {
  const seen: Witness = {
    displays: [],
    records: [],
    receipts: [],
    onDisplay(text) {
      seen.displays.push(text);
      onText?.(text);
    },
    async onRecord(record) {
      seen.records.push(record);
    },
    async onReceipt(receipt) {
      seen.receipts.push(receipt);
    },
    onQuestion: async () => true,
  };
  return seen;
}

export const never = new AbortController().signal;

export type VirtualActions = Pick<VirtualDevice, 'act'>;

export interface PaymentScenario {
  name: string;
  /** What the person at the virtual terminal does; a trace has it in its bytes. */
  prepare?(virtual: VirtualActions): Promise<void>;
  run(terminal: CardTerminal): Promise<void>;
}

export const paymentScenarios: readonly PaymentScenario[] = [
  {
    name: 'payment',
    async run(terminal) {
      const seen = witness();
      const outcome = await terminal.pay({ amountCents: 3700 }, seen, never);
      expect(outcome).toMatchObject({ kind: 'paid', record: { resultCode: 0, amountCents: 3700 } });
      expect(seen.records).toHaveLength(1);
      expect(seen.receipts.map((receipt) => receipt.kind)).toEqual(['merchant', 'customer']);
      expect(seen.receipts[0]?.lines.length).toBeGreaterThan(5);
      expect(seen.displays.length).toBeGreaterThan(0);
      const { receiptNumber, traceNumber, terminalId } = seen.records[0] ?? {};
      expect(await terminal.counters()).toEqual({ terminalId, receiptNumber, traceNumber });
    },
  },
  {
    name: 'decline',
    async run(terminal) {
      const seen = witness();
      const outcome = await terminal.pay({ amountCents: 900_005 }, seen, never);
      expect(outcome).toMatchObject({ kind: 'declined', resultCode: 5, text: 'Zahlung abgelehnt' });
      expect(seen.records.map((record) => record.resultCode)).toEqual([5]);
      expect(seen.receipts.map((receipt) => receipt.lines.at(-1))).toEqual(['Zahlung abgelehnt']);
    },
  },
  {
    name: 'abort',
    async prepare(virtual) {
      await virtual.act('set-behaviour', { customer: 'wait' });
    },
    async run(terminal) {
      const stop = new AbortController();
      const seen = witness(() => stop.abort());
      const outcome = await terminal.pay({ amountCents: 3700 }, seen, stop.signal);
      expect(outcome).toMatchObject({ kind: 'declined', resultCode: 0x6c });
    },
  },
  {
    name: 'repeat-receipt',
    async prepare(virtual) {
      await virtual.act('pay-at-terminal', { amountCents: 2880 });
    },
    async run(terminal) {
      const seen = witness();
      await terminal.repeatReceipt(seen);
      expect(seen.receipts.map((receipt) => receipt.kind)).toEqual(['merchant', 'customer']);
      expect(seen.records).toEqual([]);
    },
  },
  {
    name: 'day',
    async run(terminal) {
      const seen = witness();
      await terminal.pay({ amountCents: 3700 }, seen, never);
      const second = await terminal.pay({ amountCents: 1300 }, seen, never);
      const receiptNumber = second.kind === 'paid' ? (second.record.receiptNumber ?? 0) : 0;
      expect(await terminal.reverse({ amountCents: 1300, receiptNumber }, seen, never)).toMatchObject({ kind: 'paid' });
      const again = await terminal.reverse({ amountCents: 1300, receiptNumber }, seen, never);
      expect(again).toMatchObject({ kind: 'declined', resultCode: 0xb4 });
      expect(await terminal.refund({ amountCents: 200 }, seen, never)).toMatchObject({ kind: 'paid' });
      const totals = await terminal.totals(seen);
      expect(totals.totalCents).toBe(3500);
      const closing = await terminal.closeDay(witness(), never);
      expect(closing).toMatchObject({ totalCents: 3500, count: 2 });
      expect((await terminal.totals(seen)).totalCents).toBe(0);
      expect(await terminal.state()).toMatchObject({ statusCode: 0, text: 'Bereit' });
      await terminal.check();
    },
  },
];

export interface PaymentSubject {
  terminal: CardTerminal;
  virtual: VirtualActions;
  /** Waits for work that needs time to pass. */
  settle<T>(work: Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** Runs all scenarios and the faults against a model and its virtual terminal. */
export function paymentConformance(title: string, start: () => Promise<PaymentSubject>): void {
  describe(`payment conformance: ${title}`, () => {
    const using = async (work: (subject: PaymentSubject) => Promise<void>) => {
      const subject = await start();
      try {
        await subject.settle(work(subject));
      } finally {
        await subject.settle(subject.terminal.close());
        await subject.stop();
      }
    };

    it.each(paymentScenarios)('$name', (scenario) =>
      using(async ({ terminal, virtual }) => {
        expect(terminal.info.virtual).toBe(true);
        await scenario.prepare?.(virtual);
        await scenario.run(terminal);
      }),
    );

    it.each(['A', 'B'])('settles a line cut before the answer to the result, booking model %s', (booking) =>
      using(async ({ terminal, virtual }) => {
        await virtual.act('set-behaviour', { booking, reversalMs: 10_000 });
        const seen = witness();
        await terminal.pay({ amountCents: 1000 }, seen, never);
        const before = await terminal.counters();
        await virtual.act('set-fault', { point: 'result', kind: 'drop-after' });
        const cut = await terminal.pay({ amountCents: 3700 }, seen, never);
        expect(cut.kind).toBe('unknown');
        const settled = await terminal.settle({ amountCents: 3700, startedAtMs: 0, before }, witness(), never);
        expect(settled.kind).toBe(booking === 'A' ? 'declined' : 'paid');
      }),
    );

    it('leaves the terminal unanswered when the record is not stored, and stays in doubt', () =>
      using(async ({ terminal, virtual }) => {
        await virtual.act('set-behaviour', { booking: 'A' });
        const seen = witness();
        seen.onRecord = () => Promise.reject(new Error('disk full'));
        expect((await terminal.pay({ amountCents: 3700 }, seen, never)).kind).toBe('unknown');
        expect(await virtual.act('bookings')).toMatchObject({ bookings: [] });
      }));

    it('does the maintenance a terminal asks for', () =>
      using(async ({ terminal, virtual }) => {
        for (const status of [0xc2, 0x51]) {
          await virtual.act('lock', { status });
          await expect(terminal.check()).rejects.toMatchObject({ code: 'payment.locked' });
          const seen = witness();
          expect(await terminal.maintain?.(seen)).toMatchObject({ statusCode: 0 });
          expect(seen.receipts.map((receipt) => receipt.kind)).toEqual(['administration']);
        }
      }));

    it('refuses a second act while one runs', () =>
      using(async ({ terminal }) => {
        const first = terminal.pay({ amountCents: 100 }, witness(), never);
        const second = await terminal.pay({ amountCents: 100 }, witness(), never);
        expect(second).toMatchObject({ kind: 'not-executed', reason: 'payment.in-progress' });
        await expect(terminal.state()).rejects.toMatchObject({ code: 'payment.in-progress' });
        expect((await first).kind).toBe('paid');
      }));

    it('does not begin when cancelled before, locked or switched off', () =>
      using(async ({ terminal, virtual }) => {
        const stop = new AbortController();
        stop.abort();
        const order = { amountCents: 3700 };
        expect(await terminal.pay(order, witness(), stop.signal)).toMatchObject({ reason: 'device.cancelled' });
        await virtual.act('lock', { status: 0xf0 });
        expect(await terminal.pay(order, witness(), never)).toMatchObject({ reason: 'payment.locked' });
        await expect(terminal.check()).rejects.toMatchObject({ code: 'payment.locked' });
        await terminal.closeDay(witness(), never);
        await terminal.check();
        await virtual.act('power-off');
        expect(await terminal.pay(order, witness(), never)).toMatchObject({ kind: 'not-executed' });
        await virtual.act('power-on');
        expect((await terminal.pay(order, witness(), never)).kind).toBe('paid');
      }));
  });
}
