/**
 * SBI's hash chain: HEX_UPPER(SHA256(previous || SHA256(record))), joined as bytes, through the elements of an answer
 * and on into the next capture (SBI 0.9.5, "hash"; the prose reads like text, devices and toolkit join bytes).
 */
import { createHash } from 'node:crypto';
import { encodeHex } from '../../core/hex.ts';

/** `previousHash` is empty for the first capture, else the last hash as 64 hex digits. */
export function nextHash(previousHash: string, record: Uint8Array): string {
  const previous = previousHash === '' ? sha256(new Uint8Array(0)) : Buffer.from(previousHash, 'hex');
  return encodeHex(sha256(Buffer.concat([previous, sha256(record)])));
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
