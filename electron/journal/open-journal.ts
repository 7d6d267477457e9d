/** Opens or makes a journal; looks at it without touching it first, and refuses what it cannot prove. */
import { closeSync, openSync, statSync } from 'node:fs';
import { AppError } from '../contract/app-error.ts';
import { checkEnd, damaged } from './end-check.ts';
import { createHeadFile, decodeHead, type Head, HeadWriter, readHeadFile } from './head-anchor.ts';
import { deriveJournalKeys, type JournalKeys, type MasterKeys } from './journal-keys.ts';
import { migrate } from './migrate.ts';
import { SealedJournal } from './sealed-journal.ts';
import { errorCodeOf, withJournalErrors } from './sqlite-error.ts';
import { openSqlite, type Sqlite, withReadOnly } from './sqlite-file.ts';

export interface JournalOptions extends MasterKeys {
  /** Path of the SQLite file; `-wal` and `-head` stand beside it. The folder must exist. */
  file: string;
  clock: { nowMs(): number };
  randomBytes(length: number): Uint8Array;
}

/**
 * Throws AppError `journal.wrong-key`, `journal.damaged`, `journal.in-use`, `journal.newer`, `journal.unwritable`,
 * `journal.disk-full`, `keys.generation-missing`. What is there is never overwritten; a damaged journal is left exactly as it was found.
 */
export function openJournal({ file, clock, randomBytes, ...masterKeys }: JournalOptions): SealedJournal {
  return withJournalErrors(() => {
    const keys = deriveJournalKeys(masterKeys);
    const exists = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
    lookFirst(file, keys, exists);
    const headWriter = new HeadWriter(file, keys.head);
    let db: Sqlite | undefined;
    let pagesFd: number | undefined;
    try {
      db = openSqlite(file, keys.file);
      const head = checkEnd(db, keys, headWriter.read()); // again, now that nobody else can write
      migrate(db);
      pagesFd = openSync(file, 'r');
      return new SealedJournal({ file, db, keys, headWriter, head, pagesFd, nowMs: () => clock.nowMs(), randomBytes });
    } catch (error) {
      db?.close();
      headWriter.close();
      if (pagesFd !== undefined) closeSync(pagesFd); // after the connection: it would take its lock away
      throw error;
    }
  });
}

function lookFirst(file: string, keys: JournalKeys, exists: boolean): void {
  const bytes = readHeadFile(file);
  const anchor = bytes && decodeHead(keys.head, bytes);
  if (exists && anchor && anchor.tablesVersion === 0) {
    return; // killed while it was being made: nothing is in it yet
  }
  if (exists) {
    lookAtFile(file, keys, anchor);
  } else if (!bytes) {
    createHeadFile(file, keys.head);
  } else if (!anchor) {
    throw new AppError('journal.wrong-key');
  } else if (anchor.tablesVersion > 0) {
    throw damaged('file-missing');
  }
}

function lookAtFile(file: string, keys: JournalKeys, anchor: Head | null): void {
  try {
    withReadOnly(file, keys.file, (db) => {
      if (db.pragma('journal_mode', { simple: true }) !== 'wal') throw damaged('file-header');
      checkEnd(db, keys, anchor);
    });
  } catch (error) {
    // The head file is sealed with both keys: if it opens, the keys are right and the file is not.
    if (errorCodeOf(error) === 'SQLITE_NOTADB' && !anchor)
      throw new AppError('journal.wrong-key', {}, { cause: error });
    throw error;
  }
}
