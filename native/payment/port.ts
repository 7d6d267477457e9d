/** The card terminal as the seat sees it: money acts with a durable record before each acknowledgement. */
import type { Device } from '../core/device.ts';
import type { DeviceErrorCode } from '../core/device-error.ts';

/** Numbers by which the terminal counts; the last ones known before an act decide afterwards whether it was executed. */
export interface TerminalCounters {
  terminalId?: string;
  /** Four digits, wraps at 9999. */
  receiptNumber?: number;
  traceNumber?: number;
}

/** What is booked since the last end of day; its growth tells whether an act was booked. */
export interface BatchTotals {
  totalCents: number;
  /** Empty where the terminal tells the sum alone. Counts wrap at 255. */
  perScheme: { scheme: string; count: number; amountCents: number }[];
  /** The terminal's number of its last transaction or closing; 0 where it does not tell one. */
  traceNumber: number;
}

/** What is written down before an act, to judge it by afterwards. */
export interface KnownBefore extends TerminalCounters {
  /** Only where the numbers alone would not do. */
  totals?: BatchTotals;
}

/** What the terminal said about one transaction. Contains no full card number. */
export interface PaymentRecord extends TerminalCounters {
  /** 0 = authorised, everything else is not (ZVT BMP 27). */
  resultCode: number;
  amountCents?: number;
  turnoverNumber?: number;
  /** Terminal's own calendar, `MM-DD` and `HH:MM:SS`. */
  date?: string;
  time?: string;
  cardName?: string;
  cardTypeId?: number;
  /** Nibbles as sent, masked digits as `E`; never a number. */
  panMasked?: string;
  vuNumber?: string;
  /** Host's text for clerk and receipt. */
  additionalText?: string;
  hostResultCode?: number;
  authorisationAttribute?: string;
  /** The whole message as received, upper-case hex, track data removed. */
  rawHex: string;
}

export interface TerminalReceipt {
  kind: 'merchant' | 'customer' | 'administration';
  /** Verbatim, one entry a line. */
  lines: string[];
}

export type PaymentOutcome =
  | { kind: 'paid'; record: PaymentRecord }
  | { kind: 'declined'; record?: PaymentRecord; resultCode: number; text: string }
  /** The terminal never began: nothing was booked, a new attempt is allowed after the clerk agreed. */
  | { kind: 'not-executed'; reason: DeviceErrorCode; text: string }
  | { kind: 'unknown'; reason: DeviceErrorCode; record?: PaymentRecord };

export interface PaymentOrder {
  /** Integer cents, 1 … 999,999,999,999. */
  amountCents: number;
}

export interface SettlementQuery extends PaymentOrder {
  startedAtMs: number;
  /** What was known before the act; absent when the terminal had never told. */
  before?: KnownBefore;
}

export interface PaymentHooks {
  /** Neutral German text for clerk and citizen. */
  onDisplay(text: string): void;
  /**
   * Must resolve only when the record is durable; the terminal is answered after that. A rejection leaves the terminal unanswered.
   * A wrong PIN is a record of its own, so one act may bring several; the outcome tells which one counts.
   */
  onRecord(record: PaymentRecord): Promise<void>;
  /** Same rule for every finished receipt. */
  onReceipt(receipt: TerminalReceipt): Promise<void>;
  /** The terminal asks something only a person can answer, for example whether the signature matches. */
  onQuestion(question: string): Promise<boolean>;
}

export interface TerminalTotals {
  totalCents: number;
  count: number;
  /** Per card scheme as the terminal reports it. */
  perScheme: readonly { scheme: string; count: number; amountCents: number }[];
  record: PaymentRecord;
}

export interface TerminalState {
  /** 0 = ready; otherwise the status code of the terminal. */
  statusCode: number;
  text: string;
  softwareVersion?: string;
  /** What keeps the terminal from working, in German, where it tells more than its status code. */
  locks?: string[];
}

export type TerminalLanguage = 'de' | 'en' | 'fr' | 'it' | 'pl';

export interface CardTerminal extends Device {
  pay(order: PaymentOrder, hooks: PaymentHooks, signal: AbortSignal): Promise<PaymentOutcome>;
  /** After a break: reconnects, registers, waits until ready, asks for the last transaction without printing, compares. Moves no money. */
  settle(query: SettlementQuery, hooks: PaymentHooks, signal: AbortSignal): Promise<PaymentOutcome>;
  /** Reverses the transaction with this receipt number. */
  reverse(
    order: PaymentOrder & { receiptNumber: number },
    hooks: PaymentHooks,
    signal: AbortSignal,
  ): Promise<PaymentOutcome>;
  refund(order: PaymentOrder, hooks: PaymentHooks, signal: AbortSignal): Promise<PaymentOutcome>;
  /** The last counters the terminal told, for the intent; asks the terminal when none are known, then for its totals. */
  counters(): Promise<KnownBefore>;
  totals(hooks: PaymentHooks): Promise<TerminalTotals>;
  closeDay(hooks: PaymentHooks, signal: AbortSignal): Promise<TerminalTotals>;
  state(): Promise<TerminalState>;
  /** Does what the terminal asks for before it works again (diagnosis, initialisation) and tells its state afterwards. */
  maintain?(hooks: PaymentHooks): Promise<TerminalState>;
  /** Whole diagnosis with the host, which also sets the clock; its receipt goes to `onReceipt`. */
  diagnose?(hooks: PaymentHooks): Promise<void>;
  initialise?(hooks: PaymentHooks): Promise<void>;
  /** Prints receipts with these numbers again; rejects with `device.unsupported` when none comes. */
  reprint?(receiptNumbers: { from: number; to?: number }, hooks: PaymentHooks): Promise<void>;
  /** Language in which the terminal speaks to the citizen. */
  selectLanguage?(language: TerminalLanguage): Promise<void>;
  /** Takes the registration back; the next act registers again. */
  logOff?(): Promise<void>;
  /** Prints the receipts of the last transaction again through `onReceipt`. */
  repeatReceipt(hooks: PaymentHooks): Promise<void>;
}
