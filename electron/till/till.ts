/** The till as the engine sees it: accounting of a fee, one receipt and one entry in the Kassenbuch for each payment. */
import { z } from 'zod';
import type { Accounting } from '../contract/accounting.ts';
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import type { PayMethod } from '../contract/till.ts';
import { isReversed } from '../operations/operation-fold.ts';
import type { Ledger } from '../operations/port.ts';
import type { Accounts } from './accounts.ts';
import { germanDay } from './german-time.ts';
import { encodeKassenzeichen } from './kassenzeichen.ts';
import { createOpenItems, type OpenItems } from './open-items.ts';
import type { AwaitedReceipt, ItemExchange, PaidItem, Receipt, TillPort } from './port.ts';
import { readPaidDetails, receiptOf } from './receipt-of.ts';
import { receiptPaper } from './receipt-paper.ts';
import { SharedItems } from './shared-items.ts';
import { TillBook } from './till-book.ts';
import { type TillBody, type TillJournal, tillEvent } from './till-events.ts';
import type { TsePort } from './tse-port.ts';

export interface TillParts {
  journal: TillJournal;
  ledger: Ledger;
  accounts: Accounts;
  seatId: string;
  name: string;
  training: boolean;
  takesCash: boolean;
  collective: boolean;
  kassenzeichenPrefix: string | undefined;
  tse: TsePort | null;
  nowIso(): string;
  vorgang(vorgangId: string): { number: string; open: boolean; serviceTitle: string } | null;
  /** Null: no centre, the seat stands alone. */
  exchange: ItemExchange | null;
  /** This seat holds the Vorgang. */
  mayWrite(vorgangId: string): boolean;
  /** A fee step has something new to follow: it was paid at another seat, or its item was withdrawn. */
  onItemChanged(vorgangId: string): void;
}

export interface Till extends TillPort {
  readonly book: TillBook;
  readonly items: OpenItems;
  readonly shared: SharedItems;
  /** Books what was paid or given back while nobody looked (a restart, a settlement). Returns the last event looked at. */
  sweep(): number;
  receipt(number: string): Receipt | null;
  /** Vorgänge with money of another seat whose receipt is not here yet: nothing of them may go. */
  awaited(): string[];
  closingOpen: () => boolean;
}

const issuedKinds = ['receipt-issued', 'reversal-receipt-issued'];
/** Outlasts the closings, after which the sweep does not look back. */
const awaitedSetting = 'till-awaited-receipts';
const importedKind = 'foreign-imported';
const sweptKinds = ['operation-settled', importedKind];
const isMoney = ({ kind }: Operation): boolean => kind === 'payment' || kind === 'reversal';
/** Stands for the number the Kämmerei would give; only on a training seat. */
const examplePrefix = 'BSP';

