/** Numbers of sheets: read, written, ranged; whatever is typed gives ranges that hold exactly the numbers, or nothing. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  formatSheetNumber,
  maxRange,
  numbersBetween,
  parseSheetNumber,
  rangesOf,
  sheetNumber,
} from './stock-number.ts';

it('reads what is on a sheet and writes it back', () => {
  expect(parseSheetNumber('UP-0042')).toEqual({ prefix: 'UP-', width: 4, value: 42 });
  expect(sheetNumber.parse(' up- 0042 ')).toBe('UP-0042');
  expect(numbersBetween('A0998', 'A1001')).toEqual(['A0998', 'A0999', 'A1000', 'A1001']);
  for (const [from, to] of [
    ['A1', 'B2'],
    ['A01', 'A2'],
    ['A2', 'A1'],
    ['A', 'A'],
    ['', ''],
    ['A0000001', 'A9999999'],
    ['A1;DROP', 'A2'],
  ] as const) {
    expect(numbersBetween(from, to)).toBeNull();
  }
});

it('never throws, and a range holds as many numbers as it says', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (from, to) => {
      const numbers = numbersBetween(from, to);
      if (numbers === null) return;
      expect(numbers.length).toBeLessThanOrEqual(maxRange);
      expect(rangesOf(numbers)).toEqual([{ from, to, count: numbers.length }]);
    }),
  );
  const number = fc.record({ prefix: fc.constantFrom('', 'A', 'UP-'), value: fc.nat(400) });
  fc.assert(
    fc.property(fc.uniqueArray(number, { selector: ({ prefix, value }) => `${prefix} ${value}` }), (list) => {
      const numbers = list.map(({ prefix, value }) => formatSheetNumber({ prefix, width: 4, value }));
      const ranges = rangesOf(numbers);
      const back = ranges.flatMap(({ from, to }) => numbersBetween(from, to) ?? []);
      expect(new Set(back)).toEqual(new Set(numbers));
      expect(back).toHaveLength(numbers.length);
    }),
  );
});
