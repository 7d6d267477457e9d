/** Stock as the engine uses it: sheets by paper, drawn before the print, void when spoiled; seals with each use. */
import { AppError } from '../contract/app-error.ts';
import type { PolicyStock } from '../contract/policy.ts';
import type { NewEvent } from '../journal/port.ts';
import type { SheetKind, SheetOrder, StockPort } from './port.ts';
import { nextSheet, type StockBook, sheetsIn } from './stock-book.ts';
import { type StockJournal, type StockMoved, sealEvent, stockEvent } from './stock-events.ts';

export interface StockParts {
  journal: StockJournal;
  book: StockBook;
  kinds: readonly PolicyStock[];
}

export function createStock({ journal, book, kinds }: StockParts): StockPort {
  return {
    sheetFor(paperId): SheetKind | null {
      const found = kinds.find(({ numbered, papers }) => numbered && papers.includes(paperId));
      if (!found) return null;
      const { kind, title, secondClerkOnLoss } = found;
      const own = book.kind(kind);
      return { kind, title, secondClerkOnLoss, nextNumber: nextSheet(own), left: sheetsIn(own, 'here').length };
    },
    draw(order) {
      const { kind, number } = order;
      if (book.kind(kind).sheets.get(number) !== 'here') throw new AppError('stock.number-not-here', { number });
      return eventOf('drawn', order);
    },
    release(order, voidBecause) {
      if (book.drawnFor(order.kind, order.number) !== order.job) return;
      journal.append(eventOf(voidBecause === null ? 'returned' : 'spoiled', order, { reason: voidBecause ?? '' }));
    },
    spoil: ({ reason, secondClerk, ...order }) => eventOf('spoiled', order, { reason, secondClerk }),
    sealApplied: ({ by, ...use }) => sealEvent(use, by),
  };
}

function eventOf(move: StockMoved['move'], order: SheetOrder, more: Partial<StockMoved> = {}): NewEvent {
  const { kind, number, job, vorgangNumber, by } = order;
  const ranges = [{ from: number, to: number }];
  return stockEvent({ kind, move, ranges, quantity: 1, job, vorgangNumber, ...more }, by);
}
