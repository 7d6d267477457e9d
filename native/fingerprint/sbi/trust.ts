/** The pinned certificates of SBI's two domains and the path of a signer's certificate to one of their roots. */
import { X509Certificate } from 'node:crypto';
import { DeviceError } from '../../core/device-error.ts';

export interface SbiTrust {
  /** Adopter's roots and device providers: sign deviceInfo, captures, and digital ids of L0 devices. */
  device: readonly X509Certificate[];
  /** Roots and providers of foundational trust modules: sign digital ids of L1 devices. */
  ftm: readonly X509Certificate[];
  /** True for the training roots, whose private keys are public: what they vouch for is virtual. */
  test: boolean;
}

const longestPath = 5;

export function readPemCertificates(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

/**
 * Every certificate from `leaf` to a pinned self-signed root must be valid at `atMs`, the time of capture: device keys
 * live for weeks. Chains sent along are ignored by SBI, so providers stand in `pinned` beside the roots.
 */
export function assertTrusted(leaf: X509Certificate, pinned: readonly X509Certificate[], atMs: number): void {
  let current = leaf;
  for (let step = 0; step < longestPath; step += 1) {
    assertValidAt(current, atMs);
    const issuer = pinned.find((candidate) => hasIssued(candidate, current));
    if (!issuer) throw new DeviceError('device.untrusted', 'no path to a pinned root');
    if (hasIssued(issuer, issuer)) {
      assertValidAt(issuer, atMs);
      return;
    }
    current = issuer;
  }
  throw new DeviceError('device.untrusted', 'path too long');
}

function hasIssued(issuer: X509Certificate, subject: X509Certificate): boolean {
  return issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
}

function assertValidAt(certificate: X509Certificate, atMs: number): void {
  if (!(Date.parse(certificate.validFrom) <= atMs && atMs <= Date.parse(certificate.validTo))) {
    throw new DeviceError('device.untrusted', 'certificate not valid at the time of capture');
  }
}
