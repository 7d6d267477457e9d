/** Checks the HMAC of every page of the encrypted file by itself: also pages that no event and no table uses. */
import { createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { fstatSync, readSync } from 'node:fs';

// SQLCipher 4 design: page size 4096, reserve 80 = IV 16 + HMAC-SHA-512 64; the HMAC covers cipher text, IV and page number.
export const pageSize = 4096;
const hmacLength = 64;
const saltLength = 16;
// The HMAC key is derived from the raw key with 2 rounds of PBKDF2-HMAC-SHA-512 over the salt masked with 0x3a.
const saltMask = 0x3a;
const hmacRounds = 2;
/**
 * Bytes 16–23 of page 1 stand in clear and outside the HMAC (SQLite file format §1.3): page size 4096, write and read
 * version 2 (WAL), reserve 80, payload fractions 64, 32, 32.
 */
const clearHeader = Buffer.from([0x10, 0x00, 0x02, 0x02, 80, 64, 32, 32]);
const chunkPages = 256;

export interface BadPage {
  /** From 1, as SQLite counts. */
  page: number;
  reason: string;
}

/** The first page that was changed, or null. Reads only; `fd` stays open. */
export function findBadPage(fd: number, fileKey: Uint8Array): BadPage | null {
  const size = fstatSync(fd).size;
  if (size === 0) return null; // everything is still in the -wal
  const chunk = Buffer.alloc(pageSize * chunkPages);
  let hmacKey: Buffer = Buffer.alloc(0);
  for (let start = 0; start < size; start += chunk.length) {
    const length = readSync(fd, chunk, 0, chunk.length, start);
    for (let offset = 0; offset < length; offset += pageSize) {
      const page = (start + offset) / pageSize + 1;
      const bytes = chunk.subarray(offset, Math.min(offset + pageSize, length));
      if (bytes.length < pageSize) return { page, reason: 'die Seite ist abgeschnitten' };
      if (page === 1) hmacKey = deriveHmacKey(fileKey, bytes.subarray(0, saltLength));
      const reason = checkPage(bytes, page, hmacKey);
      if (reason) return { page, reason };
    }
  }
  return null;
}

function deriveHmacKey(fileKey: Uint8Array, salt: Uint8Array): Buffer {
  return pbkdf2Sync(
    fileKey,
    Uint8Array.from(salt, (byte) => byte ^ saltMask),
    hmacRounds,
    32,
    'sha512',
  );
}

function checkPage(bytes: Buffer, page: number, hmacKey: Buffer): string | null {
  const inClear = page === 1 ? saltLength + clearHeader.length : 0;
  if (page === 1 && !bytes.subarray(saltLength, inClear).equals(clearHeader)) return 'der Dateikopf wurde verändert';
  const number = Buffer.alloc(4);
  number.writeUInt32LE(page);
  const hmac = createHmac('sha512', hmacKey)
    .update(bytes.subarray(inClear, pageSize - hmacLength))
    .update(number)
    .digest();
  return timingSafeEqual(hmac, bytes.subarray(pageSize - hmacLength)) ? null : 'die Seite wurde verändert';
}
