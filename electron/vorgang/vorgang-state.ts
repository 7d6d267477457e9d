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
export function foldVorgang(events: readonly JournalEvent[]): VorgangState | null {
  let state: VorgangState | null = null;
  for (const event of events) {
    const body = event.body;
    if (event.kind === 'vorgang-opened' && event.vorgangId !== null) {
      state = {
        id: event.vorgangId,
        number: text(body?.number),
        serviceId: text(body?.serviceId),
        phase: 'open',
        openedAt: event.at,
        openedBy: event.actor,
        openedDay: text(body?.day),
        facts: {},
        biometrics: {},
        erased: body === null,
      };
    } else if (state !== null) {
      if (event.kind === 'facts-recorded' && body !== null) {
        const value = body.value;
        if (value === null || value === undefined) delete state.facts[text(body.stepId)];
        else state.facts[text(body.stepId)] = value;
      } else if (event.kind === 'biometrics-recorded' && body !== null) {
        if (body.value === null) delete state.biometrics[text(body.name)];
        else state.biometrics[text(body.name)] = body.value as JsonObject;
      } else if (event.kind === 'vorgang-finished') state.phase = 'done';
      else if (event.kind === 'vorgang-cancelled') state.phase = 'cancelled';
    }
  }
  return state;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
