/** The Kasse: cash moved, open items collected, payments given back, doubts settled, days exported; the closing is a room of its own. */
import { createHash } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { Operation } from '../contract/operation.ts';
import type { TillView, tillContract } from '../contract/till.ts';
import { createClaimsRoom } from './claims-room.ts';
import { createClosingRoom } from './closing-room.ts';
import { encodeCsv } from './csv.ts';
import { exportHeader, exportRows } from './export-rows.ts';
import { germanDay } from './german-time.ts';
import type { Receipt } from './port.ts';
import { reversePayment } from './reverse-payment.ts';
import { OneAct, TerminalQuestion, type TillRoomParts } from './room-parts.ts';
import { exportFileName, saveExport } from './save-export.ts';
import { readTillEvents, tillEvent } from './till-events.ts';
import { createTillReader, tillPrintSubjects } from './till-view.ts';

type Calls = Implementation<(typeof tillContract)['calls'], unknown>;

export interface TillRoom extends Calls {
  /** What other seats did with the Sammelkasse shows. */
  refresh(): void;
}

export function createTillRoom(parts: TillRoomParts): TillRoom {
  const { till, journal, ledger, money } = parts;
  const { book } = till;
  const act = new OneAct();
  const question = new TerminalQuestion(() => changed());
  const reader = createTillReader(parts, act, question);
  till.closingOpen = () => reader.closing() !== null;

  function changed(): TillView {
    const view = reader.view();
    parts.emitChanged(view);
    return view;
  }

  function receiptOf(number: string): Receipt {
    const receipt = till.receipt(number);
    if (!receipt) throw new AppError('till.receipt-not-found');
    return receipt;
  }

  function receiptDefinition(receipt: Receipt) {
    return till.paper(receipt, {
      today: germanDay(receipt.issuedAt),
      now: receipt.issuedAt,
      seat: parts.seat,
      clerk: { displayName: parts.displayName(receipt.issuedBy) },
      vorgangNumber: receipt.vorgangNumber,
    });
  }

  return {
    ...createClosingRoom(parts, reader, act),
    ...createClaimsRoom(parts, reader, act),
    refresh: () => void changed(),
    async view() {
      parts.clerk();
      return reader.view();
    },
    moveCash: ({ kind, amountCents, reason }) =>
      act.run(() => {
        const { userName } = parts.clerk();
        till.sweep();
        till.assertMayTake('cash', []);
        const signed = kind.endsWith('-out') ? -amountCents : amountCents;
        if (book.period().cash.nowCents + signed < 0) throw new AppError('till.cash-short');
        const number = book.nextNumber('B', germanDay(parts.nowIso()));
        journal.append(tillEvent('cash-moved', { number, kind, amountCents: signed, reason }, userName));
        return changed();
      }),
    async collect({ itemId, method, givenCents }) {
      const paid = await act.run(async (signal) => {
        const { userName: by } = parts.clerk();
        await parts.settled;
        const collection = await till.shared.take(itemId, by);
        try {
          const { vorgangId, subject, items, totalCents } = collection;
          till.assertMayTake(method, items);
          const order = { vorgangId, subject, items, by };
          return method === 'cash'
            ? money.payInCash({ ...order, givenCents: givenCents ?? totalCents })
            : await money.payByCard({ ...order, ask: question.ask }, parts.emitDisplay, signal);
        } finally {
          question.answer(false);
          // The money has moved or not, whatever the centre answers now; it is told again until it knows.
          await collection.done().catch(() => {});
        }
      });
      const { changeCents } = paid.details;
      return {
        view: changed(),
        changeCents: typeof changeCents === 'number' ? changeCents : null,
        declinedText: declinedText(paid),
      };
    },
    async find({ number }) {
      parts.clerk();
      till.sweep();
      const found = book.find({ number: number.trim().toUpperCase() });
      return found && reader.booking(found);
    },
    async reverse(order) {
      const reversal = await act.run(async (signal) => {
        const clerk = parts.clerk();
        const second = await parts.verifySecondClerk(order.secondClerk);
        await parts.settled;
        return reversePayment(parts, reader, { ...order, clerk, second }, signal);
      });
      const view = changed();
      const booked = reversal.phase === 'done' ? book.find({ operationId: reversal.id }) : null;
      return { view, number: booked?.body.number ?? null, declinedText: declinedText(reversal) };
    },
    async abort() {
      parts.clerk();
      act.abort();
      return {};
    },
    async answer({ yes }) {
      parts.clerk();
      question.answer(yes);
      return {};
    },
    async askDevice({ operationId }) {
      await act.run(async () => {
        parts.clerk();
        await parts.settled;
        const operation = ledger.get(operationId);
        if (operation.phase === 'done' || operation.phase === 'declined') {
          throw new AppError('operation.already-settled');
        }
        await money.ask(operation);
      });
      return changed();
    },
    settle: ({ operationId, decision, reason, secondClerk }) =>
      act.run(async () => {
        const clerk = parts.clerk();
        const shown = reader.view().unknown.find(({ operation }) => operation.id === operationId);
        if (!shown) throw new AppError('operation.already-settled');
        const second = shown.secondClerk ? await parts.verifySecondClerk(secondClerk) : null;
        ledger.settle(operationId, {
          phase: decision,
          by: clerk.userName,
          details: { decidedBecause: reason, ...(second === null ? {} : { secondClerk: second.userName }) },
        });
        return changed();
      }),
    async receipt({ number }) {
      parts.clerk();
      const receipt = receiptOf(number);
      const definition = receiptDefinition(receipt);
      return { title: `${definition.title} ${number}`, definition };
    },
    async printReceipt({ number }) {
      await act.run(async () => {
        const { userName: by } = parts.clerk();
        await parts.settled;
        const receipt = receiptOf(number);
        const { vorgangId } = receipt;
        const subject = `${tillPrintSubjects.receipt}-${number}`;
        const copies = ledger.ofVorgang(vorgangId).filter((entry) => entry.subject.startsWith(subject));
        if (copies.some(({ phase }) => phase === 'intended' || phase === 'unknown')) {
          throw new AppError('vorgang.operation-open');
        }
        const definition = receiptDefinition(receipt);
        const copy = copies.filter(({ phase }) => phase === 'done').length + 1;
        const title = `${definition.title} ${number}`;
        const printed = await money.print({ vorgangId, subject: `${subject}-${copy}`, title, definition, by });
        if (printed.phase === 'declined') throw new AppError(printed.reason ?? 'printer.rejected');
      });
      return changed();
    },
    exportDay: ({ day }) =>
      act.run(() => {
        const { userName } = parts.clerk();
        till.sweep();
        const bookings = readTillEvents(journal, ['till-booked']);
        const moves = readTillEvents(journal, ['cash-moved']);
        const rows = exportRows(day, { bookings, moves, closings: book.closings() });
        const text = encodeCsv(exportHeader, rows);
        const file = saveExport(parts.exportFolder, exportFileName(parts.seatId, day), text);
        const sha256 = createHash('sha256').update(text).digest('hex');
        journal.append(tillEvent('till-exported', { day, rows: rows.length, sha256 }, userName));
        return { file, rows: rows.length };
      }),
  };
}

function declinedText({ phase, details, reason }: Operation): string | null {
  if (phase !== 'declined') return null;
  return typeof details.text === 'string' ? details.text : (reason ?? 'abgelehnt');
}
