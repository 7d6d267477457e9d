/** Packed decimal digits and nibble strings (PA00P015 ch. 9). */
import { DeviceError } from '../../../core/device-error.ts';
import { encodeHex } from '../../../core/hex.ts';

/** `value` with leading zeros in `length` bytes; RangeError when it does not fit. */
export function encodeBcd(value: number, length: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 10 ** (2 * length)) {
    throw new RangeError(`${value} does not fit ${2 * length} digits`);
  }
  return Uint8Array.from(Buffer.from(String(value).padStart(2 * length, '0'), 'hex'));
}

/** Throws `device.garbled` when a nibble is no digit or the number is not exact. */
export function decodeBcd(bytes: Uint8Array): number {
  const digits = encodeHex(bytes);
  const value = Number(digits);
  if (!/^[0-9]+$/.test(digits) || !Number.isSafeInteger(value)) {
    throw new DeviceError('device.garbled', `${bytes.length} bytes are no decimal digits`);
  }
  return value;
}

/** As `decodeBcd`, but undefined instead of an error: terminals fill fields they do not know with anything. */
export function readBcd(bytes: Uint8Array | undefined): number | undefined {
  if (!bytes || !/^[0-9]+$/.test(encodeHex(bytes))) return undefined;
  const value = Number(encodeHex(bytes));
  return Number.isSafeInteger(value) ? value : undefined;
}
