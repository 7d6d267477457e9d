/** Writes the few X.509 certificates a virtual device needs (RFC 5280, RSA with SHA-256), by hand: no package that ships can. */
import { createSign, type KeyObject } from 'node:crypto';
import { decodeHex } from '../../../core/hex.ts';

export interface CertificateOrder {
  subject: string;
  issuer: string;
  /** Hex pairs, at most 18; a leading 01 keeps the number positive and minimal. */
  serial: string;
  notBefore: Date;
  notAfter: Date;
  isAuthority: boolean;
  publicKey: KeyObject;
  issuerKey: KeyObject;
}

const sha256WithRsa = der(0x30, decodeHex('06092A864886F70D01010B0500'));
const organization = decodeHex('060355040A');
const commonName = decodeHex('0603550403');
const basicConstraints = decodeHex('0603551D13');
const keyUsage = decodeHex('0603551D0F');
const critical = decodeHex('0101FF');

export function encodeCertificate(order: CertificateOrder): Uint8Array {
  const body = der(
    0x30,
    der(0xa0, decodeHex('020102')),
    der(0x02, decodeHex(`01${order.serial}`)),
    sha256WithRsa,
    name(order.issuer),
    der(0x30, time(order.notBefore), time(order.notAfter)),
    name(order.subject),
    order.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, ...extensions(order.isAuthority))),
  );
  const signature = createSign('RSA-SHA256').update(body).sign(order.issuerKey);
  return der(0x30, body, sha256WithRsa, der(0x03, Uint8Array.of(0), signature));
}

export function encodePem(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function extensions(isAuthority: boolean): Uint8Array[] {
  const constraints = isAuthority ? decodeHex('30030101FF') : decodeHex('3000');
  // Bits counted from the left: keyCertSign + cRLSign, or digitalSignature.
  const usage = isAuthority ? decodeHex('03020106') : decodeHex('03020780');
  return [
    der(0x30, basicConstraints, critical, der(0x04, constraints)),
    der(0x30, keyUsage, critical, der(0x04, usage)),
  ];
}

function name(common: string): Uint8Array {
  const attribute = (type: Uint8Array, value: string) =>
    der(0x31, der(0x30, type, der(0x0c, new TextEncoder().encode(value))));
  return der(0x30, attribute(organization, 'Zweitplatz TEST'), attribute(commonName, common));
}

/** UTCTime up to 2049, seconds precise. */
function time(date: Date): Uint8Array {
  const digits = date.toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, new TextEncoder().encode(`${digits}Z`));
}

function der(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...length), content]);
}
