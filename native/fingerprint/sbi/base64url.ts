/** base64url as SBI uses it: padding tolerated, anything else refused. */
import { DeviceError } from '../../core/device-error.ts';

export function decodeBase64url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) throw new DeviceError('device.garbled', 'not base64url');
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

export function encodeBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** UTF-8 JSON, or `device.garbled`. */
export function decodeJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new DeviceError('device.garbled', 'not JSON', { cause: error });
  }
}

export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
