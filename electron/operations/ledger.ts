/** The ledger over the journal: every question is answered from the events, so that a restart changes no answer. */
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import { type Operation, operationKind } from '../contract/operation.ts';
import type { Journal, NewEvent } from '../journal/port.ts';
import { findOpenVorgaenge } from './open-vorgaenge.ts';
import {
  blocksSubject,
  foldOperations,
  type IntendedBody,
  isOpen,
  isReleased,
  type OperationEventKind,
  operationEventKinds,
  type ReleasedBody,
  type SettledBody,
} from './operation-fold.ts';
import type { Intent, Ledger } from './port.ts';

/** A spoiled sheet or seal can be had again; money, chips and messages cannot be taken back by saying so. */
const releasable: readonly string[] = ['print', 'seal'];

/** Readable and never the same twice: Vorgang, kind, subject and attempt, each escaped. */
const operationIdOf = ({ vorgangId, kind, subject }: Intent, attempt: number): string =>
  [vorgangId, kind, subject, String(attempt)].map(encodeURIComponent).join('/');

function vorgangIdOf(operationId: string): string {
  try {
    return decodeURIComponent(operationId.split('/')[0] ?? '');
  } catch {
    throw new AppError('operation.not-found');
  }
}

/** `actorSeat` stands in the header of notes, which no clerk makes. */
export function createLedger(journal: Journal, { actorSeat = 'seat' }: { actorSeat?: string } = {}): Ledger {
  const openVorgaenge = findOpenVorgaenge(journal);

  const ofVorgang = (vorgangId: string): Operation[] =>
    foldOperations(journal.events({ vorgangId, kinds: operationEventKinds }));

  function get(operationId: string): Operation {
    const found = ofVorgang(vorgangIdOf(operationId)).find(({ id }) => id === operationId);
    if (!found) throw new AppError('operation.not-found');
    return found;
  }

  function write(
    operation: { id: string; vorgangId: string; virtual: boolean },
    actor: string,
    event: {
      kind: OperationEventKind;
      body: JsonObject;
    },
    alongside: readonly NewEvent[] = [],
  ): Operation {
    const { vorgangId, virtual } = operation;
    journal.appendAll([{ ...event, vorgangId, scope: 'vorgang', actor, virtual }, ...alongside]);
    if (ofVorgang(vorgangId).some(isOpen)) openVorgaenge.add(vorgangId);
    else openVorgaenge.delete(vorgangId);
    return get(operation.id);
  }

  function getOpen(operationId: string): Operation {
    const operation = get(operationId);
    if (!isOpen(operation)) throw new AppError('operation.already-settled');
    return operation;
  }

  return {
    get,
    ofVorgang,
    intend(intent) {
      const kind = operationKind.parse(intent.kind);
      const before = ofVorgang(intent.vorgangId).filter(
        (entry) => entry.kind === kind && entry.subject === intent.subject,
      );
      const blocking = before.find(blocksSubject);
      if (blocking) {
        throw new AppError(isOpen(blocking) ? 'vorgang.operation-open' : 'operation.already-settled');
      }
      const attempt = before.length + 1;
      const operationId = operationIdOf(intent, attempt);
      const { subject, deviceId, details } = intent;
      const body: IntendedBody & JsonObject = { operationId, kind, subject, attempt, deviceId, details };
      const intended = { kind: 'operation-intended' as const, body };
      return write({ ...intent, id: operationId }, intent.actor, intended, intent.alongside);
    },
    note(operationId, details) {
      return write(getOpen(operationId), actorSeat, { kind: 'operation-noted', body: { operationId, details } });
    },
    settle(operationId, { phase, reason, details, by, alongside }) {
      const body: SettledBody & JsonObject = { operationId, phase, reason: reason ?? null, details: details ?? {}, by };
      return write(getOpen(operationId), by, { kind: 'operation-settled', body }, alongside);
    },
    release(operationId, reason, by, alongside) {
      const operation = get(operationId);
      if (isOpen(operation)) throw new AppError('vorgang.operation-open');
      if (operation.phase !== 'done' || isReleased(operation) || !releasable.includes(operation.kind)) {
        throw new AppError('operation.already-settled');
      }
      if (reason.trim() === '') throw new AppError('operation.reason-needed');
      const body: ReleasedBody & JsonObject = { operationId, reason, by };
      return write(operation, by, { kind: 'operation-released', body }, alongside);
    },
    open() {
      return [...openVorgaenge]
        .flatMap(ofVorgang)
        .filter((operation) => isOpen(operation) && operation.seat === undefined)
        .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
    },
  };
}
