/** The certified security module (TSE, § 146a AO, KassenSichV) of a till that takes cash for taxable items; off by default. */
import type { TaxAttribute } from '../contract/accounting.ts';

/** What goes on the receipt (KassenSichV § 6), as label and value. */
export type TseRows = { label: string; value: string }[];

export interface TseProcess {
  kind: 'payment' | 'reversal';
  /** Amounts by tax attribute, negative when money leaves the till. */
  amounts: readonly { tax: TaxAttribute; amountCents: number }[];
}

export interface TsePort {
  /** Begins a transaction before money changes hands (KassenSichV § 2); returns its number. */
  begin(): number;
  /** Ends it with what happened; gives what § 6 puts on the receipt: numbers, times, serials, check value. */
  finish(transaction: number, process: TseProcess): TseRows;
}
