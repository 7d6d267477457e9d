/** What the engine needs of the till: accounting data of a fee, open items, the guard of a closing, one receipt for each payment. */
import type { Accounting } from '../contract/accounting.ts';
import type { DocumentDefinition } from '../contract/document.ts';
import type { Operation } from '../contract/operation.ts';
import type { PayMethod, ReversalWay, TillUnknown } from '../contract/till.ts';
import type { ServiceContext } from '../services/service.ts';
import type { TseRows } from './tse-port.ts';

export type { TsePort } from './tse-port.ts';

export interface PaidItem {
  id: string;
  label: string;
  amountCents: number;
  lawKey: string;
  legalBasis: string;
  validFrom: string;
  /** Absent when nothing was to be paid for the item. */
  accounting?: Accounting;
}

/** What the terminal said about the transaction, as far as it belongs on a receipt. */
export interface CardFacts {
  terminalId: string;
  receiptNumber: number | null;
  traceNumber: number | null;
  /** Terminal's own calendar, `MM-DD` and `HH:MM:SS`. */
  date: string;
  time: string;
  cardName: string;
  panMasked: string;
  vuNumber: string;
  authorisationAttribute: string;
}

export interface Receipt {
  /** Gapless per Zahlstelle and year: `SCH-2026-Q00012`, a reversal `SCH-2026-S00001`. */
  number: string;
  kind: 'payment' | 'reversal';
  vorgangId: string;
  vorgangNumber: string;
  operationId: string;
  method: PayMethod;
  way: ReversalWay | null;
  items: PaidItem[];
  /** Positive also for a reversal. */
  totalCents: number;
  givenCents: number | null;
  changeCents: number | null;
  issuedAt: string;
  issuedBy: string;
  card: CardFacts | null;
  /** The terminal's own customer block, verbatim. */
  terminalLines: string[];
  /** Number of the receipt that this one takes back, and why. */
  refersTo: string | null;
  reason: string | null;
  secondClerk: string | null;
  tse: TseRows | null;
}

/** Money that stands in the till of another seat, whose receipt is not known here yet. */
export interface AwaitedReceipt extends Pick<Receipt, 'method' | 'items' | 'totalCents'> {
  number: null;
  bookedAt: string;
}

/** What a paper of the till needs to know about day, seat and clerk. */
export type PaperContext = Pick<ServiceContext, 'today' | 'now' | 'seat' | 'clerk' | 'vorgangNumber'>;

/** A fee left to the Sammelkasse. */
export interface OpenItem {
  id: string;
  vorgangId: string;
  /** Fee step of the Vorgang; subject of the payment. */
  stepId: string;
  items: PaidItem[];
  totalCents: number;
  postedAt: string;
  postedBy: string;
  /** Seat that posted it, when it was another one: it came with its Vorgang. */
  seat?: string;
}

/** An open item as the seats of the Ortsverwaltung share it: what it is for, and nobody's name. */
export interface SharedItem {
  id: string;
  vorgangId: string;
  stepId: string;
  vorgangNumber: string;
  serviceTitle: string;
  items: PaidItem[];
  totalCents: number;
}

export interface ItemState {
  /** Seat that posted it. */
  seat: string;
  state: 'open' | 'claimed' | 'paid' | 'withdrawn' | 'returned';
  claim: number;
  /** Seat that collects or collected it. */
  holder: string | null;
  /** ISO time of the last change. */
  since: string;
  /** Empty where a lead said that it was paid, and the seat that has the money has not answered since. */
  receipt: string;
  method: PayMethod;
  /** Being collected for so long that a lead may decide what became of it; by the clock of the centre. */
  overdue: boolean;
  /** Proven ones, oldest first. */
  words: ItemWord[];
}
export type ClaimedItem = SharedItem & ItemState;

/** What a lead and a second person found out about a claim of a seat that is gone. */
export interface ClaimDecision {
  outcome: 'unpaid' | 'paid';
  /** Names to be shown. */
  lead: string;
  second: string;
  reason: string;
}
/** A payment that was given back at the seat that had collected it. */
export interface ItemReturn {
  /** Of the payment. */
  receipt: string;
  afterwards: 'due-again' | 'closed';
  reason: string;
}
/** Said by a seat about an item; `claim` is the number that the item had from then on. */
export type ItemWord = { seat: string; at: string; claim: number } & (
  | ({ word: 'decided' } & ClaimDecision)
  | ({ word: 'returned' } & ItemReturn)
);

export interface ItemClaim {
  state: 'granted' | 'held' | 'paid' | 'withdrawn' | 'returned' | 'not-found';
  claim: number;
  holder: string;
}

