/**
 * ECDSA over a digest as a card does it (FIPS 186-4 §6.4): Node signs messages only. For the virtual card; nothing here is
 * constant in time. The one point multiplication is Node's: a fresh key pair is the nonce and its point.
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { encodeTlv } from '../tlv.ts';

/** Order of P-256 (FIPS 186-4, D.1.2.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** `digest` has 32 bytes; gives the signature in DER. */
export function signDigest(privateKey: KeyObject, digest: Uint8Array): Uint8Array {
  const { d } = numbersOf(privateKey);
  const z = numberOf(digest);
  for (;;) {
    const { d: k, x } = numbersOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const r = x % order;
    const s = (inverse(k) * (z + r * d)) % order;
    if (r !== 0n && s !== 0n) return encodeTlv(0x30, Uint8Array.from([...integer(r), ...integer(s)]));
  }
}

function numbersOf(key: KeyObject): { d: bigint; x: bigint } {
  const { d = '', x = '' } = key.export({ format: 'jwk' });
  return { d: numberOf(Buffer.from(d, 'base64url')), x: numberOf(Buffer.from(x, 'base64url')) };
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** By Fermat: the order is prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = value % order;
  for (let exponent = order - 2n; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * base) % order;
    base = (base * base) % order;
  }
  return result;
}

/** ASN.1 INTEGER: a leading zero where the first bit would make it negative. */
function integer(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return encodeTlv(0x02, (bytes[0] ?? 0) >= 0x80 ? Uint8Array.from([0, ...bytes]) : bytes);
}
