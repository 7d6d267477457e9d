import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { readRule, readTime, type ZonesOfFile } from './event-times.ts';
import { dayBudget, occurrenceOn } from './recurrence.ts';
import { namedZone, utc } from './zone-time.ts';

const zones: ZonesOfFile = { utc, here: utc, find: namedZone };
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const dayMs = 86_400_000;

const someOf = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const ends = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 40 }).map((count) => `;COUNT=${count}`),
  fc
    .integer({ min: 0, max: 700 })
    .map(
      (days) =>
        `;UNTIL=${new Date(Date.UTC(2025, 0, 1) + days * dayMs).toISOString().slice(0, 10).replaceAll('-', '')}T235959Z`,
    ),
);
const sane = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map((interval) => `FREQ=DAILY;INTERVAL=${interval}`),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), someOf(weekdays))
    .map(([i, days]) => `FREQ=WEEKLY;INTERVAL=${i};BYDAY=${days.join()}`),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 28 }))
    .map(([i, day]) => `FREQ=MONTHLY;INTERVAL=${i};BYMONTHDAY=${day}`),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(1, 2, 3, 4, -1, -2), fc.constantFrom(...weekdays))
    .map(([i, nth, day]) => `FREQ=MONTHLY;INTERVAL=${i};BYDAY=${nth}${day}`),
  fc.constant('FREQ=YEARLY'),
);

/** What the library gives, begun at its own first occurrence: a start that the rule does not name is undefined by RFC 5545. */
function byLibrary(rule: string, start: ICAL.Time, last: number): { first: number; all: number[] } {
  const begin = ICAL.Recur.fromString(rule.replace(/;(COUNT|UNTIL)=[^;]*/, ''))
    .iterator(start)
    .next();
  const iterator = ICAL.Recur.fromString(rule).iterator(begin);
  const all: number[] = [];
  for (let next = iterator.next(); next && all.length < 800; next = iterator.next()) {
    const at = Date.UTC(next.year, next.month - 1, next.day, next.hour, next.minute);
    if (at > last) break;
    all.push(at);
  }
  return { first: Date.UTC(begin.year, begin.month - 1, begin.day, begin.hour, begin.minute), all };
}

describe('recurrence', () => {
  it('says of each single day what the library says of the whole series', () => {
    fc.assert(
      fc.property(sane, ends, fc.integer({ min: 0, max: 400 }), (rule, end, offset) => {
        const begin = new Date(Date.UTC(2025, 0, 1, 9, 30) + offset * dayMs);
        const start = ICAL.Time.fromData({
          ...{ year: begin.getUTCFullYear(), month: begin.getUTCMonth() + 1, day: begin.getUTCDate() },
          ...{ hour: 9, minute: 30, second: 0, isDate: false },
        });
        const last = begin.getTime() + 500 * dayMs;
        const { first, all } = byLibrary(rule + end, start, last);
        const read = readTime(new Date(first).toISOString().slice(0, 19), undefined, zones);
        const mine = readRule(ICAL.Recur.fromString(rule + end).toJSON(), read, zones);
        const found: number[] = [];
        for (let day = Math.floor(first / dayMs); day * dayMs <= last; day += 1) {
          const at = occurrenceOn(mine, first, day, dayBudget());
          if (at !== null && at <= last) found.push(at);
        }
        expect(found).toEqual(all);
      }),
      { numRuns: 400 },
    );
  });

  it('finds the last working day of a month, where the library also gives a start that is none', () => {
    const start = readTime('2026-01-30T09:00:00', undefined, zones);
    const rule = readRule(
      ICAL.Recur.fromString('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1').toJSON(),
      start,
      zones,
    );
    const first = Math.floor(start.wallMs / dayMs);
    const found = Array.from({ length: 100 }, (_each, index) =>
      occurrenceOn(rule, start.wallMs, first + index, dayBudget()),
    )
      .filter((at) => at !== null)
      .map((at) => new Date(at).toISOString().slice(0, 10));
    expect(found).toEqual(['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30']);
  });

  it('answers at once for rules that never fall on any day', () => {
    const start = readTime('2000-01-01T09:00:00', undefined, zones);
    for (const text of [
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=DAILY;INTERVAL=7;BYDAY=SU',
      'FREQ=MONTHLY;INTERVAL=12;BYMONTH=2',
    ]) {
      const rule = readRule(ICAL.Recur.fromString(text).toJSON(), start, zones);
      const hits = Array.from({ length: 4_000 }, (_each, index) =>
        occurrenceOn(rule, start.wallMs, 10_957 + index, dayBudget()),
      );
      expect(
        hits.every((hit) => hit === null),
        text,
      ).toBe(true);
    }
  });

  it.each([
    'FREQ=SECONDLY',
    'FREQ=HOURLY;INTERVAL=2',
    'FREQ=DAILY;BYHOUR=9,10',
    'FREQ=YEARLY;BYWEEKNO=3',
    'FREQ=YEARLY;BYYEARDAY=100',
    'FREQ=YEARLY;BYDAY=20MO',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=MONTHLY;BYSETPOS=1',
  ])('refuses %s, which no office calendar holds', (text) => {
    const start = readTime('2026-01-01T09:00:00', undefined, zones);
    expect(() => readRule(ICAL.Recur.fromString(text).toJSON(), start, zones)).toThrow();
  });

  it('does not count without end', () => {
    const start = readTime('1950-01-01T09:00:00', undefined, zones);
    const rule = readRule(ICAL.Recur.fromString('FREQ=DAILY;COUNT=99999').toJSON(), start, zones);
    const budget = dayBudget();
    const ask = () => Array.from({ length: 20 }, () => occurrenceOn(rule, start.wallMs, 20_000, budget));
    expect(ask).toThrow(RangeError);
  });
});
