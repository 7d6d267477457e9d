/** Acts of other seats in the fold: whose they are, and which of two outcomes counts. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../contract/json.ts';
import type { JournalEvent } from '../journal/port.ts';
import { foldOperations } from './operation-fold.ts';

let sequence = 0;
function event(kind: string, body: JsonObject, seat?: string): JournalEvent {
  sequence += 1;
  const origin = seat === undefined ? {} : { origin: { seat, sequence } };
  const at = new Date(Date.UTC(2026, 10, 22, 9, 0, sequence)).toISOString();
  return { sequence, at, kind, vorgangId: 'v', scope: 'vorgang', actor: 'a', virtual: false, body, ...origin };
}
const operationId = 'v/payment/fee/1';
const intended = (seat?: string) =>
  event(
    'operation-intended',
    {
      operationId,
      kind: 'payment',
      subject: 'fee',
      attempt: 1,
      deviceId: 'terminal-1',
      details: { amountCents: 3700 },
    },
    seat,
  );
const settled = (phase: string, by: string, seat?: string) =>
  event('operation-settled', { operationId, phase, reason: null, details: { by }, by }, seat);

describe('an act begun at one seat and settled at two', () => {
  it('belongs to the seat that began it', () => {
    expect(foldOperations([intended()])[0]?.seat).toBeUndefined();
    expect(foldOperations([intended('DRA-1')])[0]?.seat).toBe('DRA-1');
  });

  it('ends as its own seat says, in whatever order the words came in, and shows the other one', () => {
    // As the deciding seat sees it, and as the seat with the terminal does.
    const decidedFirst = [intended('DRA-1'), settled('declined', 'yilmaz'), settled('done', 'seat', 'DRA-1')];
    const toldFirst = [intended(), settled('done', 'seat'), settled('declined', 'yilmaz', 'DRA-2')];
    for (const events of [decidedFirst, toldFirst]) {
      expect(foldOperations(events)[0]).toMatchObject({
        phase: 'done',
        settledBy: 'seat',
        details: { contradicted: { phase: 'declined', by: 'yilmaz' }, by: 'seat' },
      });
    }
  });

  it('has nothing to show when both say the same, or one does not know', () => {
    for (const late of ['done', 'unknown']) {
      const [operation] = foldOperations([
        intended('DRA-1'),
        settled('done', 'yilmaz'),
        settled(late, 'seat', 'DRA-1'),
      ]);
      expect(operation).toMatchObject({ phase: 'done', settledBy: 'yilmaz' });
      expect(operation?.details.contradicted).toBeUndefined();
    }
  });
});
