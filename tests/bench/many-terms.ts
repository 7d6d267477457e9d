/** Search terms of Vorgänge that nobody looks for: to a search they are what keyed hashes of other people are, random and as many. */
import { randomBytes, randomUUID } from 'node:crypto';
import { checkpoint, openScratchCopy } from '../../electron/journal/sqlite-file.ts';

const termsEach = 2;
const perTransaction = 50_000;

/** The tables' digest does not know them: such a journal is for measuring only and does not verify. */
export function addStrangerTerms(journalFile: string, fileKey: Uint8Array, vorgaenge: number): void {
  const db = openScratchCopy(journalFile, Buffer.from(fileKey));
  try {
    const insert = db.prepare<[Buffer, string]>('INSERT INTO search_terms (term, vorgang_id) VALUES (?, ?)');
    for (let first = 0; first < vorgaenge; first += perTransaction) {
      db.transaction(() => {
        for (let i = first; i < Math.min(first + perTransaction, vorgaenge); i += 1) {
          const id = randomUUID();
          for (let term = 0; term < termsEach; term += 1) insert.run(randomBytes(32), id);
        }
      })();
      checkpoint(db);
    }
  } finally {
    db.close();
  }
}
