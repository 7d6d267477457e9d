/** What the engine needs of the stock: on which numbered sheets a paper goes, and the events that go with an act on one. */
import type { NewEvent } from '../journal/port.ts';

export interface SheetKind {
  kind: string;
  title: string;
  secondClerkOnLoss: boolean;
  /** The sheet that lies on top; null when none is left. */
  nextNumber: string | null;
  left: number;
}

export interface SheetOrder {
  kind: string;
  number: string;
  /** Name of the print job: whoever drew the sheet is the only one to put it back. */
  job: string;
  vorgangNumber: string;
  by: string;
}

export interface StockPort {
  /** Null: the paper goes on plain paper. */
  sheetFor(paperId: string): SheetKind | null;
  /** Throws `stock.number-not-here`. The event belongs into the same write as the intent of the print. */
  draw(order: SheetOrder): NewEvent;
  /**
   * The print did not succeed: an untouched sheet lies here again, one that somebody called unusable is void. Does nothing for
   * a sheet that is not drawn for this job.
   */
  release(order: SheetOrder, voidBecause: string | null): void;
  /** The printed sheet is void; its number stays used. */
  spoil(order: SheetOrder & { reason: string; secondClerk: string | null }): NewEvent;
  /** One line of the Siegelbuch; belongs into the same write as the outcome of the act. */
  sealApplied(use: { sealNumber: string; vorgangNumber: string; target: string; by: string }): NewEvent;
}
