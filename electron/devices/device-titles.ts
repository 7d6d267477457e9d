/** German names of the device classes, as the clerk says them. */
import type { DeviceClass } from '../contract/devices.ts';

export const deviceTitles: Record<DeviceClass, string> = {
  payment: 'EC-Terminal',
  signature: 'Unterschriftenpad',
  fingerprint: 'Fingerabdruckscanner',
  card: 'Kartenleser',
  'eac-box': 'Änderungsterminal',
  printer: 'Drucker',
};
