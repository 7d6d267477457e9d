/** Who the device is: the signed deviceInfo of MOSIPDINFO and the digital id inside, against the unsigned discovery. */
import { DeviceError } from '../../core/device-error.ts';
import { decodeBase64url, decodeJson } from './base64url.ts';
import { decodeJws } from './jws.ts';
import { assertSbiReady, assertSbiSuccess } from './sbi-error.table.ts';
import {
  type DeviceInformation,
  type DigitalId,
  type Discovered,
  decodeInfo,
  deviceInfoSchema,
  digitalIdSchema,
  parse,
} from './sbi-messages.ts';
import { assertTrusted, type SbiTrust } from './trust.ts';

export interface VerifiedDevice {
  info: DeviceInformation;
  digitalId: DigitalId;
}

/** The chip signs the digital id of an L1 device, the device key that of an L0 device (SBI 0.9.5 "Digital ID"). */
export function readDigitalId(token: string, certification: string, trust: SbiTrust, atMs: number): DigitalId {
  const { payload, certificate } = decodeJws(token);
  assertTrusted(certificate, certification === 'L1' ? trust.ftm : trust.device, atMs);
  return parse(digitalIdSchema, payload, 'digital id');
}

export function verifyDevice(body: Uint8Array, discovered: Discovered, trust: SbiTrust, nowMs: number): VerifiedDevice {
  for (const entry of decodeInfo(body)) {
    if (entry.deviceInfo == null || entry.deviceInfo === '') {
      assertSbiSuccess(entry.error);
      continue;
    }
    if (!entry.deviceInfo.includes('.')) {
      // One part without signature is how an unregistered device answers.
      const unsigned = parse(deviceInfoSchema.partial(), decodeJson(decodeBase64url(entry.deviceInfo)), 'deviceInfo');
      if (unsigned.deviceId === discovered.deviceId) assertSbiReady('Not Registered');
      continue;
    }
    const { payload, certificate } = decodeJws(entry.deviceInfo);
    const info = parse(deviceInfoSchema, payload, 'deviceInfo');
    if (info.deviceId !== discovered.deviceId) continue;
    assertTrusted(certificate, trust.device, nowMs);
    const digitalId = readDigitalId(info.digitalId, info.certification, trust, nowMs);
    if (digitalId.serialNo !== discovered.identity.serialNo) {
      throw new DeviceError('device.untrusted', 'discovery and deviceInfo name different serials');
    }
    if (info.purpose !== 'Registration') throw new DeviceError('device.unsupported', 'not a registration device');
    return { info, digitalId };
  }
  throw new DeviceError('device.disconnected', 'service no longer lists the device');
}
