/** Names the fields of an ISO/IEC 19794-4 finger record given as hex: edition 2011, edition 2005, and 2005 inside a CBEFF template. */

import { ByteReader } from '../../native/core/byte-reader.ts';
import { DeviceError, isDeviceError } from '../../native/core/device-error.ts';
import { decodeHex, encodeHex } from '../../native/core/hex.ts';
import { decodeFingerRecord } from '../../native/fingerprint/sbi/finger-record.ts';

const positions = [
  'unknown',
  ...['right', 'left'].flatMap((side) =>
    ['thumb', 'index', 'middle', 'ring', 'little'].map((name) => `${side}-${name}`),
  ),
];
const slapPositions: Readonly<Record<number, string>> = { 13: 'right-four', 14: 'left-four', 15: 'two-thumbs' };
const compressions = ['raw', 'packed', 'WSQ', 'JPEG', 'JPEG 2000 lossy', 'JPEG 2000 lossless', 'PNG'];
/** Edition 2005 has one code for JPEG 2000 and PNG after it. */
const compressions2005 = ['raw', 'packed', 'WSQ', 'JPEG', 'JPEG 2000', 'PNG'];
const impressions: Readonly<Record<number, string>> = {
  0: 'live plain',
  1: 'live rolled',
  8: 'swipe',
  24: 'contactless',
  28: 'other',
  29: 'unknown',
};
const mostFingers = 40;

/** Never throws: what is broken comes back as `{ error }`. Image bytes are left out. */
export function decodeIso19794Line(hexLine: string): object {
  try {
    const bytes = decodeHex(hexLine.trim());
    if (bytes[0] === 0x7f && bytes[1] === 0x60) return decodeTemplate(bytes);
    return decodeRecord(bytes);
  } catch (error) {
    if (isDeviceError(error)) return { error: error.detail || error.code };
    if (error instanceof RangeError) return { error: error.message };
    throw error;
  }
}

function decodeRecord(bytes: Uint8Array): object {
  const identifier = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (identifier === 'FIR\x00020\x00') return describe2011(bytes);
  if (identifier === 'FIR\x00010\x00') return decode2005(bytes);
  throw new DeviceError('device.garbled', 'no finger record of edition 2005 or 2011');
}

function describe2011(bytes: Uint8Array): object {
  const record = decodeFingerRecord(bytes);
  const length = new ByteReader(bytes, 8).u32be();
  const representations = record.images.map((image) => {
    const { image: data, extended, position, compression, impression, ...fields } = image;
    return {
      ...fields,
      ...naming(position, compressions, compression, impression),
      imageLength: data.length,
      imageFormat: imageFormatOf(data),
      extended: extended.map((block) => ({ id: block.id, length: block.data.length })),
    };
  });
  const { certified, distinctFingers } = record;
  return { format: 'ISO/IEC 19794-4:2011', length, certified, distinctFingers, representations };
}

/** ISO/IEC 19794-4:2005 §8: header of 32 bytes, then per view 14 bytes and the image. */
function decode2005(bytes: Uint8Array): object {
  const reader = new ByteReader(bytes, 8);
  const length = reader.u48be();
  if (length !== bytes.length) throw new DeviceError('device.garbled', `length ${length}, ${bytes.length} bytes`);
  const head = { length, captureDeviceId: reader.u16be(), acquisitionLevel: reader.u16be() };
  const fingerCount = reader.u8();
  const scaleUnits = reader.u8();
  const scanResolution = { horizontal: reader.u16be(), vertical: reader.u16be() };
  const imageResolution = { horizontal: reader.u16be(), vertical: reader.u16be() };
  const bitDepth = reader.u8();
  const compression = reader.u8();
  const reserved = reader.u16be();
  if (fingerCount > mostFingers) throw new DeviceError('device.garbled', 'number of fingers');
  const fingers: object[] = [];
  while (reader.remaining > 0) fingers.push(decodeView(reader, compression));
  if (fingers.length < fingerCount) throw new DeviceError('device.garbled', 'fingers missing');
  const rates = { scanResolution, imageResolution, bitDepth };
  return { format: 'ISO/IEC 19794-4:2005', ...head, fingerCount, scaleUnits, ...rates, reserved, fingers };
}

function decodeView(reader: ByteReader, compression: number): object {
  const blockLength = reader.u32be();
  const position = reader.u8();
  const [viewCount, view, quality, impression] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()];
  const [widthPx, heightPx] = [reader.u16be(), reader.u16be()];
  reader.u8();
  if (blockLength < 14) throw new DeviceError('device.garbled', 'length of the finger block');
  const data = reader.take(blockLength - 14);
  return {
    blockLength,
    ...naming(position, compressions2005, compression, impression),
    viewCount,
    view,
    quality,
    widthPx,
    heightPx,
    imageLength: data.length,
    imageFormat: imageFormatOf(data),
  };
}

/** ISO/IEC 7816-11 template as German orders carry it: 7F60 { A1 { 80, 81, 82, 87, 88 }, 5F2E record }. */
function decodeTemplate(bytes: Uint8Array): object {
  const outer = new ByteReader(bytes);
  const [, content] = takeTlv(outer);
  if (outer.remaining > 0) throw new DeviceError('device.garbled', 'bytes behind the template');
  const reader = new ByteReader(content);
  const header: Record<string, string> = {};
  let record: object | undefined;
  while (reader.remaining > 0) {
    const [tag, value] = takeTlv(reader);
    if (tag === 0xa1) {
      const inner = new ByteReader(value);
      while (inner.remaining > 0) {
        const [name, field] = takeTlv(inner);
        header[headerFields[name] ?? `tag${name.toString(16).toUpperCase()}`] = encodeHex(field);
      }
    } else if (tag === 0x5f2e || tag === 0x7f2e) record = decodeRecord(value);
  }
  if (!record) throw new DeviceError('device.garbled', 'template without data block');
  return { format: 'CBEFF', header, record };
}

const headerFields: Readonly<Record<number, string>> = {
  128: 'headerVersion',
  129: 'biometricType',
  130: 'biometricSubtype',
  135: 'formatOwner',
  136: 'formatType',
};

/** Tags of one or two bytes, definite lengths of up to four bytes. */
function takeTlv(reader: ByteReader): [tag: number, value: Uint8Array] {
  const first = reader.u8();
  const tag = (first & 0x1f) === 0x1f ? first * 256 + reader.u8() : first;
  const short = reader.u8();
  if (short < 0x80) return [tag, reader.take(short)];
  if (short === 0x80 || short > 0x84) throw new DeviceError('device.garbled', 'length of a data object');
  let length = 0;
  for (let left = short - 0x80; left > 0; left -= 1) length = length * 256 + reader.u8();
  return [tag, reader.take(length)];
}

function naming(position: number, names: readonly string[], compression: number, impression: number) {
  return {
    position,
    positionName: slapPositions[position] ?? positions[position] ?? 'reserved',
    compression,
    compressionName: names[compression] ?? 'reserved',
    impression,
    impressionName: impressions[impression] ?? 'reserved',
  };
}

/** What the bytes are, whatever the record calls them. */
function imageFormatOf(data: Uint8Array): string {
  const start = encodeHex(data.subarray(0, 8));
  if (start.startsWith('FFA0')) return 'WSQ';
  if (start === '0000000C6A502020') return 'JP2';
  if (start.startsWith('FF4FFF51')) return 'JPEG 2000 codestream';
  if (start.startsWith('FFD8FF')) return 'JPEG';
  if (start.startsWith('89504E47')) return 'PNG';
  return 'raw or unknown';
}
