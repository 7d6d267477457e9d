/** SBI error codes (0.9.5 "Device Error Codes", and those the public mock device adds) to the kit's closed list. */
import { DeviceError, type DeviceErrorCode } from '../../core/device-error.ts';

const codes: Readonly<Record<string, DeviceErrorCode>> = {
  '100': 'fingerprint.not-registered',
  '101': 'fingerprint.no-finger',
  '102': 'device.refused',
  '103': 'device.untrusted',
  '104': 'device.not-ready',
  '105': 'fingerprint.wrong-fingers',
  '106': 'device.disconnected',
  '107': 'device.untrusted',
  '108': 'fingerprint.not-registered',
  '109': 'device.unsupported',
  '110': 'device.not-ready',
  '111': 'device.busy',
  '202': 'device.disconnected',
  '500': 'device.unsupported',
  '502': 'device.unsupported',
  '503': 'device.disconnected',
  '703': 'device.busy',
  '705': 'fingerprint.not-registered',
  '809': 'device.unsupported',
};

export interface SbiError {
  errorCode: string;
}

/** Throws unless the code is success. The text beside the code is the provider's own and stays out of the log. */
export function assertSbiSuccess(error: SbiError | null | undefined): void {
  if (!error || error.errorCode === '0' || error.errorCode === '') return;
  const code = /^\d{1,6}$/.test(error.errorCode) ? error.errorCode : 'unreadable';
  throw new DeviceError(codes[code] ?? 'device.refused', `SBI error ${code}`);
}

const statusCodes: Readonly<Record<string, DeviceErrorCode>> = {
  busy: 'device.busy',
  'not ready': 'device.not-ready',
  'not registered': 'fingerprint.not-registered',
};

export function assertSbiReady(deviceStatus: string): void {
  const status = deviceStatus.trim().toLowerCase();
  if (status === 'ready') return;
  const code = statusCodes[status];
  throw new DeviceError(code ?? 'device.not-ready', code ? `status ${status}` : 'unknown status');
}
