/** How one finger is asked for: on a slap scanner as the slap with the other fingers excepted, on a single one by name. */
import { DeviceError } from '../../core/device-error.ts';
import type { FingerName } from '../port.ts';
import { fingersOfSlap, sbiFingerOf } from './sbi-fingers.table.ts';
import type { CaptureRequest } from './sbi-messages.ts';

export interface FingerPlan {
  request: Pick<CaptureRequest, 'deviceSubId' | 'count' | 'bioSubType' | 'exception'>;
  /** bioSubTypes the answer must hold. */
  expected: readonly string[];
}

export function planFinger(name: FingerName, deviceSubType: string, deviceSubIds: readonly string[]): FingerPlan {
  const { bioSubType, slap } = sbiFingerOf(name);
  const expected = [bioSubType];
  if (!/^sla[pb]$/i.test(deviceSubType)) {
    // Single and touchless scanners take the finger they are told; their sub id is 0 or the only one offered.
    const deviceSubId = deviceSubIds[0] ?? '0';
    return { request: { deviceSubId, count: 1, bioSubType: [bioSubType], exception: [] }, expected };
  }
  if (!deviceSubIds.includes(slap)) throw new DeviceError('device.unsupported', `no sub device ${slap}`);
  const others = fingersOfSlap(slap).filter((finger) => finger.bioSubType !== bioSubType);
  const exception = others.map((finger) => finger.bioSubType);
  return { request: { deviceSubId: slap, count: 1, bioSubType: [], exception }, expected };
}
