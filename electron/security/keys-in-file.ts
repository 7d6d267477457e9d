/** The keys of a seat in one file whose content a host may protect further: made once, replaced whole. */
import { randomBytes } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import {
  decodeKeyFile,
  encodeKeyFile,
  type KeyFile,
  readSecretFile,
  replaceSecretFile,
  seatKeysOf,
  writeSecretFile,
} from './key-file.ts';
import type { KeyCustody } from './port.ts';

export interface Envelope {
  /** `isBare`: it lay there unprotected, as the command line leaves it, and is to be protected now. */
  open(content: Buffer): Promise<{ json: string; isBare: boolean }>;
  close(json: string): Promise<string | Uint8Array>;
}

export function keysInFile(file: string, envelope: Envelope): KeyCustody {
  async function read(): Promise<KeyFile | null> {
    const content = readSecretFile(file);
    if (!content) return null;
    const { json, isBare } = await envelope.open(content);
    const keys = decodeKeyFile(json);
    if (isBare) replaceSecretFile(file, await envelope.close(encodeKeyFile(keys)));
    return keys;
  }
  return {
    read,
    async create(keys) {
      writeSecretFile(file, await envelope.close(encodeKeyFile(keys)));
    },
    async replace(keys) {
      replaceSecretFile(file, await envelope.close(encodeKeyFile(keys)));
    },
    async keys(journalExists, mayMakeAuthorityKey) {
      const found = await read();
      if (found) return seatKeysOf(found);
      // New keys beside an old journal would look like a damaged one.
      if (journalExists) throw new AppError('journal.key-missing');
      if (!mayMakeAuthorityKey) throw new AppError('keys.not-enrolled');
      const [fileKey, authorityKey] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(32))];
      const made: KeyFile = {
        ...{ fileKey, authorityKeys: [authorityKey] },
        ...{ seatPrivateKey: null, trusted: {}, adoptedOn: null },
      };
      writeSecretFile(file, await envelope.close(encodeKeyFile(made)));
      return seatKeysOf(made);
    },
  };
}
