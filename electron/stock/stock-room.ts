/** The stock of the seat: received, given to another seat, used, spoiled, counted; every number in exactly one place. */
import { AppError } from '../contract/app-error.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { PolicyStock } from '../contract/policy.ts';
import type { ClerkView, Credentials } from '../contract/session.ts';
import type { StockDifference, StockKindView, StockMove, StockView, stockContract } from '../contract/stock.ts';
import { numbersBetween, rangesOf } from '../contract/stock-number.ts';
import { nextSheet, type StockBook, sheetsIn } from './stock-book.ts';
import { type StockJournal, stockEvent } from './stock-events.ts';

export interface StockRoomParts {
  journal: StockJournal;
  book: StockBook;
  kinds: readonly PolicyStock[];
  seals: readonly string[];
  /** Throws `session.not-signed-in`. */
  clerk(): ClerkView;
  /** Another person than the one signed in; throws when wrong or missing. */
  verifySecondClerk(credentials: Credentials | undefined): Promise<ClerkView>;
  displayName(userName: string): string;
  emitChanged(view: StockView): void;
}

interface Amount {
  kind: string;
  range?: { from: string; to: string } | undefined;
  quantity?: number | undefined;
}
interface Pieces {
  ranges: { from: string; to: string }[];
  numbers: string[];
  quantity: number;
}
const shownMoves = 50;

type Calls = Implementation<(typeof stockContract)['calls'], unknown>;

export interface StockRoom extends Calls {
  /** Kinds at or below the number at which the policy wants a warning. */
  low(): StockKindView[];
}

