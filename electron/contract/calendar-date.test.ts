import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addYears,
  ageInYears,
  calendarDate,
  earliestDay,
  formatGermanDate,
  latestDay,
  partialDate,
} from './calendar-date.ts';

const day = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('days agree with the calendar of the machine', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2100 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 32 }),
      (y, m, d) => {
        const text = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
        const date = new Date(`${text}T00:00:00Z`);
        const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
        expect(calendarDate.safeParse(text).success).toBe(real);
      },
    ),
  );
});

test.each([
  ['2004-02-29', '2028-02-28', 23],
  ['2004-02-29', '2027-02-28', 22],
  ['2004-02-29', '2027-03-01', 23],
  ['2004-02-29', '2028-02-29', 24],
  ['2010-11-22', '2026-11-22', 16],
  ['2010-11-23', '2026-11-22', 15],
  ['2010-11-XX', '2026-11-29', 15],
  ['2010-11-XX', '2026-11-30', 16],
  ['2010-XX-XX', '2026-12-30', 15],
  ['XXXX-XX-XX', '2026-12-30', null],
])('born %s, on %s: %s', (birth, on, age) => {
  expect(ageInYears(birth, on)).toBe(age);
});

test('the nth birthday completes n years, the day before does not', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 100 }), (birth, years) => {
      const birthday = addYears(birth, years);
      if (birth.endsWith('02-29') && !birthday.endsWith('02-29')) return;
      expect(ageInYears(birth, birthday)).toBe(years);
    }),
  );
});

test('a partial date spans from its first to its last day', () => {
  expect([earliestDay('2024-02-XX'), latestDay('2024-02-XX')]).toEqual(['2024-02-01', '2024-02-29']);
  expect([earliestDay('2023-XX-XX'), latestDay('2023-XX-XX')]).toEqual(['2023-01-01', '2023-12-31']);
  expect([earliestDay('XXXX-XX-XX'), latestDay('XXXX-XX-XX')]).toEqual([null, null]);
  expect([earliestDay('2023-05-06'), latestDay('2023-05-06')]).toEqual(['2023-05-06', '2023-05-06']);
});

test.each(['2023-02-29', '2023-13-01', '2023-XX-01', 'XXXX-01-01', '23-01-01', '2023-1-1', '', '2023-00-XX'])(
  '%s is no date',
  (text) => {
    expect(partialDate.safeParse(text).success).toBe(false);
  },
);

test('German form keeps unknown parts', () => {
  expect(formatGermanDate('1980-XX-XX')).toBe('XX.XX.1980');
});
