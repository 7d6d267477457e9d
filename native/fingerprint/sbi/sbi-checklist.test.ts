/** Every point of the client's checklist fails by itself, and with the code that tells what is wrong. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../core/system-context.ts';
import { decodeJws } from './jws.ts';
import { sbiFingers } from './sbi-fingers.table.ts';
import { assertTrusted, readPemCertificates, type SbiTrust } from './trust.ts';
import { type ExpectedCapture, verifyCapture } from './verify-capture.ts';
import { encodeCertificate } from './virtual/certificate.ts';
import { encodeCaptureAnswer } from './virtual/virtual-capture.ts';
import type { SbiFault } from './virtual/virtual-faults.table.ts';
import { makeVirtualKeys, type VirtualKeys } from './virtual/virtual-keys.ts';

const folder = path.resolve(import.meta.dirname, '../../../resources/trust/test');
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const trust: SbiTrust = {
  device: readPemCertificates(read('sbi-device.pem')),
  ftm: readPemCertificates(read('sbi-ftm.pem')),
  test: true,
};
const nowMs = systemClock.nowMs();
const leftSlap = sbiFingers.filter((finger) => finger.slap === '1');
const serial = 'ZPVIRT000001';
const order = {
  timeoutMs: 1000,
  specVersion: '0.9.5',
  transactionId: '0123456789ABCDEF',
  requestedScore: '40',
  previousHash: '',
  fingers: leftSlap,
};
const expected: ExpectedCapture = {
  trust,
  serial,
  certification: 'L1',
  env: 'Developer',
  specVersion: '0.9.5',
  transactionId: order.transactionId,
  requestedScore: 40,
  previousHash: '',
  bioSubTypes: leftSlap.map((finger) => finger.bioSubType),
  nowMs,
};
let keys: VirtualKeys;
beforeAll(async () => {
  const providers = {
    device: read('sbi-device-provider-test-key.pem'),
    ftm: read('sbi-ftm-provider-test-key.pem'),
  };
  keys = await makeVirtualKeys(providers, nowMs);
});

async function answer(fault: SbiFault = 'none', given = order) {
  const identity = { serial, certification: 'L1', deviceSubType: 'Slap', baseUrl: 'http://127.0.0.1:1' } as const;
  const settings = { identity, keys, fault, seed: 1, nowMs, widthPx: 64, heightPx: 96, score: () => 44 };
  return encodeCaptureAnswer(given, settings);
}
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const codeOf = (work: () => unknown) => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

test('an honest slap passes, and its last hash links to the next answer', async () => {
  const first = verifyCapture(encode(await answer()), expected);
  expect(first.fingers.map(({ bioSubType, score }) => [bioSubType, score])).toEqual(
    leftSlap.map((finger) => [finger.bioSubType, 44]),
  );
  const second = encode(await answer('none', { ...order, previousHash: first.lastHash }));
  expect(verifyCapture(second, { ...expected, previousHash: first.lastHash }).lastHash).not.toBe(first.lastHash);
  expect(codeOf(() => verifyCapture(second, expected))).toBe('fingerprint.chain-broken');
});

describe('each point fails by itself', () => {
  test.each([
    ['1 signature', 'wrong-signature', 'device.untrusted'],
    ['2 path', 'foreign-root', 'device.untrusted'],
    ['3 validity', 'expired-certificate', 'device.untrusted'],
    ['4 purpose', 'wrong-purpose', 'fingerprint.stale'],
    ['4 env', 'wrong-env', 'fingerprint.stale'],
    ['4 specVersion', 'wrong-spec-version', 'fingerprint.stale'],
    ['5 serial', 'foreign-serial', 'device.untrusted'],
    ['6 time', 'clock-off', 'fingerprint.stale'],
    ['7 hash chain', 'broken-hash-link', 'fingerprint.chain-broken'],
    ['8 missing', 'missing-finger', 'fingerprint.wrong-fingers'],
    ['8 doubled', 'doubled-finger', 'fingerprint.wrong-fingers'],
    ['9 position', 'foreign-position', 'fingerprint.wrong-fingers'],
    ['9 record', 'broken-record', 'device.garbled'],
    ['10 requestedScore', 'wrong-requested-score', 'fingerprint.stale'],
  ] as const)('%s', async (_point, fault, code) => {
    const body = encode(await answer(fault));
    expect(codeOf(() => verifyCapture(body, expected))).toBe(code);
  });

  test('4 transactionId, 8 other finger, certificate domain, SBI error, reordered elements', async () => {
    const honest = await answer();
    const body = encode(honest);
    const against = (change: Partial<ExpectedCapture>) => codeOf(() => verifyCapture(body, { ...expected, ...change }));
    expect(against({ transactionId: 'other' })).toBe('fingerprint.stale');
    expect(against({ bioSubTypes: ['Right Thumb', ...expected.bioSubTypes.slice(1)] })).toBe(
      'fingerprint.wrong-fingers',
    );
    // The chip's certificate belongs to the FTM domain: the device domain's roots do not vouch for it, and vice versa.
    expect(against({ certification: 'L0' })).toBe('device.untrusted');
    expect(against({ trust: { ...trust, device: trust.ftm } })).toBe('device.untrusted');
    expect(against({ nowMs: nowMs + 299_000 })).toBe('none');
    expect(against({ nowMs: nowMs + 302_000 })).toBe('fingerprint.stale');
    const reversed = encode({ biometrics: [...honest.biometrics].reverse() });
    expect(codeOf(() => verifyCapture(reversed, expected))).toBe('fingerprint.chain-broken');
    const refused = encode({ biometrics: [{ error: { errorCode: 101, errorInfo: 'x' } }] });
    expect(codeOf(() => verifyCapture(refused, expected))).toBe('fingerprint.no-finger');
    expect(codeOf(() => verifyCapture(encode({ biometrics: [{ data: 'a.b' }] }), expected))).toBe('device.untrusted');
  });
});

test('certificates count at the time of capture, whatever the time of viewing', () => {
  const { certificate } = decodeJws(keys.sign('device', {}, 'expired'));
  const dayMs = 86_400_000;
  expect(codeOf(() => assertTrusted(certificate, trust.device, nowMs - 40 * dayMs))).toBe('none');
  expect(codeOf(() => assertTrusted(certificate, trust.device, nowMs))).toBe('device.untrusted');
  expect(codeOf(() => assertTrusted(certificate, trust.device, Number.NaN))).toBe('device.untrusted');
  expect(codeOf(() => assertTrusted(certificate, [], nowMs - 40 * dayMs))).toBe('device.untrusted');
});

test('only RS256 under an RSA key of 2048 bits is a signature', () => {
  const token = (alg: string, modulusLength: number) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
    const dates = { notBefore: new Date(nowMs), notAfter: new Date(nowMs + 1000) };
    const names = { subject: 'a', issuer: 'a', serial: '01', isAuthority: false };
    const der = encodeCertificate({ ...names, ...dates, publicKey, issuerKey: privateKey });
    const header = JSON.stringify({ alg, x5c: [Buffer.from(der).toString('base64')] });
    const signed = `${Buffer.from(header).toString('base64url')}.e30`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
  };
  expect(decodeJws(token('RS256', 2048)).payload).toEqual({});
  expect(codeOf(() => decodeJws(token('none', 2048)))).toBe('device.untrusted');
  expect(codeOf(() => decodeJws(token('RS256', 1024)))).toBe('device.untrusted');
});
