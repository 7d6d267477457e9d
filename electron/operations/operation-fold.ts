/** The state of the operations of one Vorgang as a fold over its events: the journal is the only memory. */
import type { ErrorCode } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Operation, OperationKind } from '../contract/operation.ts';
import type { JournalEvent } from '../journal/port.ts';

export const operationEventKinds = [
  'operation-intended',
  'operation-noted',
  'operation-settled',
  'operation-released',
] as const;
export type OperationEventKind = (typeof operationEventKinds)[number];

/** Bodies as they stand in the journal; written and read in this folder only. */
export interface IntendedBody {
  operationId: string;
  kind: OperationKind;
  subject: string;
  attempt: number;
  deviceId: string | null;
  details: JsonObject;
}
export interface SettledBody {
  operationId: string;
  phase: 'done' | 'declined' | 'unknown';
  reason: ErrorCode | null;
  details: JsonObject;
  by: string;
}
export interface ReleasedBody {
  operationId: string;
  reason: string;
  by: string;
}
interface NotedBody {
  operationId: string;
  details: JsonObject;
}

export const isOpen = ({ phase }: Operation): boolean => phase === 'intended' || phase === 'unknown';
/** A released operation stays `done`: it happened. Its details tell that the sheet or seal was spoiled, by whom and when. */
export const isReleased = ({ details }: Operation): boolean => details.released === true;
/** A payment that was given back: the reversal says so, no event of its own does. */
export const isReversed = ({ details }: Operation): boolean => details.reversedBy !== undefined;
/** While such an operation stands, its subject must not be acted on again. */
export const blocksSubject = (operation: Operation): boolean =>
  isOpen(operation) || (operation.phase === 'done' && !isReleased(operation) && !isReversed(operation));

/** An event without body belongs to an erased Vorgang and changes nothing; nothing is left to act on. */
export function foldOperations(events: readonly JournalEvent[]): Operation[] {
  const operations = [...events.reduce(foldEvent, new Map<string, Operation>()).values()];
  const reversals = new Map(
    operations
      .filter(({ kind, phase }) => kind === 'reversal' && phase === 'done')
      .map(({ id, details }) => [details.reversedOperationId, id]),
  );
  return operations.map((operation) => {
    const reversedBy = reversals.get(operation.id);
    return reversedBy === undefined ? operation : { ...operation, details: { ...operation.details, reversedBy } };
  });
}

function foldEvent(operations: ReadonlyMap<string, Operation>, event: JournalEvent): Map<string, Operation> {
  const next = new Map(operations);
  if (!event.body) return next;
  if (event.kind === 'operation-intended') {
    const body = event.body as unknown as IntendedBody; // written by this folder only, proven by the journal
    next.set(body.operationId, {
      id: body.operationId,
      vorgangId: event.vorgangId ?? '',
      kind: body.kind,
      subject: body.subject,
      attempt: body.attempt,
      phase: 'intended',
      deviceId: body.deviceId,
      virtual: event.virtual,
      ...(event.origin ? { seat: event.origin.seat } : {}),
      startedAt: event.at,
      settledAt: null,
      settledBy: null,
      reason: null,
      details: body.details,
    });
    return next;
  }
  const before = next.get(String(event.body.operationId));
  if (before) next.set(before.id, changed(before, event));
  return next;
}

function changed(before: Operation, event: JournalEvent): Operation {
  if (event.kind === 'operation-noted') {
    const { details } = event.body as unknown as NotedBody;
    return { ...before, details: { ...before.details, ...details } };
  }
  if (event.kind === 'operation-settled') {
    const { phase, reason, details, by } = event.body as unknown as SettledBody;
    if (!isOpen(before)) return settledTwice(before, event);
    const settled = phase === 'unknown' ? {} : { settledAt: event.at, settledBy: by };
    return { ...before, phase, reason, ...settled, details: { ...before.details, ...details } };
  }
  const { reason, by } = event.body as unknown as ReleasedBody;
  const released = { released: true, releasedReason: reason, releasedBy: by, releasedAt: event.at };
  return { ...before, details: { ...before.details, ...released } };
}

/**
 * Two seats settled it without knowing of each other: one by its device, the other by decision. Whatever order their events came
 * in, the seat that began it is right, and the other outcome stays to be seen.
 */
function settledTwice(before: Operation, event: JournalEvent): Operation {
  const { phase, reason, details, by } = event.body as unknown as SettledBody;
  const isOwnWord = event.origin?.seat === before.seat;
  if (phase === 'unknown' || phase === before.phase) return before;
  const other = isOwnWord ? { phase: before.phase, by: before.settledBy } : { phase, by };
  const contradicted = { contradicted: { ...other } };
  if (!isOwnWord) return { ...before, details: { ...before.details, ...contradicted } };
  const settled = { settledAt: event.at, settledBy: by };
  return { ...before, phase, reason, ...settled, details: { ...before.details, ...details, ...contradicted } };
}
