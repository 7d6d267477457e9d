import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latinLettersBySearchForm } from '../latin-letters.table.ts';
import { encodeNames, transliterateName } from './transliterate.ts';

test.each([
  ['Müller-Weiß', 'MUELLER<WEISS'],
  ['D’Ærø', 'DAEROE'],
  ['Åse Þórdís', 'AASE<THORDIS'],
  ['Peña', 'PENA'],
  ['Nguyễn', 'NGUYEN'],
  ['St. John', 'ST<JOHN'],
  ['Đorđević', 'DORDEVIC'],
])('%s becomes %s', (name, zone) => {
  expect(transliterateName(name)).toBe(zone);
});

test('every letter of DIN 91379 has a transliteration; nothing else has', () => {
  for (const [form, letters] of Object.entries(latinLettersBySearchForm)) {
    for (const letter of letters) expect(transliterateName(letter), letter).toBe(form);
  }
  expect(() => transliterateName('Петров')).toThrow(RangeError);
  expect(() => transliterateName('Agent 7')).toThrow(RangeError);
});

test.each([
  ['Nilavadhanananda', 'Chayapa Dejthamrong Krasuang', 39, 'NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K'],
  ['Nilavadhanananda', 'Arnpol Petch Charonguang', 39, 'NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU'],
  ['Papandropoulous', 'Jonathon Alec', 30, 'PAPANDROPOULOUS<<JONATHON<ALEC'],
  ['Musterfrau', 'Anna Bo', 13, 'MUSTERFRAU<<A'],
  ['Musterfrau', 'Anna Bo', 17, 'MUSTERFRAU<<ANN<B'],
  ['Musterfrau', 'A B C', 16, 'MUSTERFRA<<A<B<C'],
  ['Bennelong Wooloomooloo Warrandyte', '', 23, 'BENNELO<WOOLOOM<WARRAND'],
])('%s, %s in %i positions: %s', (surname, givenNames, width, field) => {
  expect(encodeNames(surname, givenNames, width)).toBe(field);
});

const word = fc.stringMatching(/^[A-Z]{1,18}$/);
const words = fc.array(word, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' '));

test('a names field that is too long ends with a letter, keeps the surname first and begins the given names', () => {
  fc.assert(
    fc.property(words, words, fc.constantFrom(30, 31, 39), (surname, givenNames, width) => {
      const field = encodeNames(surname, givenNames, width);
      expect(field).toHaveLength(width);
      expect(field.replace(/<+$/, '').split('<<')).toHaveLength(2);
      if (surname.length + 2 + givenNames.length <= width) return;
      // Nothing but initials: the last position may have to stay empty.
      if (!/[A-Z]{2}/.test(surname + givenNames)) return;
      expect(field).toMatch(/[A-Z]$/);
      expect(field.charAt(field.indexOf('<<') + 2)).toBe(givenNames.charAt(0));
      expect(field.charAt(0)).toBe(surname.charAt(0));
    }),
  );
});
