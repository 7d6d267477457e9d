/** How a virtual terminal behaves: booking model, vendor habits, the person in front of it, its timers. */
import { z } from 'zod';

export const behaviour = z.object({
  /** A: an approved payment without our acknowledgements is reversed. B: it is kept (PA00P015 §2.2 and ch. 4). */
  booking: z.enum(['A', 'B']),
  /** Goes on with card and host although the register is gone; otherwise it stops before the host. */
  blind: z.boolean(),
  /** Whether failed transactions are what a repeat receipt shows. */
  failedStored: z.boolean(),
  /** How a decline ends: `06 1E` or, at some vendors, `06 0F`. */
  declineBy: z.enum(['abort', 'completion']),
  /** Repeat receipt: as specified, a plain completion without status, or not supported at all. */
  repeat: z.enum(['normal', 'plain', 'unsupported']),
  /** The next status enquiry starts an end of day, as terminals do with what they have scheduled. */
  closesOnEnquiry: z.boolean(),
  /** Terminals without text blocks print line by line, whatever the register offers. */
  prints: z.enum(['blocks', 'lines']),
  /** Abort by the register: as specified, or refused. */
  abort: z.enum(['normal', 'refused']),
  /** Status-Information with the result code alone. */
  bare: z.boolean(),
  /** pay: card and PIN at once · wait: until `insert-card` · cancel: red key · sign: signature instead of PIN. */
  customer: z.enum(['pay', 'wait', 'cancel', 'sign']),
  /** Accepts message sequence ids when they are offered. */
  messageIds: z.boolean(),
  /** Send turnover totals: as specified, or not supported. */
  totals: z.enum(['normal', 'unsupported']),
  /** Password for everything but the registration; absent: any. */
  password: z
    .string()
    .regex(/^[0-9]{6}$/)
    .optional(),
  /** How long the terminal waits for an answer to a result (BMP 01) and to every other message. */
  answerMs: z.int().min(1),
  /** How long the customer may take. */
  customerMs: z.int().min(1),
  /** How long a reversal towards the host keeps the terminal busy. */
  reversalMs: z.int().min(0),
});

export type Behaviour = z.infer<typeof behaviour>;

export const usualBehaviour: Behaviour = {
  booking: 'A',
  blind: false,
  failedStored: true,
  declineBy: 'abort',
  repeat: 'normal',
  closesOnEnquiry: false,
  prints: 'blocks',
  abort: 'normal',
  bare: false,
  customer: 'pay',
  messageIds: false,
  totals: 'normal',
  answerMs: 30_000,
  customerMs: 60_000,
  reversalMs: 0,
};

/** Human pauses in milliseconds at pace 1. */
export const pauses = { card: 2500, pin: 4000, host: 1500, removeCard: 1000 } as const;

/**
 * Amounts that are declined: 9 000,01 € to 9 002,55 € give the result code cents − 900 000, so 9 000,05 € is declined
 * with 05 and 9 001,08 € aborted with 6C. 9 000,55 € (wrong PIN, code 55) tells the wrong PIN and then succeeds.
 */
export function plannedResult(amountCents: number): number {
  const code = amountCents - 900_000;
  return code > 0 && code <= 0xff ? code : 0;
}

export const wrongPin = 55;

export interface VirtualCard {
  name: string;
  typeId: number;
  scheme: string;
  panMasked: string;
}

/** Test numbers, masked as a terminal masks them. */
export const virtualCards: readonly VirtualCard[] = [
  { name: 'girocard', typeId: 5, scheme: 'girocard', panMasked: '672599EEEEEEEEE0009F' },
  { name: 'Mastercard', typeId: 6, scheme: 'Mastercard', panMasked: '520000EEEEEE0007' },
  { name: 'VISA', typeId: 10, scheme: 'VISA', panMasked: '400000EEEEEE0002' },
];