export function createTill(parts: TillParts): Till {
  const { journal, ledger } = parts;
  const book = new TillBook(journal, parts.seatId);
  const items = createOpenItems(journal, ledger);
  const shared = new SharedItems({
    ...{ journal, ledger, items, exchange: parts.exchange },
    mayWrite: (vorgangId) => parts.mayWrite(vorgangId),
    vorgang: (vorgangId) => parts.vorgang(vorgangId),
    receiptOf: (payment) => issue(payment).number,
    sweep: () => void till.sweep(),
    onChanged: (vorgangId) => parts.onItemChanged(vorgangId),
  });
  let sweptThrough = 0;

  const receiptsOf = (vorgangId: string): Receipt[] =>
    journal
      .events({ vorgangId, kinds: issuedKinds })
      .flatMap((event) => (event.body === null ? [] : [event.body as unknown as Receipt])); // written below, nowhere else

  function issue(operation: Operation): Receipt | AwaitedReceipt {
    const before = receiptsOf(operation.vorgangId).find((receipt) => receipt.operationId === operation.id);
    if (before) return before;
    if (operation.seat !== undefined) return awaited(operation, operation.seat);
    const issuedAt = parts.nowIso();
    const isReversal = operation.kind === 'reversal';
    const number = book.nextNumber(isReversal ? 'S' : 'Q', germanDay(issuedAt));
    const vorgang = parts.vorgang(operation.vorgangId);
    const vorgangNumber = vorgang?.number ?? shared.vorgangNumberOf(operation.vorgangId) ?? '';
    const receipt = receiptOf(operation, { number, vorgangNumber, issuedAt });
    const { vorgangId } = operation;
    const actor = receipt.issuedBy;
    journal.appendAll([
      {
        kind: isReversal ? 'reversal-receipt-issued' : 'receipt-issued',
        vorgangId,
        scope: 'vorgang',
        actor,
        virtual: operation.virtual,
        body: receipt as unknown as JsonObject,
      },
      { ...tillEvent('till-booked', bookingOf(receipt, operation), actor), virtual: operation.virtual },
    ]);
    return receipt;
  }

  const till: Till = {
    book,
    items,
    shared,
    collective: parts.collective,
    closingOpen: () => false,
    accounting({ lawKey, day, vorgangNumber, occurrence }): Accounting {
      const row = parts.accounts.row(lawKey, day);
      const { tariffNumber, account, tax, itemCode } = row;
      const prefix = parts.kassenzeichenPrefix ?? (parts.training ? examplePrefix : undefined);
      if (prefix === undefined) throw new AppError('till.kassenzeichen-missing');
      const kassenzeichen = encodeKassenzeichen({ prefix, vorgangNumber, itemCode, occurrence });
      const example = row.confidence === 'U' || prefix === examplePrefix;
      return { tariffNumber, account, tax, kassenzeichen, example };
    },
    assertMayTake(method: PayMethod, paid: readonly PaidItem[]) {
      if (till.closingOpen()) throw new AppError('till.closing-open');
      if (method === 'card') return;
      if (!parts.takesCash) throw new AppError('till.cash-not-taken');
      const taxable = paid.some(({ accounting }) => accounting?.tax.kind === 'steuerpflichtig');
      if (taxable && parts.tse === null) throw new AppError('till.tse-missing');
    },
    issue,
    sweep() {
      const after = Math.max(sweptThrough, book.closings().at(-1)?.body.sweptThrough ?? 0);
      for (const event of journal.events({ kinds: sweptKinds, afterSequence: after })) {
        if (event.body?.phase === 'done') bookIfMoney(String(event.body.operationId));
        if (event.kind === importedKind) bookDecidedElsewhere(event.vorgangId ?? '');
        sweptThrough = event.sequence;
      }
      return Math.max(sweptThrough, after);
    },
    awaited() {
      const noted = notedAwaited();
      const still = noted.filter((vorgangId) =>
        moneyOf(vorgangId).some((operation) => issue(operation).number === null),
      );
      if (still.length < noted.length) journal.putSetting(awaitedSetting, still);
      return still;
    },
    ofVorgang(vorgangId) {
      const last = receiptsOf(vorgangId).findLast(({ kind }) => kind === 'payment');
      return last && !isReversed(ledger.get(last.operationId)) ? last : null;
    },
    countOf: (vorgangId) => receiptsOf(vorgangId).filter(({ kind }) => kind === 'payment').length,
    receipt(number) {
      const booked = book.find({ number });
      return (booked && receiptsOf(booked.body.vorgangId).find((receipt) => receipt.number === number)) ?? null;
    },
    paper: (receipt, context) => receiptPaper(receipt, context, parts.name),
    openItem: (vorgangId, stepId) => items.of(vorgangId, stepId),
    postOpenItem: (order) => items.post(order),
    withdrawOpenItem: (item, reason, by) => shared.withdraw(item, reason, by),
    outdateOpenItem: (item, reason, by) => shared.outdate(item, reason, by),
    paidElsewhere: (vorgangId, stepId) => items.paidElsewhere(vorgangId, stepId),
    returnedElsewhere: (vorgangId, stepId) => items.returnedElsewhere(vorgangId, stepId),
  };

  function bookIfMoney(operationId: string): void {
    let operation: Operation;
    try {
      operation = ledger.get(operationId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'operation.not-found') return; // erased, and booked before
      throw error;
    }
    if (isMoney(operation)) bookOrAwait(operation);
  }

  /** The act began here and travelled as unknown; two persons at another seat said that the money has moved. */
  function bookDecidedElsewhere(vorgangId: string): void {
    for (const operation of moneyOf(vorgangId)) bookOrAwait(operation);
  }

  function bookOrAwait(operation: Operation): void {
    if (issue(operation).number !== null) return;
    journal.putSetting(awaitedSetting, [...new Set([...notedAwaited(), operation.vorgangId])]);
  }

  function notedAwaited(): string[] {
    return z.array(z.string()).catch([]).parse(journal.setting(awaitedSetting));
  }

  function moneyOf(vorgangId: string): Operation[] {
    return ledger.ofVorgang(vorgangId).filter((operation) => isMoney(operation) && operation.phase === 'done');
  }
  return till;
}

function awaited(operation: Operation, bookedAt: string): AwaitedReceipt {
  const { method, items, amountCents: totalCents } = readPaidDetails(operation);
  return { number: null, bookedAt, method, items, totalCents };
}

/** Without persons and without the masked card number: it outlives the Vorgang. */
function bookingOf(receipt: Receipt, operation: Operation): TillBody<'till-booked'> {
  const { number, kind, operationId, vorgangId, vorgangNumber, method, way, card, refersTo } = receipt;
  const { reversedOperationId } = operation.details;
  return {
    number,
    kind,
    operationId,
    vorgangId,
    vorgangNumber,
    method,
    way,
    amountCents: kind === 'reversal' ? -receipt.totalCents : receipt.totalCents,
    items: receipt.items.map(({ id: _, validFrom: __, ...item }) => item),
    card: card && {
      terminalId: card.terminalId,
      receiptNumber: card.receiptNumber,
      traceNumber: card.traceNumber,
      date: card.date,
      time: card.time,
      cardName: card.cardName,
    },
    refersTo,
    reversedOperationId: typeof reversedOperationId === 'string' ? reversedOperationId : null,
  };
}