/** The Sammelkasse of the Ortsverwaltung at the centre. Every method throws `centre.*` when there is no answer: then nothing is known. */
export interface ItemExchange {
  readonly seatId: string;
  /** Posted again it stays as it is. */
  post(item: SharedItem): Promise<void>;
  /** Before money moves: from then on no other seat collects this item. Each grant has a new number. */
  claim(id: string): Promise<ItemClaim>;
  /** Null: no money moved, the item is open again. False: it is not this seat's claim any more. */
  settle(id: string, claim: number, paid: { receipt: string; method: PayMethod } | null): Promise<boolean>;
  withdraw(id: string): Promise<{ state: 'withdrawn' | 'held' | 'paid' | 'returned' | 'not-found'; holder: string }>;
  /** Another seat's claim of that number; asked again it answers the same. */
  decide(
    id: string,
    claim: number,
    decision: ClaimDecision,
  ): Promise<{ state: 'decided' | 'moved-on' | 'too-early' | 'own' | 'not-found'; holder: string }>;
  /** After a lead said that it was paid here. False: the item does not wait for a receipt of this seat. */
  tellReceipt(id: string, paid: { receipt: string; method: PayMethod }): Promise<boolean>;
  /** The money of that receipt went back; told again it stays as it is. False: the item was not paid with it. */
  giveBack(id: string, given: ItemReturn): Promise<boolean>;
  /** What is not proven to come from a seat of this authority is left out. */
  states(ids: readonly string[]): Promise<ClaimedItem[]>;
  claimedHere(): Promise<ClaimedItem[]>;
  /** Of the whole Ortsverwaltung: open, or being collected. Newest first, bounded. */
  open(): Promise<ClaimedItem[]>;
}

export interface TillPort {
  /** Throws `till.account-missing`, `till.kassenzeichen-missing`. `occurrence` counts equal law keys within the Vorgang from 1. */
  accounting(order: { lawKey: string; day: string; vorgangNumber: string; occurrence: number }): Accounting;
  /** Throws `till.closing-open` while a closing runs, and what forbids taking these items by this means. */
  assertMayTake(method: PayMethod, items: readonly PaidItem[]): void;
  /**
   * Receipt and entry in the Kassenbuch of a done payment or reversal, once; asked again it returns the same receipt. Only the
   * seat whose terminal or drawer has the money books it, whoever decided what became of it.
   */
  issue(operation: Operation): Receipt | AwaitedReceipt;
  /** The receipt of the payment that stands; null when none was made or it was given back. */
  ofVorgang(vorgangId: string): Receipt | null;
  /** How many payments of this Vorgang have a receipt. */
  countOf(vorgangId: string): number;
  paper(receipt: Receipt, context: PaperContext): DocumentDefinition;
  /** True where fees can be left to the Sammelkasse. */
  readonly collective: boolean;
  openItem(vorgangId: string, stepId: string): OpenItem | null;
  postOpenItem(order: { vorgangId: string; stepId: string; items: PaidItem[]; by: string }): OpenItem;
  /** Before the fee is paid or waived in its Vorgang. Throws `till.item-claimed`, `till.item-paid-elsewhere`, `centre.disconnected`. */
  withdrawOpenItem(item: OpenItem, reason: string, by: string): Promise<void>;
  /** The fee is not this any more: what only this seat knows goes at once, what others may collect as soon as the centre says so. */
  outdateOpenItem(item: OpenItem, reason: string, by: string): 'withdrawn' | 'later';
  /** The fee step was paid at another seat; null while that is not known here, and after it was given back there. */
  paidElsewhere(vorgangId: string, stepId: string): PaidElsewhere | null;
  /** The last that is known of the fee step is that another seat gave the money back. */
  returnedElsewhere(vorgangId: string, stepId: string): ItemReturn | null;
}

export interface PaidElsewhere {
  seat: string;
  /** Empty where a lead said so: the seat has not told its receipt yet. */
  receipt: string;
  method: PayMethod;
  items: PaidItem[];
  totalCents: number;
}

export interface PaymentAct {
  vorgangId: string;
  /** Fee step; what the fee is due for once. */
  subject: string;
  items: readonly PaidItem[];
  by: string;
  /** Asks the clerk what the terminal wants to know of a person; absent: the answer is no. */
  ask?(question: string): Promise<boolean>;
}

export interface ReversalAct {
  payment: Operation;
  items: readonly PaidItem[];
  way: ReversalWay;
  /** Receipt number of the payment. */
  refersTo: string;
  afterwards: 'due-again' | 'closed';
  reason: string;
  secondClerk: string;
  by: string;
}

/** Acts on terminal, drawer and printer, each with its intent on disk first. They return the operation as it then stands. */
export interface MoneyActs {
  payByCard(act: PaymentAct, show: (text: string) => void, signal: AbortSignal): Promise<Operation>;
  payInCash(act: PaymentAct & { givenCents: number }): Operation;
  reverse(act: ReversalAct, show: (text: string) => void, signal: AbortSignal): Promise<Operation>;
  /** Kassenschnitt of the closing; never repeated while its outcome is unknown. */
  cutBatch(closingId: string, by: string, show: (text: string) => void): Promise<Operation>;
  print(order: {
    vorgangId: string;
    subject: string;
    title: string;
    definition: DocumentDefinition;
    by: string;
  }): Promise<Operation>;
  /** Asks the device what became of an unknown act. */
  ask(operation: Operation): Promise<Operation>;
  describe(operation: Operation): TillUnknown;
}
