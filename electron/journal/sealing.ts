/** AES-256-GCM boxes: nonce (12) | cipher text | tag (16), bound to what they belong to by the associated data. */
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

// NIST SP 800-38D §5.2.1.1: 96-bit nonces; 128-bit tags.
const nonceLength = 12;
const tagLength = 16;

export type RandomBytes = (length: number) => Uint8Array;

export function seal(key: KeyObject, aad: Uint8Array, plain: Uint8Array, randomBytes: RandomBytes): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  const text = cipher.update(plain);
  return Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()]);
}

/** Null when the box was changed, or made with another key or for another place. */
export function unseal(key: KeyObject, aad: Uint8Array, box: Uint8Array): Buffer | null {
  if (box.length < nonceLength + tagLength) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceLength), { authTagLength: tagLength });
    decipher.setAAD(aad);
    decipher.setAuthTag(box.subarray(box.length - tagLength));
    const plain = decipher.update(box.subarray(nonceLength, box.length - tagLength));
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return null;
  }
}
