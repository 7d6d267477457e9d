/** Main → device host: the card terminal. Host → main: what must be durable before the terminal is answered. */
import { z } from 'zod';
import { deviceErrorCodes } from '../../../native/core/device-error.table.ts';
import { defineContract } from '../define-contract.ts';
import { deviceCall } from './lifecycle.ts';

const counters = z.object({
  terminalId: z.string().optional(),
  receiptNumber: z.int().optional(),
  traceNumber: z.int().optional(),
});

/** What is booked since the last end of day: judged after a break where the numbers do not do. */
const knownBefore = counters.extend({
  totals: z
    .object({
      totalCents: z.int(),
      perScheme: z.array(z.object({ scheme: z.string(), count: z.int(), amountCents: z.int() })),
      traceNumber: z.int(),
    })
    .optional(),
});

export const paymentRecord = counters.extend({
  resultCode: z.int(),
  amountCents: z.int().optional(),
  turnoverNumber: z.int().optional(),
  date: z.string().optional(),
  time: z.string().optional(),
  cardName: z.string().optional(),
  cardTypeId: z.int().optional(),
  panMasked: z.string().optional(),
  vuNumber: z.string().optional(),
  additionalText: z.string().optional(),
  hostResultCode: z.int().optional(),
  authorisationAttribute: z.string().optional(),
  rawHex: z.string(),
});
export type HostPaymentRecord = z.infer<typeof paymentRecord>;

export const terminalReceipt = z.object({
  kind: z.enum(['merchant', 'customer', 'administration']),
  lines: z.array(z.string()),
});
export type HostTerminalReceipt = z.infer<typeof terminalReceipt>;

const reason = z.enum(deviceErrorCodes);
export const paymentOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paid'), record: paymentRecord }),
  z.object({ kind: z.literal('declined'), record: paymentRecord.optional(), resultCode: z.int(), text: z.string() }),
  z.object({ kind: z.literal('not-executed'), reason, text: z.string() }),
  z.object({ kind: z.literal('unknown'), reason, record: paymentRecord.optional() }),
]);
export type HostPaymentOutcome = z.infer<typeof paymentOutcome>;

export const terminalTotals = z.object({
  totalCents: z.int(),
  count: z.int(),
  perScheme: z.array(z.object({ scheme: z.string(), count: z.int(), amountCents: z.int() })),
  record: paymentRecord,
});
export type HostTerminalTotals = z.infer<typeof terminalTotals>;

const amountCents = z.int().min(1).max(999_999_999_999);

export const hostPaymentContract = defineContract({
  name: 'host-payment',
  calls: {
    pay: { input: deviceCall.extend({ amountCents }), output: paymentOutcome },
    settle: {
      input: deviceCall.extend({ amountCents, startedAtMs: z.number(), before: knownBefore.optional() }),
      output: paymentOutcome,
    },
    counters: { input: deviceCall, output: knownBefore },
    /** Storno of the transaction with this receipt number; full amount, before the Kassenschnitt. */
    reverse: {
      input: deviceCall.extend({ amountCents, receiptNumber: z.int().min(1).max(9999) }),
      output: paymentOutcome,
    },
    refund: { input: deviceCall.extend({ amountCents }), output: paymentOutcome },
    /** Sums since the last Kassenschnitt; moves nothing. */
    totals: { input: deviceCall, output: terminalTotals },
    closeDay: { input: deviceCall, output: terminalTotals },
    repeatReceipt: { input: deviceCall, output: z.object({}) },
  },
  events: { display: z.object({ callId: z.string(), text: z.string() }) },
});

/** Served by main, called by the device host; each answer means «it is on disk». */
export const paymentAsksContract = defineContract({
  name: 'payment-asks',
  calls: {
    record: { input: z.object({ callId: z.string(), record: paymentRecord }), output: z.object({}) },
    receipt: { input: z.object({ callId: z.string(), receipt: terminalReceipt }), output: z.object({}) },
    question: {
      input: z.object({ callId: z.string(), question: z.string() }),
      output: z.object({ yes: z.boolean() }),
    },
  },
  events: {},
});
