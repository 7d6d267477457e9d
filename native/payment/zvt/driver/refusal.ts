/** What a negative answer or an abort of the terminal means in the words of the kit. */
import type { DeviceErrorCode } from '../../../core/device-error.ts';

/** The terminal did not begin because of its own state (PA00P015 ch. 10, §7.1). */
const reasons: ReadonlyMap<number, DeviceErrorCode> = new Map<number, DeviceErrorCode>([
  [0x51, 'payment.locked'],
  [0x6a, 'payment.locked'],
  [0x6b, 'payment.not-registered'],
  [0x6f, 'payment.wrong-currency'],
  [0x83, 'device.unsupported'],
  [0x9c, 'device.busy'],
  [0x9d, 'device.busy'],
  [0xb1, 'payment.locked'],
  [0xb2, 'payment.locked'],
  [0xbf, 'payment.locked'],
  [0xc0, 'payment.locked'],
  [0xc1, 'payment.locked'],
  [0xc2, 'payment.locked'],
  [0xc4, 'payment.locked'],
  [0xc6, 'payment.wrong-currency'],
  [0xcc, 'device.not-ready'],
  [0xdc, 'device.busy'],
  [0xdf, 'payment.locked'],
  [0xe0, 'device.busy'],
  [0xe1, 'device.busy'],
  [0xe2, 'payment.locked'],
  [0xe3, 'payment.locked'],
  [0xe4, 'payment.locked'],
  [0xf0, 'payment.locked'],
]);

/** For commands other than payments: why it did not work. */
export function refusalCode(resultCode: number): DeviceErrorCode {
  return reasons.get(resultCode) ?? 'device.refused';
}

/** For payments: set only when the code says that the terminal never began; all others are refusals of the payment. */
export function neverBegan(resultCode: number): DeviceErrorCode | undefined {
  return reasons.get(resultCode);
}
