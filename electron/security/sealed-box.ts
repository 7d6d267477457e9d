/** AES-256-GCM with a fresh nonce, for the few keys that leave a seat: nonce (12) | cipher text | tag (16). */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

// NIST SP 800-38D §5.2.1.1.
const nonceLength = 12;
const tagLength = 16;

export function sealBox(key: Uint8Array, aad: Uint8Array, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Null when it was changed, or made with another key or for another place. */
export function openBox(key: Uint8Array, aad: Uint8Array, box: Uint8Array): Buffer | null {
  if (box.length < nonceLength + tagLength) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceLength), { authTagLength: tagLength });
    decipher.setAAD(aad);
    decipher.setAuthTag(box.subarray(box.length - tagLength));
    return Buffer.concat([decipher.update(box.subarray(nonceLength, box.length - tagLength)), decipher.final()]);
  } catch {
    return null;
  }
}
