/** What of the acts on the outside world the centre may add up: amounts, seals and stock numbers, nobody's name. */
import type { JsonObject } from '../contract/json.ts';
import type { Journal, JournalEvent } from '../journal/port.ts';

export interface LedgerEntry {
  /** Number of the event that settled the act. */
  sequence: number;
  kind: 'fee' | 'fee-returned' | 'seal' | 'stock';
  amountCents: number;
  /** Of the seal or the numbered sheet; empty for money. */
  number: string;
  training: boolean;
}

const kinds: Readonly<Record<string, LedgerEntry['kind']>> = {
  payment: 'fee',
  reversal: 'fee-returned',
  seal: 'seal',
  print: 'stock',
};

/** Only settled and done acts count; an intent or a doubt does not. */
export function ledgerEntriesOf(journal: Journal, events: readonly JournalEvent[], training: boolean): LedgerEntry[] {
  return events.flatMap((event) => {
    if (event.kind !== 'operation-settled' || event.body?.phase !== 'done' || event.vorgangId === null) return [];
    const intents = journal.events({ vorgangId: event.vorgangId, kinds: ['operation-intended'] });
    const intent = intents.find(({ body }) => body?.operationId === event.body?.operationId)?.body;
    const kind = kinds[String(intent?.kind)];
    if (!intent || !kind) return [];
    const details = { ...objectOf(intent.details), ...objectOf(event.body.details) };
    const number = kind === 'seal' ? details.sealNumber : kind === 'stock' ? stockNumberOf(details) : '';
    if (kind === 'stock' && typeof number !== 'string') return []; // plain paper has no number
    const amountCents = kind === 'fee' || kind === 'fee-returned' ? cents(details.amountCents) : 0;
    const text = typeof number === 'string' ? number.slice(0, 60) : '';
    return [{ sequence: event.sequence, kind, amountCents, number: text, training: training || event.virtual }];
  });
}

/** With its kind: two kinds of paper may bear the same number. Undefined on plain paper. */
const stockNumberOf = ({ stockKind, stockNumber }: JsonObject): string | undefined =>
  typeof stockNumber === 'string' ? `${String(stockKind)} ${stockNumber}` : undefined;

const cents = (value: unknown): number => (typeof value === 'number' && Number.isSafeInteger(value) ? value : 0);

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
