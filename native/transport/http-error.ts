/** Turns what Node's network stack throws into the closed list of device errors. */
import { DeviceError, type DeviceErrorCode } from '../core/device-error.ts';

const codes: Readonly<Record<string, DeviceErrorCode>> = {
  ECONNREFUSED: 'device.unreachable',
  EHOSTUNREACH: 'device.unreachable',
  ENETUNREACH: 'device.unreachable',
  EADDRNOTAVAIL: 'device.unreachable',
  ENOTFOUND: 'device.unreachable',
  EAI_AGAIN: 'device.unreachable',
  ETIMEDOUT: 'device.timeout',
  ECONNRESET: 'device.disconnected',
  EPIPE: 'device.disconnected',
  ABORT_ERR: 'device.cancelled',
};

export function toHttpError(error: unknown): DeviceError {
  if (error instanceof DeviceError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = codes[code];
  if (known !== undefined) return new DeviceError(known, code, { cause: error });
  if (code.startsWith('HPE_')) return new DeviceError('device.garbled', code, { cause: error });
  // OpenSSL's and BoringSSL's words for a bad certificate or handshake.
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_|HOSTNAME/.test(code)) {
    return new DeviceError('device.untrusted', code, { cause: error });
  }
  return new DeviceError('device.disconnected', code, { cause: error });
}
