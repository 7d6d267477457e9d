/** A journal as after years at one seat: Vorgänge from opening to receipt, the till closed every day, a few left open. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../electron/contract/json.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import type { NewEvent } from '../../electron/journal/port.ts';
import { decodeSeatKeys } from '../../electron/security/key-file.ts';
import { type TillBody, tillEvent } from '../../electron/till/till-events.ts';

export interface ManyOrder {
  journalFile: string;
  keysFile: string;
  vorgaenge: number;
  /** The youngest ones; nobody has finished them. */
  open: number;
}

const perDay = 25;
const dayMs = 86_400_000;
const actor = 'berger';

/** Ids and names repeat from the number, so that a search knows what it must find. */
export const idOf = (i: number): string => {
  const hex = createHash('sha256').update(`vorgang ${i}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};
export const personOf = (i: number): string => `Person${i}`;
const numberOf = (i: number): string => `SCH-2026-${String(i).padStart(6, '0')}`;

/** Years before today are as today: the bench measures size, not the law. */
export function writeManyVorgaenge({ journalFile, keysFile, vorgaenge, open }: ManyOrder): { events: number } {
  const keys = decodeSeatKeys(readFileSync(keysFile, 'utf8'));
  // Old enough to be off the overview, young enough that nothing is due for erasure while the seat is measured.
  let nowMs = Date.now() - 80 * dayMs;
  const recent = perDay * Math.max(2, Math.ceil(open / perDay));
  const stepMs = (77 * dayMs) / Math.max(1, vorgaenge - recent);
  const journal = openJournal({
    ...{ file: journalFile, ...keys, clock: { nowMs: () => nowMs } },
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  });
  try {
    for (let first = 0; first < vorgaenge; first += perDay) {
      const part = Array.from({ length: Math.min(perDay, vorgaenge - first) }, (_none, i) => first + i);
      journal.appendAll(part.flatMap((i) => eventsOf(i, i < vorgaenge - open)));
      const last = journal.centre.lastSequence();
      journal.append(tillEvent('till-closed', closingOf(first / perDay + 1, last, nowMs), actor));
      for (const i of part) journal.index(idOf(i), [personOf(i), numberOf(i)]);
      nowMs = first + 2 * perDay > vorgaenge - recent ? Date.now() - dayMs / 2 : nowMs + stepMs * part.length;
    }
    return { events: journal.centre.lastSequence() };
  } finally {
    journal.close();
  }
}

function eventsOf(i: number, isDone: boolean): NewEvent[] {
  const vorgangId = idOf(i);
  const event = (kind: string, body: JsonObject, scope: NewEvent['scope'] = 'vorgang'): NewEvent => ({
    ...{ kind, vorgangId, scope, actor, virtual: true, body },
  });
  const begun = [
    event('vorgang-opened', { serviceId: 'meldebescheinigung', number: numberOf(i), day: '2026-11-02' }),
    event('facts-recorded', {
      stepId: 'identity',
      value: { surname: personOf(i), givenNames: 'Ana', birth: '1980-02-03' },
    }),
  ];
  if (!isDone) return begun;
  const operationId = `${vorgangId}/payment/fee/1`;
  const details = { amountCents: 500, method: 'card', items: [] };
  return [
    ...begun,
    event('biometrics-recorded', { name: 'signature', value: { image: 'x'.repeat(600) } }, 'biometrics'),
    event('operation-intended', { operationId, kind: 'payment', subject: 'fee', attempt: 1, deviceId: null, details }),
    event('operation-settled', { operationId, phase: 'done', reason: null, details: {}, by: actor }),
    tillEvent('till-booked', bookingOf(i, vorgangId, operationId), actor),
    event('vorgang-finished', { result: { person: personOf(i), text: 'y'.repeat(200) } }),
  ];
}

const bookingOf = (i: number, vorgangId: string, operationId: string): TillBody<'till-booked'> => ({
  number: `SCH-2026-Q${String(i + 1)
    .padStart(5, '0')
    .slice(-5)}`,
  kind: 'payment',
  ...{ operationId, vorgangId, vorgangNumber: numberOf(i), method: 'card', way: null, amountCents: 500 },
  items: [{ label: 'Meldebescheinigung', amountCents: 500, lawKey: 'fee.x', legalBasis: 'Tarif' }],
  card: { terminalId: '1', receiptNumber: 1, traceNumber: 1, date: '1102', time: '100000', cardName: 'girocard' },
  ...{ refersTo: null, reversedOperationId: null },
});

function closingOf(number: number, sweptThrough: number, nowMs: number): TillBody<'till-closed'> {
  const at = new Date(nowMs).toISOString();
  const paper = { title: 'Kassenabschluss', authority: 'Stadt', ortsverwaltung: 'Schulung', addressLines: [] };
  return {
    ...{ number, begunAt: at, closedAt: at, closedByName: 'Berger', secondClerk: null, sweptThrough },
    ...{
      openingCents: 0,
      expectedCents: 0,
      countedCents: 0,
      counts: {},
      differenceReason: '',
      cardCents: 500 * perDay,
    },
    ...{ cut: true, comparison: null, unknown: [] },
    paper: { ...paper, placeAndDay: '', reference: '', createdAt: at, training: true, blocks: [] },
  };
}
