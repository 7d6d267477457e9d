/** errorValue of a failed call (TR-03131 §4.1.1) and what it means for the seat. */
import type { DeviceErrorCode } from '../../core/device-error.table.ts';

export const errorValues: Readonly<Record<number, readonly [code: DeviceErrorCode, meaning: string]>> = {
  101: ['eac-box.no-card', 'no card'],
  102: ['eac-box.pin-blocked', 'PIN blocked'],
  103: ['eac-box.pin-blocked', 'PIN suspended'],
  104: ['eac-box.pin-blocked', 'PIN deactivated'],
  105: ['eac-box.wrong-card', 'MRZ needed, an EAC 1 document'],
  106: ['eac-box.wrong-card', 'no eID application, an EAC 1 document'],
  107: ['device.cancelled', 'entry cancelled at the box'],
  108: ['device.unsupported', 'application unknown'],
  109: ['device.garbled', 'SOAP error'],
  110: ['card.refused', 'PACE failed'],
  111: ['card.refused', 'terminal authentication failed'],
  112: ['card.refused', 'chip authentication failed'],
  113: ['card.refused', 'passive authentication failed'],
};
