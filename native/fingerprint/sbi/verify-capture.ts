/** The client's checklist over an RCAPTURE answer: nothing of it is believed before all ten points hold. */
import { DeviceError } from '../../core/device-error.ts';
import { decodeBase64url } from './base64url.ts';
import { decodeFingerRecord, type FingerImage } from './finger-record.ts';
import { nextHash } from './hash-chain.ts';
import { decodeJws } from './jws.ts';
import { assertSbiSuccess } from './sbi-error.table.ts';
import { sbiFingers } from './sbi-fingers.table.ts';
import { type CaptureData, type CaptureElement, captureDataSchema, decodeCapture, parse } from './sbi-messages.ts';
import { assertTrusted, type SbiTrust } from './trust.ts';
import { readDigitalId } from './verify-device.ts';

/** MOSIP's own client allows five minutes between the device's clock and ours. */
const clockWindowMs = 5 * 60_000;

export interface ExpectedCapture {
  trust: SbiTrust;
  serial: string;
  certification: string;
  env: string;
  specVersion: string;
  transactionId: string;
  requestedScore: number;
  previousHash: string;
  bioSubTypes: readonly string[];
  /** Our clock when the answer came. */
  nowMs: number;
}

export interface VerifiedFinger {
  bioSubType: string;
  score: number;
  record: Uint8Array;
  image: FingerImage;
}

export interface VerifiedCapture {
  fingers: readonly VerifiedFinger[];
  /** To be sent as previousHash with the next capture. */
  lastHash: string;
}

/** Throws a DeviceError that says which kind of doubt there is. */
export function verifyCapture(body: Uint8Array, expected: ExpectedCapture): VerifiedCapture {
  const answer = decodeCapture(body);
  assertSbiSuccess(answer.error);
  if (!('biometrics' in answer)) throw new DeviceError('device.garbled', 'answer without biometrics');
  for (const element of answer.biometrics) assertSbiSuccess(element.error);
  let lastHash = expected.previousHash;
  const fingers = answer.biometrics.map((element) => {
    const finger = verifyElement(element, expected);
    lastHash = nextHash(lastHash, finger.record);
    if (element.hash?.toUpperCase() !== lastHash) throw new DeviceError('fingerprint.chain-broken');
    return finger;
  });
  assertFingers(fingers, expected.bioSubTypes);
  return { fingers, lastHash };
}

function verifyElement(element: CaptureElement, expected: ExpectedCapture): VerifiedFinger {
  const { payload, certificate } = decodeJws(element.data ?? '');
  const data = parse(captureDataSchema, payload, 'RCAPTURE data');
  const capturedMs = readTime(data.timestamp);
  assertTrusted(certificate, expected.trust.device, capturedMs);
  assertSameRequest(element, data, expected);
  const { serialNo } = readDigitalId(data.digitalId, expected.certification, expected.trust, capturedMs);
  if (serialNo !== expected.serial) throw new DeviceError('device.untrusted', 'serial of another device');
  if (!(Math.abs(expected.nowMs - capturedMs) <= clockWindowMs)) {
    throw new DeviceError('fingerprint.stale', 'timestamp outside of the window');
  }
  const record = decodeBase64url(data.bioValue);
  return { bioSubType: data.bioSubType, score: data.qualityScore, record, image: readImage(record, data) };
}

function assertSameRequest(element: CaptureElement, data: CaptureData, expected: ExpectedCapture): void {
  const differing = [
    data.transactionId === expected.transactionId ? '' : 'transactionId',
    data.purpose === 'Registration' ? '' : 'purpose',
    data.env === expected.env ? '' : 'env',
    element.specVersion === expected.specVersion ? '' : 'specVersion',
    data.requestedScore === expected.requestedScore ? '' : 'requestedScore',
  ].filter((name) => name !== '');
  if (differing.length > 0) throw new DeviceError('fingerprint.stale', `not of this request: ${differing.join(' ')}`);
}

function readImage(record: Uint8Array, data: CaptureData): FingerImage {
  const [image, ...more] = decodeFingerRecord(record).images;
  if (!image || more.length > 0) throw new DeviceError('device.garbled', 'one image per finger expected');
  const named = sbiFingers.find((finger) => finger.bioSubType === data.bioSubType);
  if (data.bioType !== 'Finger' || named?.position !== image.position) {
    throw new DeviceError('fingerprint.wrong-fingers', 'record and name do not agree');
  }
  return image;
}

function assertFingers(fingers: readonly VerifiedFinger[], wanted: readonly string[]): void {
  const names = fingers.map((finger) => finger.bioSubType);
  const complete = names.length === wanted.length && wanted.every((name) => names.includes(name));
  if (!complete) throw new DeviceError('fingerprint.wrong-fingers', `${names.length} of ${wanted.length} or others`);
}

/** SBI times are UTC; a missing zone is read as such, an unreadable time is NaN and in no window. */
function readTime(timestamp: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(timestamp) ? timestamp : `${timestamp}Z`);
}
