/** The working keys of a journal, each for one purpose, derived from the two keys that custody hands over. */
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

export interface MasterKeys {
  /** Encrypts the whole SQLite file; 32 bytes. */
  fileKey: Uint8Array;
  /** Key of the authority: wraps the keys of the Vorgänge; 32 bytes. */
  authorityKey: Uint8Array;
}

/** Key objects: handing plain bytes to every cipher and HMAC costs five times as much. */
export interface JournalKeys {
  /** Raw key of the file (AES) and of its pages' HMAC. */
  file: Buffer;
  /** Wraps the keys of Vorgänge, biometrics and seat. */
  wrap: KeyObject;
  /** Keyed hashes of search terms. */
  search: KeyObject;
  /** Seals each link of the chain, so that only the seat can append. */
  chain: KeyObject;
  /** Digest over the rows of the tables beside the chain. */
  tables: KeyObject;
  /** Keyed hashes that stand for somebody or something at the centre without telling who or what. */
  pseudonym: KeyObject;
  /** Seals the head file; needs both master keys, so that it tells a wrong key from a damaged file. */
  head: KeyObject;
}

// RFC 5869: one extract per master key, one label per purpose.
const derive = (key: Uint8Array, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), `zweitplatz journal ${purpose}`, 32)));

export function deriveJournalKeys({ fileKey, authorityKey }: MasterKeys): JournalKeys {
  if (fileKey.length !== 32 || authorityKey.length !== 32) throw new RangeError('journal keys have 32 bytes');
  return {
    file: Buffer.from(fileKey),
    wrap: derive(authorityKey, 'wrap'),
    search: derive(authorityKey, 'search'),
    chain: derive(authorityKey, 'chain'),
    tables: derive(authorityKey, 'tables'),
    pseudonym: derive(authorityKey, 'pseudonym'),
    head: derive(Buffer.concat([fileKey, authorityKey]), 'head'),
  };
}
