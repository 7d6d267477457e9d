/** The working keys of a journal, each for one purpose, derived from the keys that custody hands over. */
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';

export interface MasterKeys {
  /** Encrypts the whole SQLite file; 32 bytes. */
  fileKey: Uint8Array;
  /** Key of the authority, first generation: wraps the keys of the Vorgänge; 32 bytes. */
  authorityKey: Uint8Array;
  /** The generations after it, the second first; the last one is what new things are made with. */
  laterAuthorityKeys?: readonly Uint8Array[];
}

/** What one generation of the authority key is good for. */
export interface GenerationKeys {
  /** Wraps the keys of Vorgänge, biometrics and seat. */
  wrap: KeyObject;
  /** Keyed hashes of search terms. */
  search: KeyObject;
  /** Seals each link of the chain, so that only the seat can append. */
  chain: KeyObject;
  /** Seals what the seats of the authority tell each other at the centre beside the journals. */
  shared: KeyObject;
}

/** Key objects: handing plain bytes to every cipher and HMAC costs five times as much. */
export interface JournalKeys {
  /** Raw key of the file (AES) and of its pages' HMAC. */
  file: Buffer;
  /** Number of the newest generation, from 1: new events, keys and search terms are of this one. */
  newest: number;
  /** Throws `keys.generation-missing`: made by a seat that has a newer key, or this key file is an old copy. */
  of(generation: number): GenerationKeys;
  /** Digest over the rows of the tables beside the chain; of the first generation, it never leaves the seat. */
  tables: KeyObject;
  /** Keyed hashes that stand for something at the centre without telling what; of the first generation: all seats agree. */
  pseudonym: KeyObject;
  /** Seals the head file; needs both master keys, so that it tells a wrong key from a damaged file. */
  head: KeyObject;
}

/** Search asks with the hashes of so many generations, the newest ones: what is older than them has been erased long ago. */
const searchedGenerations = 4;

// RFC 5869: one extract per master key, one label per purpose.
const derive = (key: Uint8Array, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), `zweitplatz journal ${purpose}`, 32)));

export function deriveJournalKeys({ fileKey, authorityKey, laterAuthorityKeys = [] }: MasterKeys): JournalKeys {
  const authorityKeys = [authorityKey, ...laterAuthorityKeys];
  if ([fileKey, ...authorityKeys].some(({ length }) => length !== 32)) {
    throw new RangeError('journal keys have 32 bytes');
  }
  const generations = authorityKeys.map(
    (key): GenerationKeys => ({
      wrap: derive(key, 'wrap'),
      search: derive(key, 'search'),
      chain: derive(key, 'chain'),
      shared: derive(key, 'shared'),
    }),
  );
  return {
    file: Buffer.from(fileKey),
    newest: generations.length,
    of(generation) {
      const found = generations[generation - 1];
      if (!found) throw new AppError('keys.generation-missing', { generation });
      return found;
    },
    tables: derive(authorityKey, 'tables'),
    pseudonym: derive(authorityKey, 'pseudonym'),
    head: derive(Buffer.concat([fileKey, authorityKey]), 'head'),
  };
}

/** The search keys to ask with, newest first. */
export function searchKeys(keys: JournalKeys): KeyObject[] {
  const count = Math.min(keys.newest, searchedGenerations);
  return Array.from({ length: count }, (_, index) => keys.of(keys.newest - index).search);
}
