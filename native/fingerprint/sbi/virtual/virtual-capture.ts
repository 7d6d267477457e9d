/** The RCAPTURE answer of a virtual device: checked request, invented prints, signed data, hash chain, and faults where ordered. */
import { z } from 'zod';
import { encodeBase64url } from '../base64url.ts';
import { encodeFingerRecord } from '../finger-record-encode.ts';
import { nextHash } from '../hash-chain.ts';
import { encodeJpeg2000 } from '../jpeg2000.ts';
import { fingersOfSlap, type SbiFinger, sbiFingers } from '../sbi-fingers.table.ts';
import { drawSyntheticPrint } from './synthetic-print.ts';
import type { SbiFault } from './virtual-faults.table.ts';
import {
  isoSeconds,
  signDigitalId,
  type VirtualIdentity,
  virtualEnv,
  virtualServiceVersion,
  virtualSpecVersions,
} from './virtual-identity.ts';
import type { VirtualKeys } from './virtual-keys.ts';

const requestSchema = z.object({
  env: z.string(),
  purpose: z.string(),
  specVersion: z.string(),
  timeout: z.string(),
  transactionId: z.string(),
  bio: z
    .array(
      z.object({
        type: z.string(),
        count: z.string(),
        bioSubType: z.array(z.string()).default([]),
        exception: z.array(z.string()).default([]),
        requestedScore: z.string(),
        deviceId: z.string(),
        deviceSubId: z.string(),
        previousHash: z.string(),
      }),
    )
    .length(1),
});

export interface CaptureOrder {
  timeoutMs: number;
  specVersion: string;
  transactionId: string;
  requestedScore: string;
  previousHash: string;
  fingers: readonly SbiFinger[];
}

export interface CaptureSettings {
  identity: VirtualIdentity;
  keys: VirtualKeys;
  fault: SbiFault;
  seed: number;
  nowMs: number;
  widthPx: number;
  heightPx: number;
  score(finger: SbiFinger): number;
}

/** The order, or the SBI error code with which the public mock device refuses such a request. */
export function readCaptureOrder(json: unknown, identity: VirtualIdentity): CaptureOrder | string {
  const request = requestSchema.safeParse(json);
  if (!request.success) return '113';
  const { env, purpose, specVersion, timeout, transactionId, bio } = request.data;
  const [part] = bio;
  if (part?.type !== 'Finger') return '114';
  if (env !== virtualEnv) return '115';
  if (purpose !== 'Registration') return '121';
  if (!/^[A-Za-z0-9-]{4,50}$/.test(transactionId)) return '112';
  if (part.deviceId !== `zweitplatz-${identity.serial}`) return '106';
  if (!virtualSpecVersions.includes(specVersion)) return '113';
  const known = (name: string) => sbiFingers.some((finger) => finger.bioSubType === name);
  if (![...part.bioSubType, ...part.exception].every(known)) return '122';
  const slap = identity.deviceSubType === 'Slap' ? fingersOfSlap(part.deviceSubId) : sbiFingers;
  if (part.exception.some((name) => !slap.some((finger) => finger.bioSubType === name))) return '109';
  const named =
    part.bioSubType.length === 0 ? slap : slap.filter((finger) => part.bioSubType.includes(finger.bioSubType));
  const fingers = named.filter((finger) => !part.exception.includes(finger.bioSubType));
  if (String(fingers.length) !== part.count || fingers.length === 0) return '109';
  const { requestedScore, previousHash } = part;
  return { timeoutMs: Number(timeout), specVersion, transactionId, requestedScore, previousHash, fingers };
}

