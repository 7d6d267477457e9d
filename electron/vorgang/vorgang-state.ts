/** A Vorgang as its events tell it: pure fold, no clock, no device. */
import type { JsonObject, JsonValue } from '../contract/json.ts';
import type { JournalEvent } from '../journal/port.ts';

export interface VorgangState {
  id: string;
  number: string;
  serviceId: string;
  phase: 'open' | 'done' | 'cancelled';
  openedAt: string;
  openedBy: string;
  /** Null while it is open. */
  endedAt: string | null;
  /** Day the application was made; ages and fees count from here. */
  openedDay: string;
  facts: Record<string, JsonValue>;
  /** Sealed under the biometrics key: records and images by name. Empty once erased. */
  biometrics: Record<string, JsonObject>;
  erased: boolean;
}

export const vorgangEventKinds = [
  'vorgang-opened',
  'facts-recorded',
  'biometrics-recorded',
  'vorgang-finished',
  'vorgang-cancelled',
] as const;

/** Null when the events hold no opening that can be read. */
export function foldVorgang(events: readonly JournalEvent[], from: VorgangState | null = null): VorgangState | null {
  return events.reduce(applyEvent, from);
}

/** A new state; the one before is left as it was, for whoever still holds it. */
function applyEvent(state: VorgangState | null, event: JournalEvent): VorgangState | null {
  const { body } = event;
  if (event.kind === 'vorgang-opened' && event.vorgangId !== null) {
    return {
      id: event.vorgangId,
      number: text(body?.number),
      serviceId: text(body?.serviceId),
      phase: 'open',
      openedAt: event.at,
      openedBy: event.actor,
      endedAt: null,
      openedDay: text(body?.day),
      facts: {},
      biometrics: {},
      erased: body === null,
    };
  }
  if (state === null) return null;
  switch (event.kind) {
    case 'facts-recorded':
      return body === null ? state : { ...state, facts: replaced(state.facts, text(body.stepId), body.value) };
    case 'biometrics-recorded':
      return body === null
        ? state
        : { ...state, biometrics: replaced(state.biometrics, text(body.name), body.value as JsonObject | null) };
    case 'vorgang-finished':
      return { ...state, phase: 'done', endedAt: event.at };
    case 'vorgang-cancelled':
      return { ...state, phase: 'cancelled', endedAt: event.at };
    default:
      return state;
  }
}

function replaced<T>(record: Record<string, T>, key: string, value: T | null | undefined): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return value === null || value === undefined ? rest : { ...rest, [key]: value };
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
