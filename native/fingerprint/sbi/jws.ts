/** JWS compact with RS256 and the signer's certificate in x5c[0], as SBI signs (SBI 0.9.5 "Signing"; RFC 7515). */
import { createSign, createVerify, type KeyObject, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { DeviceError } from '../../core/device-error.ts';
import { decodeBase64url, decodeJson, encodeBase64url, encodeJson } from './base64url.ts';

const headerSchema = z.object({ alg: z.string(), x5c: z.array(z.string()).min(1).max(10) });

/** A payload whose signature fits the certificate; whether that certificate is trusted is another question. */
export interface Jws {
  payload: unknown;
  certificate: X509Certificate;
}

/** Rejects anything but RS256 under an RSA key of at least 2048 bits with `device.untrusted`. */
export function decodeJws(text: string): Jws {
  const [header = '', payload = '', signature = '', ...more] = text.split('.');
  if (signature === '' || more.length > 0) throw new DeviceError('device.untrusted', 'not a signed token');
  const head = headerSchema.safeParse(decodeJson(decodeBase64url(header)));
  if (!head.success || head.data.alg !== 'RS256') throw new DeviceError('device.untrusted', 'signature scheme');
  const certificate = readCertificate(head.data.x5c[0] ?? '');
  const key = certificate.publicKey;
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    throw new DeviceError('device.untrusted', 'key is not RSA 2048 or more');
  }
  const fits = createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(key, decodeBase64url(signature));
  if (!fits) throw new DeviceError('device.untrusted', 'signature does not fit');
  return { payload: decodeJson(decodeBase64url(payload)), certificate };
}

export function encodeJws(payload: unknown, key: KeyObject, certificateDer: Uint8Array): string {
  const header = { alg: 'RS256', typ: 'JWT', x5c: [Buffer.from(certificateDer).toString('base64')] };
  const signed = `${encodeBase64url(encodeJson(header))}.${encodeBase64url(encodeJson(payload))}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}

function readCertificate(base64: string): X509Certificate {
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    certificate.publicKey; // A certificate around an unreadable key throws here, not later.
    return certificate;
  } catch (error) {
    throw new DeviceError('device.untrusted', 'unreadable certificate', { cause: error });
  }
}