export async function encodeCaptureAnswer(order: CaptureOrder, settings: CaptureSettings) {
  const { fault } = settings;
  let previousHash = fault === 'broken-hash-link' ? 'AB'.repeat(32) : order.previousHash;
  const biometrics = [];
  for (const finger of takenFingers(order.fingers, fault)) {
    const record = await drawRecord(finger, settings);
    const bioValue = fault === 'broken-record' ? record.subarray(0, record.length / 2) : record;
    previousHash = nextHash(previousHash, bioValue);
    biometrics.push({
      specVersion: fault === 'wrong-spec-version' ? '0.9.2' : order.specVersion,
      data: signData(finger, bioValue, order, settings),
      hash: previousHash,
      error: { errorCode: '0', errorInfo: 'Success' },
    });
  }
  return { biometrics };
}

function takenFingers(fingers: readonly SbiFinger[], fault: SbiFault): readonly SbiFinger[] {
  if (fault === 'missing-finger') return fingers.slice(1);
  if (fault === 'doubled-finger') return [...fingers, ...fingers.slice(0, 1)];
  if (fault === 'swapped-finger') return fingers.map((finger) => neighbour(finger));
  return fingers;
}

function neighbour(finger: SbiFinger): SbiFinger {
  const slap = fingersOfSlap(finger.slap);
  return slap[(slap.indexOf(finger) + 1) % slap.length] ?? finger;
}

async function drawRecord(finger: SbiFinger, settings: CaptureSettings): Promise<Uint8Array> {
  const { seed, nowMs, widthPx, heightPx, fault } = settings;
  const score = settings.score(finger);
  const image = await encodeJpeg2000(drawSyntheticPrint({ seed, position: finger.position, score, widthPx, heightPx }));
  const rate = { horizontal: 500, vertical: 500 };
  return encodeFingerRecord({
    certified: false,
    distinctFingers: 1,
    images: [
      {
        capturedAt: new Date(nowMs).toISOString().slice(0, -1),
        technology: 0,
        vendor: 0,
        deviceType: 0,
        // Vendor 0, not NIST's: an invented score is no NFIQ 2.
        qualities: [{ score: Math.round(score), vendor: 0, algorithm: 0 }],
        certifications: [],
        position: (fault === 'foreign-position' ? neighbour(finger) : finger).position,
        representation: 0,
        scaleUnits: 1,
        captureRate: rate,
        imageRate: rate,
        bitDepth: 8,
        compression: 5,
        impression: 0,
        widthPx,
        heightPx,
        image,
        extended: [],
      },
    ],
  });
}

function signData(finger: SbiFinger, record: Uint8Array, order: CaptureOrder, settings: CaptureSettings): string {
  const { fault, identity, keys } = settings;
  const timeMs = fault === 'clock-off' ? settings.nowMs - 600_000 : settings.nowMs;
  const shown = fault === 'foreign-serial' ? { ...identity, serial: 'ZP0000000000' } : identity;
  const requestedScore = fault === 'wrong-requested-score' ? '1' : order.requestedScore;
  const score = settings.score(finger);
  const payload = {
    digitalId: signDigitalId(shown, keys, timeMs),
    deviceCode: shown.serial,
    deviceServiceVersion: virtualServiceVersion,
    bioType: 'Finger',
    bioSubType: finger.bioSubType,
    purpose: fault === 'wrong-purpose' ? 'Auth' : 'Registration',
    env: fault === 'wrong-env' ? 'Production' : virtualEnv,
    bioValue: encodeBase64url(record),
    transactionId: order.transactionId,
    timestamp: isoSeconds(timeMs),
    requestedScore: fault === 'score-as-number' ? Number(requestedScore) : requestedScore,
    qualityScore: fault === 'score-as-number' ? score : score.toFixed(1),
  };
  const kind = fault === 'foreign-root' ? 'foreign' : fault === 'expired-certificate' ? 'expired' : 'true';
  const token = keys.sign('device', payload, kind);
  if (fault !== 'wrong-signature') return token;
  // Another payload under the same signature.
  const [header = '', , signature = ''] = token.split('.');
  const other = Buffer.from(JSON.stringify({ ...payload, deviceCode: 'X' })).toString('base64url');
  return `${header}.${other}.${signature}`;
}
