/** The APDU of ZVT: two control bytes, a length (one byte, or FF and two bytes little endian), data (PA00P016 §5.2). */
import { ByteWriter } from '../../../core/byte-writer.ts';
import { DeviceError } from '../../../core/device-error.ts';

export interface Apdu {
  /** Both control bytes, for example 0x060f; answers are 0x8000 and 0x84xx. */
  control: number;
  data: Uint8Array;
}

/** Longest APDU: control, FF, two length bytes, 65535 bytes of data. */
export const maximumApduLength = 5 + 0xffff;

/** Throws RangeError when the data does not fit the extended length. */
export function encodeApdu(apdu: Apdu): Uint8Array {
  const writer = new ByteWriter().u16be(apdu.control);
  if (apdu.data.length < 0xff) writer.u8(apdu.data.length);
  else writer.u8(0xff).u16le(apdu.data.length);
  return writer.bytes(apdu.data).build();
}

/** How long the APDU at `offset` is, or undefined while its length field is not complete. */
export function measureApdu(bytes: Uint8Array, offset = 0): { header: number; total: number } | undefined {
  const short = bytes[offset + 2];
  if (short === undefined) return undefined;
  if (short < 0xff) return { header: 3, total: 3 + short };
  const low = bytes[offset + 3];
  const high = bytes[offset + 4];
  if (low === undefined || high === undefined) return undefined;
  return { header: 5, total: 5 + low + high * 256 };
}

/** Exactly one APDU; too few or too many bytes are `device.garbled`. */
export function decodeApdu(bytes: Uint8Array): Apdu {
  const size = measureApdu(bytes);
  if (!size) throw new DeviceError('device.garbled', `${bytes.length} bytes are no APDU`);
  if (size.total !== bytes.length) {
    throw new DeviceError('device.garbled', `APDU of ${size.total} bytes announced, ${bytes.length} present`);
  }
  return { control: (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0), data: bytes.subarray(size.header) };
}

/** 80 xx is positive, and so is 84 00 (PA00P016 §5.2). */
export function isPositiveAnswer(control: number): boolean {
  return control >> 8 === 0x80 || control === 0x8400;
}

export function isAnswer(control: number): boolean {
  return control >> 8 === 0x80 || control >> 8 === 0x84;
}

export function controlHex(control: number): string {
  return control.toString(16).toUpperCase().padStart(4, '0');
}
