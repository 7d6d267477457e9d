import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeHex } from '../../native/core/hex.ts';
import { decodeMrzLine } from './decode-mrz.ts';

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
const zone = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];

test.each([
  ['line feeds', zone.join('\n')],
  ['a line feed at the end', `${zone.join('\n')}\n`],
  ['carriage returns', `${zone.join('\r\n')}\r\n`],
])('reads a zone with %s', (_, text) => {
  expect(decodeMrzLine(hex(text))).toMatchObject({
    format: 'TD1',
    surname: 'ERIKSSON',
    valid: true,
    failedCheckDigits: [],
  });
});

test('names the digits that fail', () => {
  const text = zone.join('\n').replace('D231458907', 'D231458908');
  expect(decodeMrzLine(hex(text))).toMatchObject({ valid: false, failedCheckDigits: ['documentNumber', 'composite'] });
});

test('anything else is an error, never an exception', () => {
  expect(decodeMrzLine('0g')).toEqual({ error: 'not a sequence of hex pairs' });
  expect(decodeMrzLine('')).toHaveProperty('error');
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 300 }).map(encodeHex)), (input) => {
      expect(decodeMrzLine(input)).toBeTypeOf('object');
    }),
  );
});
