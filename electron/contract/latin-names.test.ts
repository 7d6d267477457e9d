import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latinLettersBySearchForm, nameSigns } from './latin-letters.table.ts';
import {
  isLatinName,
  latinLength,
  latinNameProblem,
  latinTextProblem,
  normalizeLatin,
  searchForm,
} from './latin-names.ts';

const letters = Object.values(latinLettersBySearchForm).flat();

test('the table has the 500 letters and 149 sequences of DIN 91379, each once and in NFC', () => {
  expect(letters.filter((letter) => [...letter].length === 1)).toHaveLength(500);
  expect(letters.filter((letter) => [...letter].length > 1)).toHaveLength(149);
  expect(new Set(letters).size).toBe(649);
  for (const letter of letters) expect(letter).toBe(letter.normalize('NFC'));
  for (const form of Object.keys(latinLettersBySearchForm)) expect(form).toMatch(/^[A-Z]{1,2}$/);
});

test('every letter is the decomposition of its own search form, where it has one', () => {
  for (const [form, group] of Object.entries(latinLettersBySearchForm)) {
    if (form.length > 1) continue;
    for (const letter of group) {
      const base = letter.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
      if (/^[A-Z]$/.test(base)) expect(base, letter).toBe(form);
    }
  }
});

test('any text of letters and signs is a name, in either normal form, and a sequence is one position', () => {
  const name = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(name, (parts) => {
      const text = parts.join('-');
      expect(latinNameProblem(text)).toBeNull();
      expect(latinNameProblem(text.normalize('NFD'))).toBeNull();
      expect(latinLength(text.normalize('NFD'))).toBe(parts.length * 2 - 1);
      expect(searchForm(text)).toMatch(/^[A-Z]+( [A-Z]+)*$/);
    }),
  );
  for (const sign of nameSigns) expect(latinNameProblem(sign), sign).toBeNull();
});

test('anything else gives a sentence with the code point, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const problem = latinNameProblem(text);
      if (problem !== null) expect(problem).toMatch(/U\+[0-9A-F]{4}/);
      expect(isLatinName(text)).toBe(problem === null);
      expect(searchForm(text)).toMatch(/^[A-Z ]*$/);
    }),
  );
});

test.each([
  ['Петров', '«П» (U+041F)', 'Kyrillisch'],
  ['Παπας', '«Π» (U+03A0)', 'Griechisch'],
  ['Müller–Weiß', '«–» (U+2013)', 'Bindestrich'],
  ['O‘Neil', '«‘» (U+2018)', 'Apostroph'],
  ['Müller 2', '«2» (U+0032)', 'Ziffern'],
  ['Ewe Ɖ', '«Ɖ» (U+0189)', 'Register'],
  ['q\u0301', '«q\u0301» (U+0071 U+0301)', 'Register'],
  ['A\u00A0B', '(U+00A0)', 'unsichtbare'],
])('%s: names %s and what to do (%s)', (text, character, advice) => {
  expect(latinNameProblem(text)).toContain(character);
  expect(latinNameProblem(text)).toContain(advice);
});

test('streets may hold digits and signs, names may not', () => {
  expect(latinTextProblem('Straße des 17. Juni 3/5 (Hof)')).toBeNull();
  expect(latinTextProblem('Улица 5')).not.toBeNull();
});

test('normalising composes and replaces nothing', () => {
  expect(normalizeLatin('Mu\u0308ller')).toBe('Müller');
  expect(normalizeLatin('ﬁ’´')).toBe('ﬁ’´');
});

test.each([
  ['Müller-Łukasz', 'MUELLER LUKASZ'],
  ['D’Ærø Åse', 'DAEROE AASE'],
  ['Groß Đorđević', 'GROSS DORDEVIC'],
  ['Þórr Ï Ë Ÿ', 'THORR I E Y'],
  ['K\u035Fhan', 'KHAN'],
  ['Ạ\u0308lf', 'AELF'],
])('%s is found as %s', (text, form) => {
  expect(searchForm(text)).toBe(form);
});
