/** Numbers as scanners and clerks give them: no text breaks the reading, one wrong character is noticed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDigit } from '../contract/mrz/check-digit.ts';
import { checkDigitProblem, documentNumberProblem, looksLikeSerial, serialNumber } from './document-number.ts';

const alphabet = 'CFGHJKLMNPRTVWXYZ123456789';
const serial = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 });
const anything = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 40 }), serial);

test('any text is read without an exception, and reading twice changes nothing', () => {
  fc.assert(
    fc.property(anything, (text) => {
      checkDigitProblem(text);
      documentNumberProblem(text);
      looksLikeSerial(text);
      expect(serialNumber(serialNumber(text)).length).toBeLessThanOrEqual(text.toUpperCase().length);
    }),
  );
});

test('a number is the same with its check digit, in small letters and in groups', () => {
  fc.assert(
    fc.property(serial, (number) => {
      const scanned = `${number}${checkDigit(number)}`;
      expect(checkDigitProblem(scanned)).toBeNull();
      expect(serialNumber(scanned)).toBe(number);
      expect(serialNumber(scanned.toLowerCase().replace(/(.{3})/g, '$1 '))).toBe(number);
      expect(serialNumber(number)).toBe(number);
    }),
  );
});

test('a character misread as its neighbour in the weights is noticed', () => {
  fc.assert(
    fc.property(serial, fc.nat(8), fc.constantFrom(...alphabet), (number, at, other) => {
      const misread = `${number.slice(0, at)}${other}${number.slice(at + 1)}`;
      const scanned = `${misread}${checkDigit(number)}`;
      // Values that differ by ten weigh the same: ICAO's check digit cannot tell them apart.
      if (checkDigit(misread) === checkDigit(number)) expect(checkDigitProblem(scanned)).toBeNull();
      else expect(checkDigitProblem(scanned)).toContain('Prüfziffer');
    }),
  );
});

test.each([
  ['L01X00T47', true],
  ['l01x 00t47 1', true],
  ['T2200129', true],
  ['SCH-2026-000017', false],
  ['Çelik-Weiß', false],
  ['Groß', false],
  ['Wolfgang', false],
])('%s is meant as a serial number: %s', (text, expected) => {
  expect(looksLikeSerial(text)).toBe(expected);
});
