/** The one exception a driver throws: a code from the closed list, with a detail for the log that holds no personal data. */
import type { DeviceErrorCode } from './device-error.table.ts';

export type { DeviceErrorCode } from './device-error.table.ts';

export class DeviceError extends Error {
  readonly code: DeviceErrorCode;
  /** Technical detail for the log, never shown to a citizen and free of personal data. */
  readonly detail: string;

  constructor(code: DeviceErrorCode, detail = '', options?: ErrorOptions) {
    super(detail === '' ? code : `${code}: ${detail}`, options);
    this.name = 'DeviceError';
    this.code = code;
    this.detail = detail;
  }
}

export function isDeviceError(error: unknown): error is DeviceError {
  return error instanceof DeviceError;
}
