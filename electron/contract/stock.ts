/** Numbered and counted stock of the seat, and the Siegelbuch, as the clerk's window sees them. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';
import { credentials } from './session.ts';
import { sheetNumber } from './stock-number.ts';

/** What can happen to a piece. `drawn`: named before a print; `returned`: nothing was printed. Spoiled sheets keep their number. */
export const stockMoves = [
  'received',
  'issued',
  'drawn',
  'returned',
  'used',
  'spoiled',
  'missing',
  'found',
  'checked',
] as const;
export const stockMove = z.enum(stockMoves);
export type StockMove = z.infer<typeof stockMove>;

export const sheetRange = z.object({ from: z.string(), to: z.string(), count: z.int() });
const range = z.object({ from: sheetNumber, to: sheetNumber });
const quantity = z.int().min(1).max(100_000);
const reason = z.string().trim().min(3).max(500);
/** Either a range of numbers or a number of pieces, as the kind of stock wants it. */
const amount = { kind: z.string().max(32), range: range.optional(), quantity: quantity.optional() };
const secondClerk = credentials.optional();

export const stockKindView = z.object({
  kind: z.string(),
  title: z.string(),
  numbered: z.boolean(),
  left: z.int(),
  lowAt: z.int(),
  low: z.boolean(),
  secondClerkOnLoss: z.boolean(),
  /** The sheet to take next; null for counted stock or when none is left. */
  nextNumber: z.string().nullable(),
  ranges: z.array(sheetRange),
  /** Named for a print whose outcome is not settled, or that ended. */
  drawn: z.int(),
  spoiled: z.int(),
  missing: z.array(sheetRange),
  checkedAt: z.string().nullable(),
});
export type StockKindView = z.infer<typeof stockKindView>;

export const stockMoveView = z.object({
  at: z.string(),
  by: z.string(),
  kind: z.string(),
  move: stockMove,
  ranges: z.array(sheetRange),
  quantity: z.int(),
  reason: z.string(),
  /** The other seat of an issue or a receipt. */
  seat: z.string().nullable(),
  secondClerk: z.string().nullable(),
});
export type StockMoveView = z.infer<typeof stockMoveView>;

export const sealUseView = z.object({
  at: z.string(),
  by: z.string(),
  sealNumber: z.string(),
  vorgangNumber: z.string(),
  target: z.string(),
  virtual: z.boolean(),
});
export type SealUseView = z.infer<typeof sealUseView>;

export const stockView = z.object({
  kinds: z.array(stockKindView),
  /** Newest first, bounded. */
  moves: z.array(stockMoveView),
  seals: z.array(z.object({ sealNumber: z.string(), uses: z.int(), lastAt: z.string().nullable() })),
  /** Newest first, bounded. */
  sealUses: z.array(sealUseView),
});
export type StockView = z.infer<typeof stockView>;

export const stockDifference = z.object({
  /** Booked here, not counted. */
  missing: z.array(sheetRange),
  /** Counted, not booked here. */
  found: z.array(sheetRange),
  bookedCount: z.int(),
  countedCount: z.int(),
});
export type StockDifference = z.infer<typeof stockDifference>;

const counted = {
  kind: z.string().max(32),
  ranges: z.array(range).max(50).optional(),
  quantity: z.int().min(0).max(100_000).optional(),
};

export const stockContract = defineContract({
  name: 'stock',
  calls: {
    view: { input: z.object({}), output: stockView },
    receive: {
      input: z.object({
        ...amount,
        fromSeat: z.string().trim().max(16).optional(),
        reason: z.string().trim().max(500),
      }),
      output: stockView,
    },
    /** Gives pieces to another seat: they are no longer here. */
    issue: {
      input: z.object({ ...amount, toSeat: z.string().trim().min(1).max(16), reason: z.string().trim().max(500) }),
      output: stockView,
    },
    /** Counted stock only; numbered sheets are used by printing on them. */
    use: { input: z.object({ kind: z.string().max(32), quantity, reason }), output: stockView },
    spoil: { input: z.object({ ...amount, reason, secondClerk }), output: stockView },
    /** What an inventory check would find; writes nothing. */
    compare: { input: z.object(counted), output: stockDifference },
    check: { input: z.object({ ...counted, reason: z.string().trim().max(500), secondClerk }), output: stockView },
  },
  events: { changed: stockView },
});