export function createStockRoom(parts: StockRoomParts): StockRoom {
  const { journal, book, kinds } = parts;

  function policyOf(kind: string): PolicyStock {
    const found = kinds.find((candidate) => candidate.kind === kind);
    if (!found) throw new AppError('stock.kind-unknown');
    return found;
  }

  function piecesOf({ kind, range, quantity }: Amount): Pieces {
    if (!policyOf(kind).numbered) {
      if (quantity === undefined) throw new AppError('stock.number-invalid');
      return { ranges: [], numbers: [], quantity };
    }
    const numbers = range && numbersBetween(range.from, range.to);
    if (!range || !numbers) throw new AppError('stock.number-invalid');
    return { ranges: [range], numbers, quantity: numbers.length };
  }

  /** Only what lies here can leave or be lost. */
  function assertHere(kind: string, { numbers, quantity }: Pieces): void {
    const { sheets, pieces } = book.kind(kind);
    const strange = numbers.find((number) => sheets.get(number) !== 'here');
    if (strange !== undefined) throw new AppError('stock.number-not-here', { number: strange });
    if (numbers.length === 0 && pieces < quantity) throw new AppError('stock.not-enough', { available: pieces });
  }

  function view(): StockView {
    const moves = book.moves().slice(0, shownMoves);
    const used = book.sealsUsed();
    const seals = [...new Set([...parts.seals, ...used.keys()])];
    return {
      kinds: kinds.map(kindView),
      moves: moves.map((move) => ({
        ...move,
        by: parts.displayName(move.by),
        secondClerk: move.secondClerk && parts.displayName(move.secondClerk),
      })),
      seals: seals.map((sealNumber) => {
        const known = used.get(sealNumber);
        return { sealNumber, uses: known?.uses ?? 0, lastAt: known?.lastAt ?? null };
      }),
      sealUses: book
        .sealUses()
        .slice(0, shownMoves)
        .map((use) => ({ ...use, by: parts.displayName(use.by) })),
    };
  }

  function kindView({ kind, title, numbered, lowAt, secondClerkOnLoss }: PolicyStock): StockKindView {
    const own = book.kind(kind);
    const here = sheetsIn(own, 'here');
    const left = numbered ? here.length : own.pieces;
    return {
      ...{ kind, title, numbered, left, lowAt, secondClerkOnLoss },
      low: left <= lowAt,
      nextNumber: nextSheet(own),
      ranges: rangesOf(here),
      drawn: sheetsIn(own, 'drawn').length,
      spoiled: numbered ? sheetsIn(own, 'spoiled').length : own.spoiledPieces,
      missing: rangesOf(sheetsIn(own, 'missing')),
      checkedAt: own.checkedAt,
    };
  }

  function write(move: StockMove, kind: string, pieces: Pieces, more: Partial<Parameters<typeof stockEvent>[0]>): void {
    const { ranges, quantity } = pieces;
    journal.append(stockEvent({ kind, move, ranges, quantity, ...more }, parts.clerk().userName));
  }

  function changed(): StockView {
    const now = view();
    parts.emitChanged(now);
    return now;
  }

  async function secondFor(kind: string, credentials: Credentials | undefined): Promise<string | null> {
    return policyOf(kind).secondClerkOnLoss ? (await parts.verifySecondClerk(credentials)).userName : null;
  }

  interface Counted {
    kind: string;
    ranges?: { from: string; to: string }[] | undefined;
    quantity?: number | undefined;
  }
  function compare({ kind, ranges = [], quantity }: Counted): StockDifference {
    const own = book.kind(kind);
    if (!policyOf(kind).numbered) {
      if (quantity === undefined) throw new AppError('stock.number-invalid');
      return { missing: [], found: [], bookedCount: own.pieces, countedCount: quantity };
    }
    const numbers = ranges.map(({ from, to }) => numbersBetween(from, to));
    if (numbers.some((list) => list === null)) throw new AppError('stock.number-invalid');
    const counted = new Set(numbers.flatMap((list) => list ?? []));
    const here = sheetsIn(own, 'here');
    return {
      missing: rangesOf(here.filter((number) => !counted.has(number))),
      found: rangesOf([...counted].filter((number) => own.sheets.get(number) !== 'here')),
      bookedCount: here.length,
      countedCount: counted.size,
    };
  }

  const bare = (ranges: readonly { from: string; to: string }[]) => ranges.map(({ from, to }) => ({ from, to }));
  const sumOf = (ranges: readonly { count: number }[]): number => ranges.reduce((sum, { count }) => sum + count, 0);

  return {
    low: () => kinds.map(kindView).filter(({ low }) => low),
    async view() {
      parts.clerk();
      return view();
    },
    async receive({ fromSeat, reason, ...amount }) {
      parts.clerk();
      const pieces = piecesOf(amount);
      const { sheets } = book.kind(amount.kind);
      const mayComeBack = (number: string): boolean => ['issued', 'missing'].includes(sheets.get(number) ?? 'issued');
      const known = pieces.numbers.find((number) => !mayComeBack(number));
      if (known !== undefined) throw new AppError('stock.number-known', { number: known });
      write('received', amount.kind, pieces, { reason, seat: fromSeat || null });
      return changed();
    },
    async issue({ toSeat, reason, ...amount }) {
      parts.clerk();
      const pieces = piecesOf(amount);
      assertHere(amount.kind, pieces);
      write('issued', amount.kind, pieces, { reason, seat: toSeat.toUpperCase() });
      return changed();
    },
    async use({ kind, quantity, reason }) {
      parts.clerk();
      if (policyOf(kind).numbered) throw new AppError('stock.number-invalid');
      const pieces = { ranges: [], numbers: [], quantity };
      assertHere(kind, pieces);
      write('used', kind, pieces, { reason });
      return changed();
    },
    async spoil({ reason, secondClerk, ...amount }) {
      parts.clerk();
      assertHere(amount.kind, piecesOf(amount));
      const second = await secondFor(amount.kind, secondClerk);
      const pieces = piecesOf(amount);
      assertHere(amount.kind, pieces);
      write('spoiled', amount.kind, pieces, { reason, secondClerk: second });
      return changed();
    },
    async compare(counted) {
      parts.clerk();
      return compare(counted);
    },
    async check({ reason, secondClerk, ...counted }) {
      parts.clerk();
      const { kind } = counted;
      const differs = ({ missing, found, bookedCount, countedCount }: StockDifference): boolean =>
        missing.length > 0 || found.length > 0 || bookedCount !== countedCount;
      const isOff = differs(compare(counted));
      if (isOff && reason.length < 3) throw new AppError('stock.reason-needed');
      const second = isOff ? await secondFor(kind, secondClerk) : null;
      const { missing, found, bookedCount, countedCount } = compare(counted);
      const { userName } = parts.clerk();
      const more = { kind, reason, secondClerk: second };
      const { numbered } = policyOf(kind);
      const lost = numbered ? sumOf(missing) : Math.max(0, bookedCount - countedCount);
      const gained = numbered ? sumOf(found) : Math.max(0, countedCount - bookedCount);
      journal.appendAll([
        ...(lost > 0
          ? [stockEvent({ ...more, move: 'missing', ranges: bare(missing), quantity: lost }, userName)]
          : []),
        ...(gained > 0
          ? [stockEvent({ ...more, move: 'found', ranges: bare(found), quantity: gained }, userName)]
          : []),
        stockEvent({ ...more, move: 'checked', quantity: countedCount }, userName),
      ]);
      return changed();
    },
  };
}
