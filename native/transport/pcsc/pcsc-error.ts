/** Turns a PC/SC return code into a DeviceError. */
import { DeviceError } from '../../core/device-error.ts';
import { pcscErrors } from './pcsc-error.table.ts';

/** Undefined for success. */
export function toPcscError(code: number, what = 'PC/SC'): DeviceError | undefined {
  if (code === 0) return undefined;
  const hex = code.toString(16).toUpperCase().padStart(8, '0');
  const [name, meaning] = pcscErrors[code] ?? ['unlisted code', 'device.refused' as const];
  return new DeviceError(meaning, `${what}: ${name} (${hex})`);
}
