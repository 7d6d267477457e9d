/** What a person, a fault plan or an examiner does to the virtual terminal, apart from current and network. */
import { z } from 'zod';
import { behaviour } from './behaviour.ts';
import { faultSetting } from './faults.ts';
import type { TerminalCore } from './terminal-core.ts';

export type ActionTable = Readonly<Record<string, (parameters: Readonly<Record<string, unknown>>) => unknown>>;

const lock = z.object({ status: z.int().min(0).max(255) });
const counters = z
  .object({ receiptNumber: z.int().min(0).max(9999), traceNumber: z.int().min(0).max(999_999) })
  .partial();
const payment = z.object({ amountCents: z.int().min(1) });

export function coreActions(core: TerminalCore): ActionTable {
  return {
    'set-fault': (parameters) => core.faults.add(faultSetting.parse(parameters)),
    'clear-faults': () => core.faults.clear(),
    'set-behaviour': (parameters) => {
      core.behaviour = behaviour.strict().parse({ ...core.behaviour, ...parameters });
    },
    'insert-card': () => core.insertCard(),
    lock: (parameters) => {
      core.memory.lock = lock.parse(parameters).status;
      core.store.save();
    },
    'set-counters': (parameters) => {
      const { receiptNumber, traceNumber } = counters.parse(parameters);
      core.memory.lastReceipt = receiptNumber ?? core.memory.lastReceipt;
      core.memory.lastTrace = traceNumber ?? core.memory.lastTrace;
      core.store.save();
    },
    // Somebody types a payment at the terminal itself.
    'pay-at-terminal': (parameters) => {
      const { amountCents } = payment.parse(parameters);
      const numbers = core.store.nextNumbers();
      core.book({ kind: 'payment', amountCents, ...numbers, resultCode: 0, at: core.now(), card: 0, reversed: false });
    },
    bookings: () => bookingsOf(core),
  };
}

/** What the terminal really booked, reversals included, since its store began. */
function bookingsOf(core: TerminalCore): unknown {
  const { booked, batch, pending, lastReceipt } = core.memory;
  return {
    bookings: booked.map(({ kind, receiptNumber, traceNumber, amountCents, reversed, at }) => {
      return { kind, receiptNumber, traceNumber, amountCents, reversed, at };
    }),
    openBatch: batch.length,
    pending: pending !== undefined,
    busy: core.busy,
    lastReceipt,
    faultsStruck: core.faults.struck,
    mirrored: core.mirrored,
  };
}
