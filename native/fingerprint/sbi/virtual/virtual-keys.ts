/** Keys of a virtual SBI device: made at start, certified by the committed test providers, and wrong on demand. */
import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { encodeJws } from '../jws.ts';
import { encodeCertificate } from './certificate.ts';

const makeKeyPair = promisify(generateKeyPair);
const dayMs = 86_400_000;

export type SbiDomain = 'device' | 'ftm';

/** PEM private keys of the test providers, `resources/trust/test/sbi-*-provider-test-key.pem`. */
export type ProviderKeys = Readonly<Record<SbiDomain, string>>;

export function providerName(domain: SbiDomain): string {
  return `SBI ${domain.toUpperCase()} test provider, never trust`;
}

/** How the certificate in x5c is made; `true` is the honest one. */
export type CertificateKind = 'true' | 'expired' | 'foreign';

export interface VirtualKeys {
  sign(domain: SbiDomain, payload: unknown, kind?: CertificateKind): string;
}

/** Certificates live 30 days around `nowMs`, as SBI advises for device keys. */
export async function makeVirtualKeys(providers: ProviderKeys, nowMs: number): Promise<VirtualKeys> {
  const device = await makeKeyPair('rsa', { modulusLength: 2048 });
  const issuers = { device: createPrivateKey(providers.device), ftm: createPrivateKey(providers.ftm) };
  const made = new Map<string, Uint8Array>();

  const certificate = (domain: SbiDomain, kind: CertificateKind) => {
    const known = made.get(domain + kind);
    if (known) return known;
    const from = kind === 'expired' ? nowMs - 60 * dayMs : nowMs - 15 * dayMs;
    const fresh = encodeCertificate({
      subject: `SBI virtual ${domain} key`,
      issuer: providerName(domain),
      serial: '5A57',
      notBefore: new Date(from),
      notAfter: new Date(from + 30 * dayMs),
      isAuthority: false,
      publicKey: device.publicKey,
      // A foreign issuer bears the provider's name, but the device's own key stands behind it.
      issuerKey: kind === 'foreign' ? device.privateKey : issuers[domain],
    });
    made.set(domain + kind, fresh);
    return fresh;
  };
  const key: KeyObject = device.privateKey;
  return { sign: (domain, payload, kind = 'true') => encodeJws(payload, key, certificate(domain, kind)) };
}
