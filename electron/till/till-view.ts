/** The whole view of the Kasse, computed anew from the journal with every answer. */
import type { Operation } from '../contract/operation.ts';
import type {
  BookingView,
  ClosingView,
  ItemFindingView,
  ReversalWay,
  TillView,
  TotalsComparison,
} from '../contract/till.ts';
import type { Ledger } from '../operations/port.ts';
import { type ClosingState, cutSums, nextClosingNumber, readClosing } from './closing-state.ts';
import { compareTotals } from './compare-totals.ts';
import { countCents } from './count-cents.ts';
import type { ItemFinding } from './item-claims.ts';
import { openItemViews } from './open-item-views.ts';
import type { OneAct, TerminalQuestion, TillRoomParts } from './room-parts.ts';
import type { Period } from './till-book.ts';
import type { Booked } from './till-events.ts';

const isMoney = ({ kind }: Operation): boolean => kind === 'payment' || kind === 'reversal';

/** Money acts nobody knows the outcome of, running ones included. */
export const openMoney = (ledger: Ledger): Operation[] => ledger.open().filter(isMoney);

export interface TillReader {
  view(): TillView;
  closing(): ClosingState | null;
  booking(entry: Booked): BookingView;
  comparison(state: ClosingState): TotalsComparison | null;
  /** Money acts that stop the Abschluss: running ones, and unknown ones that no lead has let pass. */
  blockers(state: ClosingState): Operation[];
  /** Whether the terminal must be closed for this Abschluss. */
  needsCut(): boolean;
}

export function createTillReader(
  parts: TillRoomParts,
  act: OneAct,
  question: Pick<TerminalQuestion, 'text'>,
): TillReader {
  const { till, ledger } = parts;
  const { book } = till;

  const closing = (): ClosingState | null =>
    readClosing({ journal: parts.journal, ledger, book, seatId: parts.seatId });

  /** Of the till itself: closings and papers; a Vorgang shows and settles its own prints and seals. */
  function unknownOperations(): Operation[] {
    return ledger.open().filter((operation) => {
      const own = operation.kind === 'closing' || operation.kind === 'reversal' || isTillPrint(operation);
      const left = operation.phase === 'intended' && own && !act.running;
      return (operation.phase === 'unknown' && (own || operation.kind === 'payment')) || left;
    });
  }

  function waysOf({ body, sequence }: Booked, sinceCut: ReadonlySet<number>): ReversalWay[] {
    const cash: ReversalWay[] = parts.takesCash ? ['cash'] : [];
    if (body.method === 'cash') return cash;
    const atTerminal: ReversalWay[] = sinceCut.has(sequence) && body.card?.receiptNumber != null ? ['reverse'] : [];
    return [...atTerminal, 'refund', ...cash];
  }

  const sinceCut = (): Set<number> => new Set(book.cardSinceCut().map(({ sequence }) => sequence));

  function show(entry: Booked, reversedBy: string | null, cut: ReadonlySet<number>): BookingView {
    const { body, at } = entry;
    const { items, card, reversedOperationId: _, ...rest } = body;
    return {
      ...rest,
      at,
      labels: items.map(({ label }) => label),
      reversedBy,
      ways: body.kind === 'reversal' || reversedBy !== null ? [] : waysOf(entry, cut),
      terminal: card && {
        terminalId: card.terminalId,
        receiptNumber: card.receiptNumber,
        traceNumber: card.traceNumber,
      },
    };
  }

  function booking(entry: Booked): BookingView {
    const reversal = book.find({ reversedOperationId: entry.body.operationId }, entry.sequence);
    return show(entry, reversal?.body.number ?? null, sinceCut());
  }

  /** A reversal comes after its payment, so those of this period are among its own entries. */
  function bookings(entries: readonly Booked[]): BookingView[] {
    const reversals = new Map(entries.map(({ body }) => [body.reversedOperationId, body.number]));
    const cut = sinceCut();
    return entries.map((entry) => show(entry, reversals.get(entry.body.operationId) ?? null, cut));
  }

  function comparison(state: ClosingState): TotalsComparison | null {
    const told = cutSums(state);
    if (told === null) return null;
    const unknown = openMoney(ledger).filter(({ details }) => details.method !== 'cash');
    return compareTotals(book.cardSinceCut(), told, unknown.map(parts.money.describe));
  }

  function blockers(state: ClosingState): Operation[] {
    const passed = new Set(state.passedUnknown.map(({ operationId }) => operationId));
    return openMoney(ledger).filter(({ id, phase }) => phase === 'intended' || !passed.has(id));
  }

  const needsCut = (): boolean => parts.hasTerminal() || book.cardSinceCut().length > 0;

  function cutState(state: ClosingState): ClosingView['cut'] {
    const phase = state.cut?.phase;
    if (phase === 'done' || phase === 'unknown') return phase;
    if (phase === 'intended') return act.running ? 'running' : 'unknown';
    if (state.leftOut) return 'left-out';
    return needsCut() ? 'open' : 'not-needed';
  }

  function closingView(state: ClosingState, period: Period): ClosingView {
    const { number, begunAt, begunBy, counts, cut } = state;
    return {
      number,
      begunAt,
      begunBy,
      expectedCashCents: period.cash.nowCents,
      counts,
      countedCents: counts && countCents(counts),
      cut: cutState(state),
      comparison: comparison(state),
      acceptedUnknown: state.passedUnknown.map(({ operationId }) => operationId),
      blockedBy: blockers(state).map(({ id }) => id),
      needsSecondPerson: parts.secondPersonAtClosing,
      mayCancel: cut === null || cut.phase === 'declined',
    };
  }

  /** Until two persons have cleared them up, or the payment here was given back. */
  function findings(): ItemFindingView[] {
    const isStanding = ({ payment }: ItemFinding): boolean =>
      payment === null || !book.find({ reversedOperationId: payment.operationId });
    return till.shared.claims
      .findings()
      .filter(isStanding)
      .map(({ id: itemId, claim, kind, vorgangNumber, amountCents, payment, decided }) => ({
        ...{ itemId, claim, kind, vorgangNumber, amountCents, decided },
        receipt: payment?.receipt ?? null,
      }));
  }

  function view(): TillView {
    till.sweep();
    const period = book.period();
    const state = closing();
    return {
      name: parts.name,
      takesCash: parts.takesCash,
      since: period.last?.body.closedAt ?? null,
      cash: period.cash,
      card: period.card,
      bookings: bookings(period.bookings).toReversed(),
      moves: period.moves.map(({ at, by, body }) => ({ ...body, at, by: parts.displayName(by) })).toReversed(),
      openItems: openItemViews(parts),
      findings: findings(),
      otherSeats: !till.shared.isShared ? 'none' : till.shared.open === null ? 'away' : 'known',
      unknown: unknownOperations().map(parts.money.describe),
      closing: state && closingView(state, period),
      nextClosing: nextClosingNumber(book),
      running: act.running,
      question: question.text,
    };
  }

  return { view, closing, booking, comparison, blockers, needsCut };
}

export const tillPrintSubjects = { closing: 'kassenabschluss', receipt: 'kassenbeleg' } as const;

const isTillPrint = ({ kind, subject }: Operation): boolean =>
  kind === 'print' && Object.values(tillPrintSubjects).some((known) => subject.startsWith(known));
