/** The APDU decoder on the lines of a trace, on lines without a mark and on what is no APDU. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeApduLine } from './decode-apdu.ts';

it('tells commands from answers, with and without a mark', () => {
  expect(decodeApduLine('=> 00 B0 9C 00 06')).toMatchObject({ kind: 'command', name: 'READ BINARY', p1: '9C', le: 6 });
  expect(decodeApduLine('00A4040C07A0000002471001')).toMatchObject({ name: 'SELECT', lc: 7, dataLength: 7 });
  expect(decodeApduLine('6982')).toMatchObject({ kind: 'response', meaning: 'Zugriffsbedingung nicht erfüllt' });
  expect(decodeApduLine('<= 61094F07A00000024710019000')).toMatchObject({
    kind: 'response',
    sw: '9000',
    dataLength: 11,
    tlv: [{ tag: '61', length: 9, children: [{ tag: '4F', length: 7, value: 'A0000002471001' }] }],
  });
  expect(decodeApduLine('<= 90')).toEqual({ error: 'card.garbled: 1 bytes are no response APDU' });
});

it('gives an object for any line', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.uint8Array()), (line) => {
      const text = typeof line === 'string' ? line : Buffer.from(line).toString('hex');
      expect(typeof decodeApduLine(text)).toBe('object');
    }),
  );
});
