/** The stock as the journal tells it: which sheet lies here, is drawn, void, given away or missing; each event read once. */
import type { SealUseView, StockMoveView } from '../contract/stock.ts';
import { numbersBetween, parseSheetNumber, rangesOf } from '../contract/stock-number.ts';
import {
  type StockJournal,
  type StockMoved,
  sealApplied,
  sealAppliedKind,
  stockMoved,
  stockMovedKind,
} from './stock-events.ts';

export type SheetState = 'here' | 'drawn' | 'issued' | 'spoiled' | 'missing';

export interface KindBook {
  /** Numbered pieces; empty for counted stock. */
  sheets: Map<string, SheetState>;
  /** The print job that each drawn sheet is for. */
  jobs: Map<string, string>;
  /** Counted pieces. */
  pieces: number;
  spoiledPieces: number;
  checkedAt: string | null;
}

const stateAfter: Readonly<Record<StockMoved['move'], SheetState | null>> = {
  received: 'here',
  found: 'here',
  returned: 'here',
  issued: 'issued',
  drawn: 'drawn',
  used: 'drawn',
  spoiled: 'spoiled',
  missing: 'missing',
  checked: null,
};
const sign: Readonly<Record<StockMoved['move'], number>> = {
  ...{ received: 1, found: 1, returned: 1, issued: -1, drawn: -1, used: -1, spoiled: -1, missing: -1, checked: 0 },
};
const kept = 200;

export class StockBook {
  readonly #journal: StockJournal;
  readonly #kinds = new Map<string, KindBook>();
  readonly #moves: StockMoveView[] = [];
  readonly #sealUses: SealUseView[] = [];
  readonly #seals = new Map<string, { uses: number; lastAt: string }>();
  #readThrough = 0;

  constructor(journal: StockJournal) {
    this.#journal = journal;
  }

  kind(kind: string): KindBook {
    this.#catchUp();
    return this.#kinds.get(kind) ?? emptyBook();
  }

  /** Null unless the sheet is drawn. */
  drawnFor(kind: string, number: string): string | null {
    const { sheets, jobs } = this.kind(kind);
    return sheets.get(number) === 'drawn' ? (jobs.get(number) ?? null) : null;
  }

  /** Newest first. */
  moves(): StockMoveView[] {
    this.#catchUp();
    return this.#moves.toReversed();
  }

  sealUses(): SealUseView[] {
    this.#catchUp();
    return this.#sealUses.toReversed();
  }

  sealsUsed(): ReadonlyMap<string, { uses: number; lastAt: string }> {
    this.#catchUp();
    return this.#seals;
  }

  #catchUp(): void {
    const kinds = [stockMovedKind, sealAppliedKind];
    for (const { kind, body, at, actor, sequence, virtual } of this.#journal.events({
      kinds,
      afterSequence: this.#readThrough,
    })) {
      this.#readThrough = sequence;
      if (body === null) continue;
      if (kind === sealAppliedKind) {
        const use = sealApplied.parse(body);
        keep(this.#sealUses, { ...use, at, by: actor, virtual });
        this.#seals.set(use.sealNumber, { uses: (this.#seals.get(use.sealNumber)?.uses ?? 0) + 1, lastAt: at });
      } else this.#apply(stockMoved.parse(body), at, actor);
    }
  }

  #apply(moved: StockMoved, at: string, by: string): void {
    const { kind, move, ranges, quantity, reason, seat, secondClerk } = moved;
    const book = this.#kindForWriting(kind);
    const numbers = ranges.flatMap(({ from, to }) => numbersBetween(from, to) ?? []);
    const after = stateAfter[move];
    // A sheet of another seat can be spoiled here: its Vorgang travelled, its number stays in that seat's book.
    const own = move === 'spoiled' ? numbers.filter((number) => book.sheets.has(number)) : numbers;
    if (after !== null) for (const number of own) book.sheets.set(number, after);
    for (const number of own) if (move === 'drawn' && moved.job !== null) book.jobs.set(number, moved.job);
    if (numbers.length === 0) {
      book.pieces += sign[move] * quantity;
      if (move === 'spoiled') book.spoiledPieces += quantity;
    }
    if (move === 'checked') book.checkedAt = at;
    keep(this.#moves, {
      ...{ at, by, kind, move, reason, seat, secondClerk },
      ranges: rangesOf(numbers),
      quantity: numbers.length > 0 ? numbers.length : quantity,
    });
  }

  #kindForWriting(kind: string): KindBook {
    const known = this.#kinds.get(kind) ?? emptyBook();
    this.#kinds.set(kind, known);
    return known;
  }
}

const emptyBook = (): KindBook => ({
  sheets: new Map(),
  jobs: new Map(),
  pieces: 0,
  spoiledPieces: 0,
  checkedAt: null,
});

function keep<T>(list: T[], entry: T): void {
  list.push(entry);
  if (list.length > kept) list.shift();
}

export function sheetsIn({ sheets }: KindBook, state: SheetState): string[] {
  return [...sheets].flatMap(([number, is]) => (is === state ? number : []));
}

/** The lowest number that lies here. */
export function nextSheet(book: KindBook): string | null {
  let lowest: string | null = null;
  for (const number of sheetsIn(book, 'here')) {
    if (lowest === null || isBefore(number, lowest)) lowest = number;
  }
  return lowest;
}

function isBefore(left: string, right: string): boolean {
  const [a, b] = [parseSheetNumber(left), parseSheetNumber(right)];
  if (!a || !b) return false;
  return a.prefix.localeCompare(b.prefix) < 0 || (a.prefix === b.prefix && a.value < b.value);
}
