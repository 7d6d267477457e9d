/** What the engine needs of the till: a gapless receipt number once money has changed hands, and the paper for it. */
import type { DocumentDefinition } from '../contract/document.ts';
import type { ServiceContext } from '../services/service.ts';

export interface PaidItem {
  id: string;
  label: string;
  amountCents: number;
  lawKey: string;
  legalBasis: string;
  validFrom: string;
}

export interface Receipt {
  /** Gapless per Zahlstelle, for example `SCH-2026-Q00012`. */
  number: string;
  vorgangId: string;
  operationId: string;
  method: 'card' | 'cash';
  items: PaidItem[];
  totalCents: number;
  givenCents: number | null;
  changeCents: number | null;
  issuedAt: string;
  issuedBy: string;
  /** The terminal's own customer block, verbatim. */
  terminalLines: string[];
}

export interface TillPort {
  /** Issues the receipt of a paid operation once; asked again it returns the same one. */
  issue(order: Omit<Receipt, 'number' | 'issuedAt'>): Receipt;
  ofVorgang(vorgangId: string): Receipt | null;
  paper(receipt: Receipt, context: ServiceContext): DocumentDefinition;
}
