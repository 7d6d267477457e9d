/** The Kassenabschluss that is under way, folded from its events and its Kassenschnitt: after any crash it goes on where it stood. */
import { z } from 'zod';
import type { JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import type { CashCount } from '../contract/till.ts';
import type { Ledger } from '../operations/port.ts';
import type { TerminalSums } from './compare-totals.ts';
import type { TillBook } from './till-book.ts';
import { readTillEvents, type TillJournal } from './till-events.ts';

export interface ClosingState {
  number: number;
  /** Under this id the ledger keeps Kassenschnitt and prints of the closing. */
  id: string;
  begunAt: string;
  begunBy: string;
  counts: CashCount | null;
  /** Unknown acts a lead has let pass, and who it was. */
  passedUnknown: { operationId: string; lead: string; reason: string }[];
  /** A lead lets the terminal be closed another day. */
  leftOut: { lead: string; reason: string } | null;
  cut: Operation | null;
}

export const closingIdOf = (seatId: string, number: number): string => `till-closing-${seatId}-${number}`;

export const nextClosingNumber = (book: TillBook): number => (book.closings().at(-1)?.body.number ?? 0) + 1;

/** Null when none was begun since the last one ended or was cancelled. */
export function readClosing(parts: {
  journal: TillJournal;
  ledger: Ledger;
  book: TillBook;
  seatId: string;
}): ClosingState | null {
  const { journal, ledger, book, seatId } = parts;
  const kinds = ['till-closing-begun', 'till-counted', 'till-let-pass', 'till-closing-cancelled'] as const;
  let state: ClosingState | null = null;
  for (const event of readTillEvents(journal, kinds, book.closings().at(-1)?.sequence ?? 0)) {
    if (event.kind === 'till-closing-begun') {
      const id = closingIdOf(seatId, event.body.number);
      const { at: begunAt, by: begunBy } = event;
      const cut = ledger.ofVorgang(id).findLast(({ kind }) => kind === 'closing') ?? null;
      state = {
        number: event.body.number,
        id,
        begunAt,
        begunBy,
        counts: null,
        passedUnknown: [],
        leftOut: null,
        cut,
      };
    } else if (state !== null) {
      if (event.kind === 'till-counted') state.counts = event.body.counts;
      else if (event.kind === 'till-closing-cancelled') state = null;
      else {
        const { lead, reason, operationIds } = event.body;
        if (event.body.what === 'cut') state.leftOut = { lead, reason };
        else state.passedUnknown.push(...operationIds.map((operationId) => ({ operationId, lead, reason })));
      }
    }
  }
  return state;
}

/** Whether the terminal was closed for this Abschluss. */
export const isCut = ({ cut }: ClosingState): boolean => cut?.phase === 'done';

const sums = z.object({
  totalCents: z.int(),
  count: z.int(),
  perScheme: z.array(z.object({ scheme: z.string(), count: z.int(), amountCents: z.int() })),
});

/** What the terminal told at the Kassenschnitt; what it had shortly before when the answer was lost. Null before it. */
export function cutSums({ cut }: ClosingState): TerminalSums | null {
  if (cut?.phase !== 'done') return null;
  const told = cut.details as JsonObject;
  return sums.safeParse(told.totals).data ?? sums.parse(told.sumsBefore);
}
