import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeZvtFrame } from './decode-zvt.ts';

/** Fields as `bmp=hex`. */
function fields(hex: string): string {
  const decoded = decodeZvtFrame(hex);
  return 'error' in decoded ? decoded.error : decoded.fields.map((field) => `${field.bmp}=${field.hex}`).join(' ');
}

describe('decodeZvtFrame', () => {
  // Bytes of PA00P015 and PA00P016, see the sections named there.
  it.each([
    ['0600 0E 123456 BE 0978 06 06 26 04 0A 02 06D3', 'password=123456 config=BE currency=0978 06=26040A0206D3'],
    ['0600 06 123456 08 0978', 'password=123456 config=08 currency=0978'],
    ['0600 04 123456 08', 'password=123456 config=08'],
    ['1002 0601 0A 04 000000011010 00 49 0978 1003 F2FF', '04=000000011000 49=0978'],
    ['0601 07 04 000000001000', '04=000000001000'],
    ['0620 05 123456 03 03', 'password=123456 03=03'],
    ['0630 06 123456 87 0042', 'password=123456 87=0042'],
    ['0650 03 123456', 'password=123456'],
    ['0670 05 06 03 1B 01 02', '06=1B0102'],
    ['0501 00', ''],
    ['1002 0501 03 123456 1003 E043', 'password=123456'],
    ['0501 05 123456 03 05', 'password=123456 03=05'],
    ['06B0 00', ''],
    ['8000 00', ''],
    ['8000 07 06 05 1F73 02 0001', '06=1F73020001'],
    ['1002 849C 00 1003 C341', ''],
    ['849D 07 04 000000001250', '04=000000001250'],
    ['841E 01 6F', '27=6F'],
    ['841E 03 6F 0978', '27=6F currency=0978'],
    ['040F 02 27 00', '27=00'],
    ['040F 10 27 05 29 52500041 3C F0F0F2 4162 0B 0000', '040F: unbekanntes oder unvollständiges BMP an Stelle 13'],
    ['04FF 01 0A', 'status=0A'],
    ['04FF 02 0A 01', 'status=0A timeout=01'],
    ['04FF 09 0A 01 06 05 24 03 07 01 41', 'status=0A timeout=01 06=2403070141'],
    ['04FF 08 0A 06 05 24 03 07 01 41', 'status=0A 06=2403070141'],
    ['060F 00', ''],
    ['060F 0B F0F0F7 322E31342E3135 00', 'version=322E31342E3135 status=00'],
    ['060F 07 F0F0F3 626C61 06', 'version=626C61 status=06'],
    ['060F 09 F0F0F3 626C61 06 06 00', 'version=626C61 status=06 06='],
    ['060F 01 9C', 'status=9C'],
    ['060F 03 06 06 00', 'status=06 06='],
    ['060F 0A 19 00 29 52500041 49 0978', '19=00 29=52500041 49=0978'],
    ['061E 01 6C', '27=6C'],
    ['06D1 01 81', 'attribute=81'],
    ['06D1 03 40 4142', 'attribute=40 text=4142'],
    ['06D1 00', ''],
    ['0401 08 AA 261122 0C 101530', 'AA=261122 0C=101530'],
    ['0610 03 123456', 'password=123456'],
    ['0612 07 123456 0233 0234', 'password=123456 from-receipt=0233 to-receipt=0234'],
    ['0830 01 00', 'language=00'],
    ['0602 00', ''],
  ])('%s', (hex, expected) => {
    expect(fields(hex)).toBe(expected);
  });

  it('takes nested objects apart', () => {
    const text = Buffer.from('Abbruch durch externes Kommando!').toString('hex');
    const decoded = decodeZvtFrame(`061E 2E 6C 06 2B 1F16 05 FF00001441 1F17 20 ${text}`);
    expect(decoded).toMatchObject({
      control: '061E',
      length: 0x2e,
      tlv: [
        { tag: '1F16', hex: 'FF00001441' },
        { tag: '1F17', hex: text.toUpperCase() },
      ],
      describe: '061E abort-by-terminal result=6c [tlv]',
    });
    expect(decodeZvtFrame('06D3 12 06 10 1F07 01 02 25 0A 09 01 80 07 02 4142 09 01 81')).toMatchObject({
      tlv: [
        { tag: '1F07', hex: '02' },
        {
          tag: '25',
          hex: '0901800702414209' + '0181',
          children: [
            { tag: '09', hex: '80' },
            { tag: '07', hex: '4142' },
            { tag: '09', hex: '81' },
          ],
        },
      ],
    });
  });

  it.each([
    '',
    '8',
    'keine Bytes',
    '0601',
    '060F05',
    '060F0000',
    '8000 01',
    '040F FF 01',
    '9999 00',
    '040F 04 27 00 99 01',
    '040F 02 04 00',
    '040F 04 22 E0E0 11',
    '0600 02 1234',
    '061E 00',
    '06D3 05 06 05 1F07 01',
    '040F 04 06 02 04 82',
    '1002 8000 00 1003 F51E',
    '1002 8000 00',
  ])('tells an error for "%s"', (hex) => {
    expect(decodeZvtFrame(hex)).toEqual({ error: expect.stringMatching(/./) });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('hex')),
        ),
        (text) => {
          expect(decodeZvtFrame(text)).toBeTypeOf('object');
        },
      ),
    );
  });
});
