/** Bytes in and out: the hash chain's published rule, finger records, JP2, messages, and anything hostile. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { DeviceError } from '../../core/device-error.ts';
import { decodeHex, encodeHex } from '../../core/hex.ts';
import { decodeFingerRecord, type FingerRecord } from './finger-record.ts';
import { encodeFingerRecord } from './finger-record-encode.ts';
import { nextHash } from './hash-chain.ts';
import { decodeCodestreamSize, decodeJp2 } from './jp2.ts';
import { decodeJpeg2000, encodeJpeg2000 } from './jpeg2000.ts';
import { decodeJws } from './jws.ts';
import { planFinger } from './plan-finger.ts';
import { decodeCapture, decodeDiscovery, decodeInfo } from './sbi-messages.ts';
import { drawSyntheticPrint } from './virtual/synthetic-print.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

test('the hash chain joins bytes, not text', () => {
  const first = nextHash('', ascii('abc'));
  expect(first).toBe('BDDBDF7E9DF02F902EE5DD61B2B513D7566A2112FF97DB7DC3B6D184A43EF0E3');
  expect(nextHash(first, ascii('def'))).toBe('D06FFD66589038DEEA66A68731881D1D14470238326C1C55C4855C1DA9F9A1DC');
  // Clients send "" or the hash of nothing for the first capture: the same 32 bytes.
  const nothing = 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855';
  expect(nextHash(nothing, ascii('abc'))).toBe(first);
});

/** ISO/IEC 19794-4:2011 §8: general header, one representation with one quality block, two image bytes. */
const header = '46495200 30323000';
const beforeQuality = '07EA 0B 16 0A 1E 0F 007B 00 0040 0001';
const afterQuality = '02 00 01 01F4 01F4 01F4 01F4 08 00 1D 0001 0002 00000002';
const record = (flag: string, certifications: string, extended = '') => {
  const body = decodeHex(`${beforeQuality} 01 3C 000F 0001 ${certifications} ${afterQuality} A1B2 ${extended}`);
  const lengths = [body.length + 4 + 16, body.length + 4].map((length) => length.toString(16).padStart(8, '0'));
  return decodeHex(`${header} ${lengths[0]} 0001 ${flag} 01 ${lengths[1]} ${encodeHex(body)}`);
};

test('reads a finger record with its deviations', () => {
  const plain = record('00', '');
  const [image] = decodeFingerRecord(plain).images;
  expect(image).toMatchObject({
    capturedAt: '2026-11-22T10:30:15.123',
    vendor: 0x40,
    qualities: [{ score: 60, vendor: 0x0f, algorithm: 1 }],
    position: 2,
    imageRate: { horizontal: 500, vertical: 500 },
    compression: 0,
    impression: 29,
    widthPx: 1,
    heightPx: 2,
    extended: [],
  });
  // Offset 62 with one quality block, 69 with two certification blocks.
  expect(image?.image.byteOffset).toBe((plain.byteOffset ?? 0) + 62);
  const certified = record('01', '02 0001 01 0002 02');
  expect(decodeFingerRecord(certified).images[0]?.image.byteOffset).toBe((certified.byteOffset ?? 0) + 69);
  // MOSIP's writer: flag set, no blocks, no count byte.
  expect(decodeFingerRecord(record('01', '')).images[0]).toMatchObject({ position: 2, certifications: [] });
  const extended = decodeFingerRecord(record('00', '', '0002 0007 01 02 01 0003 0006 4869')).images[0]?.extended;
  expect(extended?.map(({ id, data }) => [id, encodeHex(data)])).toEqual([
    [2, '010201'],
    [3, '4869'],
  ]);
  expect(encodeHex(encodeFingerRecord(decodeFingerRecord(certified)))).toBe(encodeHex(certified));
});

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const u16 = fc.integer({ min: 0, max: 0xffff });
const rate = fc.record({ horizontal: u16, vertical: u16 });

test('any finger record survives the way out and back', () => {
  const image = fc.record({
    capturedAt: fc.constant('2024-02-29T23:59:58.999'),
    technology: fc.integer({ min: 0, max: 20 }),
    vendor: u16,
    deviceType: u16,
    qualities: fc.array(fc.record({ score: fc.integer({ min: 0, max: 255 }), vendor: u16, algorithm: u16 }), {
      maxLength: 5,
    }),
    certifications: fc.constant([]),
    position: fc.integer({ min: 0, max: 15 }),
    representation: fc.integer({ min: 0, max: 255 }),
    scaleUnits: fc.integer({ min: 1, max: 2 }),
    captureRate: rate,
    imageRate: rate,
    bitDepth: fc.integer({ min: 1, max: 16 }),
    compression: fc.integer({ min: 0, max: 6 }),
    impression: fc.integer({ min: 0, max: 29 }),
    widthPx: fc.integer({ min: 1, max: 0xffff }),
    heightPx: fc.integer({ min: 1, max: 0xffff }),
    image: bytes(50),
    extended: fc.array(fc.record({ id: fc.integer({ min: 1, max: 9 }), data: bytes(9) }), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(image, { minLength: 1, maxLength: 3 }), (images) => {
      const whole: FingerRecord = { certified: false, distinctFingers: 1, images };
      expect(decodeFingerRecord(encodeFingerRecord(whole))).toEqual(whole);
    }),
  );
});

const onlyDeviceErrors = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
  }
};

