/** Simple types of XML Schema part 2 as the box sends them: boolean, integer, base64. */
import { DeviceError } from '../../core/device-error.ts';

/** `true`, `false`, `1`, `0`. */
export function decodeBoolean(text: string): boolean {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new DeviceError('device.garbled', 'no boolean');
}

export function decodeInteger(text: string): number {
  const value = /^[+-]?[0-9]{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new DeviceError('device.garbled', 'no integer');
  return value + 0;
}

/** Strict but for white space: a character too many is an error, not skipped. */
export function decodeBase64(text: string): Uint8Array {
  const packed = text.replace(/\s/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) {
    throw new DeviceError('device.garbled', 'no base64');
  }
  return new Uint8Array(Buffer.from(packed, 'base64'));
}
