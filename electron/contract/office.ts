/** The Ortsverwaltung as its lead sees it: fees, Sammelkasse, seals and stock of all seats together, and what does not fit. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';

const cents = z.int();

export const feeDay = z.object({
  seat: z.string(),
  /** Calendar day in Germany. */
  day: z.iso.date(),
  payments: z.int(),
  cashCents: cents,
  cardCents: cents,
  returnedCents: cents,
});
export type FeeDay = z.infer<typeof feeDay>;

/** Sum of the acts = sum of the Abschlüsse + what is booked since. */
export const seatBalance = z.object({
  seat: z.string(),
  /** Fees taken less fees given back, as the acts say. */
  actsCents: cents,
  /** The same as the Kassenbuch says. */
  bookedCents: cents,
  closedCents: cents,
  openCents: cents,
  closings: z.int(),
  lastClosedAt: z.string().nullable(),
  differenceCents: cents,
});
export type SeatBalance = z.infer<typeof seatBalance>;

export const officeItem = z.object({
  id: z.string(),
  kassenzeichen: z.string(),
  amountCents: cents,
  seat: z.string(),
  postedAt: z.string(),
  state: z.enum(['open', 'claimed', 'paid', 'withdrawn', 'returned']),
  /** A lead's word, not the seat's: what became of the claim of a seat that was gone. */
  decided: z.boolean(),
  holder: z.string().nullable(),
  since: z.string(),
});
export type OfficeItem = z.infer<typeof officeItem>;

export const officeSeal = z.object({ seat: z.string(), sealNumber: z.string(), uses: z.int(), lastAt: z.string() });
export type OfficeSeal = z.infer<typeof officeSeal>;

export const officeStock = z.object({
  kind: z.string(),
  seat: z.string(),
  received: z.int(),
  issued: z.int(),
  used: z.int(),
  spoiled: z.int(),
  missing: z.int(),
  left: z.int(),
});
export type OfficeStock = z.infer<typeof officeStock>;

export const findingKinds = [
  'number-twice',
  'received-twice',
  'gap',
  'not-arrived',
  'unbalanced',
  'stuck-claim',
  'old-item',
] as const;
export const finding = z.object({
  kind: z.enum(findingKinds),
  /** One German sentence, and what to do. */
  text: z.string(),
  remedy: z.string(),
});
export type Finding = z.infer<typeof finding>;

export const officeView = z.object({
  ortsverwaltung: z.string(),
  /** False: no centre; only this seat stands here. */
  joined: z.boolean(),
  readAt: z.string(),
  fees: z.array(feeDay),
  balances: z.array(seatBalance),
  items: z.array(officeItem),
  seals: z.array(officeSeal),
  stock: z.array(officeStock),
  findings: z.array(finding),
});
export type OfficeView = z.infer<typeof officeView>;

export const officeTables = ['fees', 'items', 'seals', 'stock', 'findings'] as const;

export const officeContract = defineContract({
  name: 'office',
  calls: {
    /** `days` back from today, for the fees. */
    view: { input: z.object({ days: z.int().min(1).max(400) }), output: officeView },
    /** Writes the tables as CSV files; gives the folder. */
    export: {
      input: z.object({ days: z.int().min(1).max(400) }),
      output: z.object({ folder: z.string(), files: z.array(z.string()) }),
    },
  },
  events: {},
});
