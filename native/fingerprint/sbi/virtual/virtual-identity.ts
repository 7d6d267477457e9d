/** What a virtual SBI device says about itself: every place its protocol has for it reads "Zweitplatz virtuell". */
import { encodeBase64url, encodeJson } from '../base64url.ts';
import type { VirtualKeys } from './virtual-keys.ts';

export interface VirtualIdentity {
  serial: string;
  /** `L1` has its digital id signed by the chip's key. */
  certification: 'L0' | 'L1';
  deviceSubType: 'Slap' | 'Single';
  baseUrl: string;
}

export const virtualEnv = 'Developer';
export const virtualServiceVersion = '1.0.0';
export const virtualSpecVersions = ['0.9.5', '1.0.0'];

export function isoSeconds(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

function digitalIdOf(identity: VirtualIdentity, timeMs: number) {
  return {
    serialNo: identity.serial,
    make: 'Zweitplatz virtuell',
    model: `Fingerabdruckleser ${identity.deviceSubType === 'Slap' ? '4-4-2' : 'Einzelfinger'}`,
    type: 'Finger',
    deviceSubType: identity.deviceSubType,
    deviceProvider: 'Zweitplatz virtuell',
    deviceProviderId: 'ZWEITPLATZ.VIRTUELL',
    dateTime: isoSeconds(timeMs),
  };
}

export function signDigitalId(identity: VirtualIdentity, keys: VirtualKeys, timeMs: number): string {
  return keys.sign(identity.certification === 'L1' ? 'ftm' : 'device', digitalIdOf(identity, timeMs));
}

function shared(identity: VirtualIdentity, deviceStatus: string) {
  const registered = deviceStatus !== 'Not Registered';
  return {
    deviceId: `zweitplatz-${identity.serial}`,
    deviceStatus,
    certification: identity.certification,
    serviceVersion: virtualServiceVersion,
    deviceSubId: identity.deviceSubType === 'Slap' ? ['1', '2', '3'] : ['0'],
    callbackId: `${identity.baseUrl}/`,
    deviceCode: identity.serial,
    specVersion: virtualSpecVersions,
    purpose: registered ? 'Registration' : '',
  };
}

const success = { errorCode: '0', errorInfo: 'Success' };

export function discoveryOf(identity: VirtualIdentity, deviceStatus: string, timeMs: number) {
  const digitalId = encodeBase64url(encodeJson(digitalIdOf(identity, timeMs)));
  return [{ ...shared(identity, deviceStatus), digitalId, error: success }];
}

export function informationOf(identity: VirtualIdentity, deviceStatus: string, keys: VirtualKeys, timeMs: number) {
  const registered = deviceStatus !== 'Not Registered';
  const payload = {
    ...shared(identity, deviceStatus),
    firmware: virtualServiceVersion,
    env: registered ? virtualEnv : 'None',
    digitalId: signDigitalId(identity, keys, timeMs),
  };
  // An unregistered device has no key to sign with: one unsigned part.
  const deviceInfo = registered ? keys.sign('device', payload) : encodeBase64url(encodeJson(payload));
  const error = registered ? success : { errorCode: '100', errorInfo: 'Device not registered' };
  return [{ deviceInfo, error }];
}
