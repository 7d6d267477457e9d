/** The two keys of a journal, made once, kept in one file whose content a host may protect further. */
import { randomBytes } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import { decodeSeatKeys, encodeSeatKeys, readSecretFile, type SeatKeys, writeSecretFile } from './key-file.ts';

export interface Envelope {
  open(content: Buffer): Promise<string>;
  close(json: string): Promise<string | Uint8Array>;
}

/** Keys are made only while there is no journal: new keys beside an old journal would look like a damaged one. */
export async function keysInFile(file: string, journalExists: boolean, envelope: Envelope): Promise<SeatKeys> {
  const content = readSecretFile(file);
  if (content) return decodeSeatKeys(await envelope.open(content));
  if (journalExists) throw new AppError('journal.key-missing');
  const keys = {
    fileKey: new Uint8Array(randomBytes(32)),
    authorityKey: new Uint8Array(randomBytes(32)),
    laterAuthorityKeys: [],
  };
  writeSecretFile(file, await envelope.close(encodeSeatKeys(keys)));
  return keys;
}
