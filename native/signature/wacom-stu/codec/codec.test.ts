/** The codec against the public layouts, as round trips, and against any bytes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDeviceError } from '../../../core/device-error.ts';
import { decodeHex, encodeHex } from '../../../core/hex.ts';
import { findStuModel } from '../stu-models.table.ts';
import { capabilityReport, informationReport, statusReport } from './identity-reports.ts';
import * as images from './image-encoder.ts';
import { imageBlockReport, startImageAreaReport } from './image-reports.ts';
import { penDataReport, penDataTimedReport } from './pen-data.ts';
import type { ReportCodec } from './report-codec.ts';
import {
  background24Report,
  handwritingAreaReport,
  inkColour16Report,
  inkColour24Report,
  inkThresholdReport,
} from './screen-reports.ts';
import { decodeReport, describeReport, stuReports } from './stu-report.ts';

const touching = { ready: true, switch: 1, pressure: 600, x: 1234, y: 2222 };

it.each<[ReportCodec<object>, string, object]>([
  [penDataReport, '019258 04D2 08AE', touching],
  [penDataTimedReport, '349258 04D2 08AE 1388 0007', { ...touching, timeMs: 5000, sequence: 7 }],
  [statusReport, '03 01 02 0000', { state: 1, lastResult: 2 }],
  [
    informationReport,
    '08 5354552D3533300000 01 05 01 01020304',
    { model: 'STU-530', firmwareMajor: 1, firmwareMinor: 5, secureIc: 1, secureIcVersion: [1, 2, 3, 4] },
  ],
  [
    capabilityReport,
    '09 2A30 1950 03FF 0320 01E0 C8 09EC 0F 0000',
    {
      maxX: 10800,
      maxY: 6480,
      maxPressure: 1023,
      screenWidthPx: 800,
      screenHeightPx: 480,
      rateHz: 200,
      resolution: 2540,
      encodingFlag: 15,
    },
  ],
  [inkThresholdReport, '22 1500 1000', { on: 21, off: 16 }],
  [handwritingAreaReport, '2A 0000 0000 3F01 C700', { x1: 0, y1: 0, x2: 319, y2: 199 }],
  [startImageAreaReport, '24 04 01 0A00 1400 1F03 DF01', { mode: 4, x1: 10, y1: 20, x2: 799, y2: 479 }],
  [inkColour16Report, '28 1FF8 02', { rgb565: 0xf81f, thickness: 2 }],
  [inkColour24Report, '2D 112233 01', { red: 0x33, green: 0x22, blue: 0x11, thickness: 1 }],
  [background24Report, '2E 112233', { red: 0x33, green: 0x22, blue: 0x11 }],
])('$name reads and writes the bytes of the layout', (codec, hex, fields) => {
  expect(codec.decode(decodeHex(hex))).toEqual(fields);
  expect(encodeHex(codec.encode(fields))).toBe(encodeHex(decodeHex(hex)));
});

it('pads an image block to 256 bytes behind a little-endian length', () => {
  const block = imageBlockReport.encode({ data: Uint8Array.of(1, 2, 3) });
  expect(encodeHex(block.subarray(0, 8))).toBe('2603000102030000');
  expect(block.length).toBe(256);
  expect([...imageBlockReport.decode(block).data]).toEqual([1, 2, 3]);
  expect(() => imageBlockReport.encode({ data: new Uint8Array(254) })).toThrow(RangeError);
});

it('reads the short capability of a 500', () => {
  const short = decodeHex('09 27D8 1DB0 01FF 0280 01E0');
  expect(capabilityReport.decode(short)).toMatchObject({ maxX: 10200, maxPressure: 511, rateHz: 0, encodingFlag: 0 });
});

it('survives every value of a pen sample', () => {
  const u16 = fc.nat(0xffff);
  const sample = fc.record({
    ready: fc.boolean(),
    switch: fc.nat(7),
    pressure: fc.nat(0xfff),
    x: u16,
    y: u16,
    timeMs: u16,
    sequence: u16,
  });
  fc.assert(
    fc.property(sample, (pen) => {
      expect(penDataTimedReport.decode(penDataTimedReport.encode(pen))).toEqual(pen);
    }),
  );
});

it('writes back what it reads, for every report and any payload', () => {
  const codec = fc.constantFrom(...stuReports.values());
  fc.assert(
    fc.property(codec, fc.uint8Array({ minLength: 256, maxLength: 256 }), (report, payload) => {
      const bytes = Uint8Array.from([report.id, ...payload]).subarray(0, report.length);
      if (report.id === 0x26) bytes.set([(bytes[1] ?? 0) % 254, 0], 1);
      const fields = report.decode(bytes);
      expect(report.decode(report.encode(fields))).toEqual(fields);
    }),
    { numRuns: 500 },
  );
});

it('turns any bytes into a value or a DeviceError and never names pen data in the log', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(0, ...stuReports.keys()), (bytes, id) => {
      if (bytes.length > 0 && id !== 0) bytes[0] = id;
      expect(describeReport(bytes)).toEqual(expect.any(String));
      try {
        decodeReport(bytes);
      } catch (error) {
        expect(isDeviceError(error)).toBe(true);
      }
    }),
  );
  expect(describeReport(decodeHex('019258 04D208AE'))).toBe('PenData');
  expect(describeReport(decodeHex('030001'))).toBe('Status {"state":0,"lastResult":1}');
});

it('encodes a picture in every depth', () => {
  const oneBit = { widthPx: 10, heightPx: 2, bits: Uint8Array.of(0b1010_1010, 0b0100_0000, 0, 0) };
  expect([...images.encodeBits1(oneBit)]).toEqual([0b1010_1010, 0b0111_1111, 0, 0b0011_1111]);
  const colours = { widthPx: 2, heightPx: 1, rgb: Uint8Array.of(255, 0, 0, 0, 0, 255) };
  expect([...images.encodeBits16(colours)]).toEqual([0xf8, 0x00, 0x00, 0x1f]);
  expect([...images.encodeBits24(colours)]).toEqual([0, 0, 255, 255, 0, 0]);
  expect(images.decodeBits24(images.encodeBits24(colours), 2, 1)).toEqual(colours);
  expect([...images.decodeBits16(images.encodeBits16(colours), 2, 1).rgb]).toEqual([248, 0, 0, 0, 0, 248]);
  expect([...images.decodeBits1(images.encodeBits1(oneBit), 10, 2).rgb.subarray(0, 6)]).toEqual([
    255, 255, 255, 0, 0, 0,
  ]);
  expect(() => images.encodeBits24({ ...colours, widthPx: 3 })).toThrow(RangeError);
});

it('finds the model by the name the pad reports', () => {
  const names = ['STU-530', 'STU-430V/G', 'STU-430', 'STU-520A', 'STU-520', 'STU-9'];
  expect(names.map((name) => findStuModel(name)?.name)).toEqual([
    'STU-530',
    'STU-430V',
    'STU-430',
    'STU-520A',
    'STU-520A',
    undefined,
  ]);
});
