/** The evening: begin, count, close the terminal, compare, end. Each line is journalled before the next; nothing is done twice. */
import { AppError } from '../contract/app-error.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { ClerkView, Credentials } from '../contract/session.ts';
import type { PastClosing, TillView, tillContract } from '../contract/till.ts';
import { closingPaper } from './closing-paper.ts';
import { type ClosingState, closingIdOf, isCut, nextClosingNumber } from './closing-state.ts';
import { countCents } from './count-cents.ts';
import { germanDay } from './german-time.ts';
import type { OneAct, TillRoomParts } from './room-parts.ts';
import { type Closed, tillEvent } from './till-events.ts';
import { type TillReader, tillPrintSubjects } from './till-view.ts';

type Calls = Implementation<(typeof tillContract)['calls'], unknown>;
type ClosingCalls = Pick<
  Calls,
  | 'beginClosing'
  | 'count'
  | 'letPass'
  | 'cutBatch'
  | 'close'
  | 'cancelClosing'
  | 'closings'
  | 'closingPaper'
  | 'printClosing'
>;

export function createClosingRoom(parts: TillRoomParts, reader: TillReader, act: OneAct): ClosingCalls {
  const { till, journal, ledger } = parts;
  const { book } = till;

  function openClosing(): ClosingState {
    const state = reader.closing();
    if (state === null) throw new AppError('till.no-closing');
    return state;
  }

  function changed(): TillView {
    const view = reader.view();
    parts.emitChanged(view);
    return view;
  }

  async function leadOf(clerk: ClerkView, credentials: Credentials | undefined): Promise<ClerkView> {
    if (clerk.role === 'lead') return clerk;
    const second = await parts.verifySecondClerk(credentials);
    if (second.role !== 'lead') throw new AppError('till.lead-needed');
    return second;
  }

  function close(state: ClosingState, clerk: ClerkView, second: ClerkView | null, reason: string): void {
    const { counts } = state;
    const sweptThrough = till.sweep();
    const period = book.period();
    if (counts === null && parts.takesCash) throw new AppError('till.closing-not-counted');
    if (!isCut(state) && state.leftOut === null && reader.needsCut()) throw new AppError('till.closing-not-cut');
    if (reader.blockers(state).length > 0) throw new AppError('till.closing-blocked');
    const comparison = reader.comparison(state);
    const countedCents = countCents(counts ?? {});
    const unknown = ledger.open().filter(({ id }) => state.passedUnknown.some((passed) => passed.operationId === id));
    const differs = countedCents !== period.cash.nowCents || (comparison?.differences.length ?? 0) > 0;
    if (differs && reason.length < 3) throw new AppError('till.difference-reason-needed');
    const closedAt = parts.nowIso();
    const unknownTitles = unknown.map((operation) => parts.money.describe(operation).title);
    const facts = {
      state,
      period,
      counts: counts ?? {},
      countedCents,
      comparison,
      unknown: unknownTitles,
      differenceReason: reason,
      closedAt,
      secondClerk: second?.displayName ?? null,
      tillName: parts.name,
      takesCash: parts.takesCash,
    };
    const paper = closingPaper(facts, {
      today: germanDay(closedAt),
      now: closedAt,
      seat: parts.seat,
      clerk: { displayName: clerk.displayName },
      vorgangNumber: `Kassenabschluss ${parts.seatId}-${state.number}`,
    });
    const body = {
      number: state.number,
      begunAt: state.begunAt,
      closedAt,
      closedByName: clerk.displayName,
      secondClerk: second?.userName ?? null,
      sweptThrough,
      openingCents: period.cash.openingCents,
      expectedCents: period.cash.nowCents,
      countedCents,
      counts: counts ?? {},
      differenceReason: reason,
      cardCents: period.card.netCents,
      cut: isCut(state),
      comparison,
      unknown: unknown.map(({ id }) => id),
      paper,
    };
    journal.append(tillEvent('till-closed', body, clerk.userName));
  }

  function closedOf(number: number): Closed {
    const found = book.closings().find(({ body }) => body.number === number);
    if (!found) throw new AppError('till.receipt-not-found');
    return found;
  }

  const printsOf = (number: number) =>
    ledger.ofVorgang(closingIdOf(parts.seatId, number)).filter(({ kind }) => kind === 'print');

  const pastClosings = (): PastClosing[] =>
    book
      .closings()
      .map(({ body }) => ({
        number: body.number,
        closedAt: body.closedAt,
        closedBy: body.closedByName,
        countedCents: body.countedCents,
        differenceCents: body.countedCents - body.expectedCents,
        cardCents: body.cardCents,
        cut: body.cut,
        copies: printsOf(body.number).filter(({ phase }) => phase === 'done').length,
      }))
      .toReversed();

  return {
    beginClosing: () =>
      act.run(async () => {
        const { userName } = parts.clerk();
        await parts.settled;
        if (reader.closing() === null) {
          till.sweep();
          if (ledger.open().some(({ phase, kind }) => phase === 'intended' && kind !== 'print' && kind !== 'seal')) {
            throw new AppError('till.closing-blocked');
          }
          journal.append(tillEvent('till-closing-begun', { number: nextClosingNumber(book) }, userName));
        }
        return changed();
      }),
    count: ({ counts }) =>
      act.run(() => {
        const { userName } = parts.clerk();
        const { number } = openClosing();
        journal.append(tillEvent('till-counted', { number, counts }, userName));
        return changed();
      }),
    letPass: ({ what, reason, secondClerk }) =>
      act.run(async () => {
        const clerk = parts.clerk();
        const lead = await leadOf(clerk, secondClerk);
        const state = openClosing();
        const blockers = what === 'unknown' ? reader.blockers(state) : [];
        if (blockers.some(({ phase }) => phase === 'intended')) throw new AppError('till.closing-blocked');
        if (what === 'cut' && state.cut !== null && state.cut.phase !== 'declined') {
          throw new AppError('operation.already-settled');
        }
        const operationIds = blockers.map(({ id }) => id);
        const body = { number: state.number, what, operationIds, reason, lead: lead.displayName };
        journal.append(tillEvent('till-let-pass', body, clerk.userName));
        return changed();
      }),
    cutBatch: () =>
      act
        .run(async () => {
          const { userName } = parts.clerk();
          await parts.settled;
          const state = openClosing();
          if (isCut(state)) throw new AppError('operation.already-settled');
          if (reader.blockers(state).length > 0) throw new AppError('till.closing-blocked');
          parts.emitDisplay('Kassenschnitt läuft …');
          await parts.money.cutBatch(state.id, userName, parts.emitDisplay);
          return null;
        })
        .then(changed),
    close: ({ differenceReason, secondClerk }) =>
      act.run(async () => {
        const clerk = parts.clerk();
        const second = parts.secondPersonAtClosing || secondClerk ? await parts.verifySecondClerk(secondClerk) : null;
        close(openClosing(), clerk, second, differenceReason);
        return changed();
      }),
    cancelClosing: ({ reason }) =>
      act.run(() => {
        const { userName } = parts.clerk();
        const { number, cut } = openClosing();
        // The terminal has begun anew: its sums belong to this Abschluss and must not get lost.
        if (cut !== null && cut.phase !== 'declined') throw new AppError('operation.already-settled');
        journal.append(tillEvent('till-closing-cancelled', { number, reason }, userName));
        return changed();
      }),
    async closings() {
      parts.clerk();
      return pastClosings();
    },
    async closingPaper({ number }) {
      parts.clerk();
      const { paper: definition } = closedOf(number).body;
      return { title: `Kassenabschluss Nr. ${number}`, definition };
    },
    printClosing: ({ number }) =>
      act.run(async () => {
        const { userName: by } = parts.clerk();
        await parts.settled;
        const { paper: definition } = closedOf(number).body;
        const prints = printsOf(number);
        if (prints.some(({ phase }) => phase === 'intended' || phase === 'unknown')) {
          throw new AppError('vorgang.operation-open');
        }
        const copy = prints.filter(({ phase }) => phase === 'done').length + 1;
        const printed = await parts.money.print({
          vorgangId: closingIdOf(parts.seatId, number),
          subject: `${tillPrintSubjects.closing}-${copy}`,
          title: `Kassenabschluss Nr. ${number}`,
          definition,
          by,
        });
        if (printed.phase === 'declined') throw new AppError(printed.reason ?? 'printer.rejected');
        return pastClosings();
      }),
  };
}
