/** What the centre tells of the seats of one Ortsverwaltung together: amounts and numbers, nobody's name. */
import type { FeeDay, OfficeItem, OfficeSeal, OfficeStock, SeatBalance } from '../contract/office.ts';

export interface NumberRange {
  kind: string;
  seats: string[];
  first: string;
  last: string;
}

export interface OfficeFacts {
  fees: FeeDay[];
  balances: SeatBalance[];
  items: OfficeItem[];
  seals: OfficeSeal[];
  stock: OfficeStock[];
  /** Sheets that two seats drew for a print. */
  usedTwice: NumberRange[];
  /** Ranges that two seats received, neither from the other. */
  receivedTwice: NumberRange[];
  /** Numbers between received ones that no seat ever received. */
  gaps: NumberRange[];
  /** Given to a seat that has not received them. */
  notArrived: NumberRange[];
}
