/** Lines never grow too wide, lose no letter and never cut one from its marks. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines, cutLine } from './break-lines.ts';

const measure = (text: string) => [...new Intl.Segmenter('de').segment(text.trimEnd())].length;

test('breaks at blanks, keeps line ends and no-break spaces, cuts only what is too wide', () => {
  expect(breakLines('ein Wort und noch eins', 9, measure)).toEqual(['ein Wort ', 'und noch ', 'eins']);
  expect(breakLines('eins\n\nzwei', 9, measure)).toEqual(['eins', '', 'zwei']);
  expect(breakLines('§\u00a018 Absatz', 6, measure)).toEqual(['§\u00a018 ', 'Absatz']);
  expect(breakLines('abcS̛̄def', 4, measure)).toEqual(['abcS̛̄', 'def']);
  expect(cutLine('  a   b', 4, (text) => text.length)).toEqual(['  a ', '  b']);
});

test('any text comes back whole and within the width', () => {
  const text = fc
    .array(fc.constantFrom('a', 'Straße', 'K͟h', ' ', '\n', 'Unterschriftsbeglaubigung'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (source, width) => {
      const lines = breakLines(source, width, measure);
      expect(lines.join('').replace(/\s/g, '')).toBe(source.replace(/\s/g, ''));
      for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
    }),
  );
});
