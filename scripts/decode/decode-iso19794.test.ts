/** Finger records of both editions named field by field, and broken ones as errors. */
import { expect, test } from 'vitest';
import { decodeIso19794Line } from './decode-iso19794.ts';

// Layout of the chip example in BSI TR-03121-3.2 (FM COD-FP-CHIP): left index, level 31, WSQ, four image bytes.
const record2005 =
  '46495200 30313000 000000000032 0000 001F 01 01 01F4 01F4 01F4 01F4 08 02 0000' +
  '00000012 07 01 01 3C 00 0140 0190 00 FFA0FFA1';
const template = `7F60 49 A1 12 80020101 810108 82010A 87020101 88020007 5F2E 32 ${record2005}`;

test('names the fields of a 2005 record, bare and in its template', () => {
  const record = {
    format: 'ISO/IEC 19794-4:2005',
    length: 50,
    acquisitionLevel: 31,
    imageResolution: { horizontal: 500, vertical: 500 },
    fingers: [
      {
        positionName: 'left-index',
        quality: 60,
        widthPx: 320,
        heightPx: 400,
        compressionName: 'WSQ',
        impressionName: 'live plain',
        imageLength: 4,
        imageFormat: 'WSQ',
      },
    ],
  };
  expect(decodeIso19794Line(record2005)).toMatchObject(record);
  expect(decodeIso19794Line(template)).toMatchObject({
    format: 'CBEFF',
    header: { biometricType: '08', biometricSubtype: '0A', formatOwner: '0101', formatType: '0007' },
    record,
  });
});

test('names the fields of a 2011 record and leaves the image out', () => {
  const decoded = decodeIso19794Line(
    '46495200 30323000 00000042 0001 00 01 00000032 07EA 0B 16 0A 1E 0F 007B 00 0040 0001 01 3C 000F 0001' +
      '02 00 01 01F4 01F4 01F4 01F4 08 05 1D 0140 0190 00000004 FF4FFF51',
  );
  expect(decoded).toMatchObject({
    format: 'ISO/IEC 19794-4:2011',
    representations: [
      {
        capturedAt: '2026-11-22T10:30:15.123',
        positionName: 'right-index',
        compressionName: 'JPEG 2000 lossless',
        imageFormat: 'JPEG 2000 codestream',
        imageLength: 4,
      },
    ],
  });
  expect(JSON.stringify(decoded)).not.toContain('"image"');
});

test.each(['', 'zz', '46', '4649520030323000', record2005.slice(0, -2), `${record2005}00`, template.slice(0, -2)])(
  'broken: %#',
  (line) => {
    expect(decodeIso19794Line(line)).toEqual({ error: expect.any(String) });
  },
);
