import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callOrder, defaultQueueRules, type QueueEntry } from './queue-rule.ts';

const minute = 60_000;
const now = 1_000 * minute;
const appointment = (id: string, inMinutes: number, state: QueueEntry['state'] = 'here'): QueueEntry => ({
  ...{ id, kind: 'appointment', state, startsAtMs: now + inMinutes * minute, number: null },
  arrivedAtMs: state === 'here' ? now - 20 * minute : null,
});
const walkIn = (id: string, waited: number): QueueEntry => ({
  ...{ id, kind: 'walk-in', state: 'here', startsAtMs: null, arrivedAtMs: now - waited * minute, number: 1 },
});
const order = (...entries: QueueEntry[]) => callOrder(entries, now, defaultQueueRules).map(({ id }) => id);

describe('who is called next', () => {
  it('takes due appointments that are here in the order of their times, then those not marked, then walk-ins, then the early', () => {
    const entries = [
      walkIn('w1', 30),
      walkIn('w2', 40),
      appointment('early', 30),
      appointment('b', 0),
      appointment('a', -10),
      appointment('x', -5, 'expected'),
    ];
    expect(order(...entries)).toEqual(['a', 'b', 'x', 'w2', 'w1', 'early']);
  });

  it('lets no walk-in wait for ever, but gives nobody away who is behind the time already', () => {
    expect(order(appointment('a', -5), walkIn('w', 46))).toEqual(['w', 'a']);
    expect(order(appointment('a', -11), walkIn('w', 46))).toEqual(['a', 'w']);
    expect(order(appointment('a', -5), walkIn('w', 45))).toEqual(['a', 'w']);
  });

  it('calls nobody before the time who is not here, and nobody who did not come', () => {
    expect(order(appointment('later', 6, 'expected'), appointment('gone', -16, 'expected'))).toEqual([]);
    expect(order(appointment('soon', 5, 'expected'))).toEqual(['soon']);
    for (const state of ['called', 'serving', 'done', 'no-show', 'cancelled'] as const) {
      expect(order(appointment('a', 0, state)), state).toEqual([]);
    }
  });

  it('holds for any list: each once, everybody who is here, appointments among themselves by time', () => {
    const any = fc.oneof(
      fc
        .tuple(
          fc.integer({ min: -90, max: 90 }),
          fc.constantFrom('here' as const, 'expected' as const, 'done' as const),
        )
        .map(([at, state]) => appointment('', at, state)),
      fc.integer({ min: 0, max: 120 }).map((waited) => walkIn('', waited)),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 25 }), (list) => {
        const entries = list.map((entry, index) => ({ ...entry, id: String(index) }));
        const called = callOrder(entries, now, defaultQueueRules);
        expect(new Set(called.map(({ id }) => id)).size).toBe(called.length);
        for (const entry of entries) if (entry.state === 'here') expect(called).toContainEqual(entry);
        const due = called.filter(
          ({ kind, state, startsAtMs }) =>
            kind === 'appointment' && state === 'here' && (startsAtMs ?? 0) <= now + 5 * minute,
        );
        expect(due.map(({ startsAtMs }) => startsAtMs)).toEqual(
          due.map(({ startsAtMs }) => startsAtMs).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
        );
      }),
    );
  });
});