test('any bytes give a value or a DeviceError', () => {
  const valid = record('01', '02 0001 01 0002 02', '0002 0007 01 02 01');
  const flipped = fc.tuple(fc.nat(valid.length - 1), fc.integer({ min: 0, max: 255 })).map(([at, value]) => {
    const copy = Uint8Array.from(valid);
    copy[at] = value;
    return copy;
  });
  const text = fc.oneof(fc.json(), fc.string()).map(ascii);
  fc.assert(
    fc.property(fc.oneof(flipped, bytes(80), text), (input) => {
      for (const decode of [decodeFingerRecord, decodeDiscovery, decodeInfo, decodeCapture, decodeJp2]) {
        onlyDeviceErrors(() => decode(input));
      }
      onlyDeviceErrors(() => decodeCodestreamSize(input));
      onlyDeviceErrors(() => decodeJws(new TextDecoder().decode(input)));
    }),
    { numRuns: 400 },
  );
});

test('JPEG 2000 comes back bit by bit as a JP2 file; hostile sizes are refused before decoding; nothing is printed', async () => {
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const image = drawSyntheticPrint({ seed: 3, position: 2, score: 70, widthPx: 96, heightPx: 128 });
    const jp2 = await encodeJpeg2000(image);
    expect(encodeHex(jp2.subarray(0, 12))).toBe('0000000C6A5020200D0A870A');
    expect(await decodeJpeg2000(jp2)).toEqual(image);
    const raw = Uint8Array.from(decodeJp2(jp2));
    expect(await decodeJpeg2000(raw)).toEqual(image);
    const huge = Uint8Array.from(raw);
    // Image and one tile of 65,535 × 65,535: four gigabytes, if somebody allocates for it.
    for (const at of [8, 12, 24, 28]) huge.set([0, 0, 0xff, 0xff], at);
    expect(() => decodeCodestreamSize(huge)).toThrow(DeviceError);
    expect(decodeCodestreamSize(raw)).toEqual({ widthPx: 96, heightPx: 128, components: 1, bitDepth: 8 });
    for (const bad of [huge, raw.subarray(0, 200), raw.subarray(0, 30), new Uint8Array(0)]) {
      await expect(decodeJpeg2000(bad)).rejects.toMatchObject({ code: 'device.garbled' });
    }
    for (let at = 60; at < raw.length; at += 397) {
      const broken = Uint8Array.from(raw);
      broken[at] = (broken[at] ?? 0) ^ 0x5a;
      await decodeJpeg2000(broken).catch((error: unknown) => expect(error).toBeInstanceOf(DeviceError));
    }
    expect(await decodeJpeg2000(jp2)).toEqual(image);
    expect(printed).not.toHaveBeenCalled();
  } finally {
    printed.mockRestore();
  }
});

test('a slap scanner is told whom to leave out, a single one whom to take', () => {
  expect(planFinger('right-ring', 'Slap', ['1', '2', '3']).request).toEqual({
    deviceSubId: '2',
    count: 1,
    bioSubType: [],
    exception: ['Right IndexFinger', 'Right MiddleFinger', 'Right LittleFinger'],
  });
  expect(planFinger('left-thumb', 'Slab', ['1', '2', '3']).request.exception).toEqual(['Right Thumb']);
  expect(planFinger('left-thumb', 'Single', ['0']).request).toMatchObject({
    deviceSubId: '0',
    bioSubType: ['Left Thumb'],
    exception: [],
  });
  expect(() => planFinger('left-thumb', 'Slap', ['1', '2'])).toThrow('device.unsupported');
});

test('drifts of real answers are read: numbers for text, trailing lines, lone errors', () => {
  const digitalId = Buffer.from(
    JSON.stringify({ serialNo: 4711, make: 'm', model: 'n', type: 'Finger', deviceSubType: 'Slap' }),
  ).toString('base64url');
  const entry = {
    deviceId: 7,
    deviceStatus: 'Ready',
    deviceSubId: [1, '2', 3],
    callbackId: 'http://127.0.0.1:4501/',
    digitalId,
    specVersion: '0.9.5',
    error: { errorCode: 0, errorInfo: 'Success' },
  };
  const [found] = decodeDiscovery(ascii(`${JSON.stringify([entry])}\r\n\r\n`));
  expect(found).toMatchObject({
    deviceId: '7',
    deviceSubId: ['1', '2', '3'],
    specVersion: ['0.9.5'],
    identity: { serialNo: '4711' },
  });
  expect(decodeDiscovery(ascii('{"error":{"errorCode":"503","errorInfo":""}}'))).toEqual([]);
});
