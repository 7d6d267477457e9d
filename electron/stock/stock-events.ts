/** Entries of the stock book and the Siegelbuch as they stand in the journal: sealed for the seat, free of persons. */
import { z } from 'zod';
import type { JsonObject } from '../contract/json.ts';
import { stockMove } from '../contract/stock.ts';
import type { Journal, NewEvent } from '../journal/port.ts';

export type StockJournal = Pick<Journal, 'append' | 'appendAll' | 'events'>;

export const stockMoved = z.object({
  kind: z.string(),
  move: stockMove,
  ranges: z.array(z.object({ from: z.string(), to: z.string() })),
  quantity: z.int(),
  reason: z.string(),
  seat: z.string().nullable(),
  /** Of a drawn sheet: the print job it was drawn for, and whose it is. */
  job: z.string().nullable(),
  vorgangNumber: z.string().nullable(),
  secondClerk: z.string().nullable(),
});
export type StockMoved = z.infer<typeof stockMoved>;

export const sealApplied = z.object({ sealNumber: z.string(), vorgangNumber: z.string(), target: z.string() });
export type SealApplied = z.infer<typeof sealApplied>;

export const stockMovedKind = 'stock-moved';
export const sealAppliedKind = 'seal-applied';

const nothing = { ranges: [], quantity: 0, reason: '', seat: null, job: null, vorgangNumber: null, secondClerk: null };

export function stockEvent(body: Pick<StockMoved, 'kind' | 'move'> & Partial<StockMoved>, actor: string): NewEvent {
  return { kind: stockMovedKind, scope: 'seat', actor, body: { ...nothing, ...body } as JsonObject };
}

export const sealEvent = (body: SealApplied, actor: string): NewEvent => ({
  kind: sealAppliedKind,
  scope: 'seat',
  actor,
  body: { ...body },
});
