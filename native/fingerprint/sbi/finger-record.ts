/** ISO/IEC 19794-4:2011 finger image record, decoded with the deviations real writers show. */
import { ByteReader } from '../../core/byte-reader.ts';
import { DeviceError } from '../../core/device-error.ts';
import { decodeExtendedBlocks, type ExtendedBlock } from './finger-record-extended.ts';

export interface FingerQuality {
  /** 0 … 100; 255 = could not be computed. */
  score: number;
  vendor: number;
  algorithm: number;
}

export interface FingerImage {
  /** ISO text without zone, as the device's clock said, `2026-11-22T10:00:00.000`. */
  capturedAt: string;
  technology: number;
  vendor: number;
  deviceType: number;
  qualities: readonly FingerQuality[];
  certifications: readonly { authority: number; scheme: number }[];
  /** 1 … 5 right thumb … little, 6 … 10 left thumb … little, 13 … 15 slaps. */
  position: number;
  representation: number;
  /** 1 = rates per inch, 2 = per centimetre. */
  scaleUnits: number;
  captureRate: { horizontal: number; vertical: number };
  imageRate: { horizontal: number; vertical: number };
  bitDepth: number;
  /** 0 raw, 1 packed, 2 WSQ, 3 JPEG, 4 JPEG 2000 lossy, 5 JPEG 2000 lossless, 6 PNG. */
  compression: number;
  impression: number;
  widthPx: number;
  heightPx: number;
  image: Uint8Array;
  extended: readonly ExtendedBlock[];
}

export interface FingerRecord {
  /** The header's certification flag: representations then carry certification blocks. */
  certified: boolean;
  distinctFingers: number;
  images: readonly FingerImage[];
}

/** §8.2: "FIR\0" and "020\0". */
export const recordIdentifier = Uint8Array.of(0x46, 0x49, 0x52, 0x00, 0x30, 0x32, 0x30, 0x00);
const headerLength = 16;
/** Fixed part of a representation from its length to the image length, without quality and certification blocks. */
const fixedLength = 41;
/** Ten fingers of a person, a few views each. */
const mostRepresentations = 40;

/** Throws `device.garbled` on anything that is no such record. */
export function decodeFingerRecord(bytes: Uint8Array): FingerRecord {
  const reader = new ByteReader(bytes);
  if (!reader.take(8).every((byte, index) => byte === recordIdentifier[index])) throw garbled('identifier');
  const length = reader.u32be();
  const count = reader.u16be();
  const flag = reader.u8();
  const distinctFingers = reader.u8();
  if (length > bytes.length || length < headerLength) throw garbled('record length');
  if (count < 1 || count > mostRepresentations) throw garbled('number of representations');
  if (flag > 1) throw garbled('certification flag');
  const body = new ByteReader(bytes.subarray(0, length), headerLength);
  const images: FingerImage[] = [];
  for (let i = 0; i < count; i += 1) {
    const representationLength = new ByteReader(body.bytes, body.offset).u32be();
    if (representationLength < fixedLength) throw garbled('representation length');
    images.push(decodeRepresentation(body.take(representationLength), flag === 1));
  }
  if (body.remaining > 0) throw garbled('bytes behind the last representation');
  return { certified: flag === 1, distinctFingers, images };
}

function decodeRepresentation(bytes: Uint8Array, certified: boolean): FingerImage {
  if (!certified) return decodeImage(bytes, false);
  try {
    return decodeImage(bytes, true);
  } catch (error) {
    // MOSIP's writer leaves the count byte out when the flag is set and there are no blocks.
    try {
      return decodeImage(bytes, false);
    } catch {
      throw error;
    }
  }
}

function decodeImage(bytes: Uint8Array, withCertifications: boolean): FingerImage {
  const reader = new ByteReader(bytes, 4);
  const capturedAt = decodeTime(reader);
  const technology = reader.u8();
  const vendor = reader.u16be();
  const deviceType = reader.u16be();
  const qualities = repeat(reader.u8(), () => ({
    score: reader.u8(),
    vendor: reader.u16be(),
    algorithm: reader.u16be(),
  }));
  const certifications = withCertifications
    ? repeat(reader.u8(), () => ({ authority: reader.u16be(), scheme: reader.u8() }))
    : [];
  const head = {
    position: within(reader.u8(), 0, 15, 'position'),
    representation: reader.u8(),
    scaleUnits: within(reader.u8(), 1, 2, 'scale units'),
    captureRate: { horizontal: reader.u16be(), vertical: reader.u16be() },
    imageRate: { horizontal: reader.u16be(), vertical: reader.u16be() },
    bitDepth: within(reader.u8(), 1, 16, 'bit depth'),
    compression: within(reader.u8(), 0, 6, 'compression'),
    impression: within(reader.u8(), 0, 29, 'impression'),
    widthPx: within(reader.u16be(), 1, 65_535, 'width'),
    heightPx: within(reader.u16be(), 1, 65_535, 'height'),
  };
  const image = reader.take(reader.u32be());
  const extended = decodeExtendedBlocks(reader.rest());
  return { capturedAt, technology, vendor, deviceType, qualities, certifications, ...head, image, extended };
}

/** Month is 1 … 12 on disk. The values are not checked further: a clock that is off must not lose the print. */
function decodeTime(reader: ByteReader): string {
  const [year, month, day] = [reader.u16be(), reader.u8(), reader.u8()];
  const [hour, minute, second, millisecond] = [reader.u8(), reader.u8(), reader.u8(), reader.u16be()];
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}.${String(millisecond).padStart(3, '0')}`;
}

function repeat<T>(count: number, read: () => T): T[] {
  return Array.from({ length: count }, read);
}

function within(value: number, least: number, most: number, what: string): number {
  if (value < least || value > most) throw garbled(what);
  return value;
}

function garbled(what: string): DeviceError {
  return new DeviceError('device.garbled', `finger record: ${what}`);
}
