/** Entries of the Kassenbuch as they stand in the journal: sealed for the seat, free of persons, so that erasing a Vorgang leaves the sums whole. */
import { z } from 'zod';
import { accounting } from '../contract/accounting.ts';
import { documentDefinition } from '../contract/document.ts';
import type { JsonObject } from '../contract/json.ts';
import { cashCount, cashMoveKind, payMethod, reversalWay, totalsComparison } from '../contract/till.ts';
import type { Journal, JournalEvent, NewEvent } from '../journal/port.ts';

/** The part of the journal the till needs. */
export type TillJournal = Pick<Journal, 'append' | 'appendAll' | 'events' | 'setting' | 'putSetting'>;

const bookedItem = z.object({
  label: z.string(),
  amountCents: z.int(),
  lawKey: z.string(),
  legalBasis: z.string(),
  accounting: accounting.exactOptional(),
});

const cardKey = z.object({
  terminalId: z.string(),
  receiptNumber: z.int().nullable(),
  traceNumber: z.int().nullable(),
  date: z.string(),
  time: z.string(),
  cardName: z.string(),
});

const booked = z.object({
  number: z.string(),
  kind: z.enum(['payment', 'reversal']),
  operationId: z.string(),
  vorgangId: z.string(),
  vorgangNumber: z.string(),
  method: payMethod,
  way: reversalWay.nullable(),
  /** Negative when money leaves the till. */
  amountCents: z.int(),
  items: z.array(bookedItem),
  card: cardKey.nullable(),
  refersTo: z.string().nullable(),
  reversedOperationId: z.string().nullable(),
});
const moved = z.object({ number: z.string(), kind: cashMoveKind, amountCents: z.int(), reason: z.string() });
const begun = z.object({ number: z.int() });
const counted = z.object({ number: z.int(), counts: cashCount });
const letPassed = z.object({
  number: z.int(),
  what: z.enum(['unknown', 'cut']),
  operationIds: z.array(z.string()),
  reason: z.string(),
  lead: z.string(),
});
const cancelled = z.object({ number: z.int(), reason: z.string() });
const closed = z.object({
  number: z.int(),
  begunAt: z.string(),
  closedAt: z.string(),
  closedByName: z.string(),
  secondClerk: z.string().nullable(),
  /** Every act settled up to this event is booked in this or an earlier closing. */
  sweptThrough: z.int(),
  openingCents: z.int(),
  expectedCents: z.int(),
  countedCents: z.int(),
  counts: cashCount,
  differenceReason: z.string(),
  cardCents: z.int(),
  cut: z.boolean(),
  comparison: totalsComparison.nullable(),
  /** Acts that stayed unknown. */
  unknown: z.array(z.string()),
  paper: documentDefinition,
});
const exported = z.object({ day: z.string(), rows: z.int(), sha256: z.string() });

export const tillEvents = {
  'till-booked': booked,
  'cash-moved': moved,
  'till-closing-begun': begun,
  'till-counted': counted,
  'till-let-pass': letPassed,
  'till-closing-cancelled': cancelled,
  'till-closed': closed,
  'till-exported': exported,
} as const;

type Schemas = typeof tillEvents;
export type TillEventKind = keyof Schemas;
export type TillBody<K extends TillEventKind> = z.infer<Schemas[K]>;

/** A read event: its body, with when, by whom and where in the journal. */
export type TillEvent<K extends TillEventKind = TillEventKind> = {
  [P in K]: { kind: P; at: string; by: string; sequence: number; body: TillBody<P> };
}[K];

export type Booked = TillEvent<'till-booked'>;
export type Moved = TillEvent<'cash-moved'>;
export type Closed = TillEvent<'till-closed'>;

export function tillEvent<K extends TillEventKind>(kind: K, body: TillBody<K>, actor: string): NewEvent {
  return { kind, scope: 'seat', actor, body: body as JsonObject };
}

/** Throws when a body is not what this folder wrote: the journal proves that nobody else did. */
export function readTillEvents<K extends TillEventKind>(
  journal: TillJournal,
  kinds: readonly K[],
  afterSequence = 0,
): TillEvent<K>[] {
  return journal.events({ kinds, afterSequence }).flatMap((event) => readTillEvent<K>(event) ?? []);
}

function readTillEvent<K extends TillEventKind>(event: JournalEvent): TillEvent<K> | null {
  if (event.body === null) return null;
  const kind = event.kind as K;
  const { at, actor: by, sequence } = event;
  return { kind, at, by, sequence, body: tillEvents[kind].parse(event.body) } as TillEvent<K>;
}
