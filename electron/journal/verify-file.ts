/** Looks at a journal from outside a seat: verifies the whole file, or lists its headers, on a copy of it. */
import { closeSync, openSync, statSync } from 'node:fs';
import { AppError } from '../contract/app-error.ts';
import { readSeatKey } from './end-check.ts';
import type { EventHeader } from './event-chain.ts';
import { decodeHead, type Head } from './head-anchor.ts';
import { deriveJournalKeys, type JournalKeys, type MasterKeys } from './journal-keys.ts';
import { boxOf, nameOf } from './key-ring.ts';
import { migrate, refuseNewer } from './migrate.ts';
import { type BadPage, findBadPage, pageSize } from './page-check.ts';
import type { VerifyReport } from './port.ts';
import { type EventRow, headerOf } from './rows.ts';
import { withSnapshot } from './snapshot.ts';
import { errorCodeOf, withJournalErrors } from './sqlite-error.ts';
import { openScratchCopy, type Sqlite, schemaVersion } from './sqlite-file.ts';
import { verifyJournal } from './verify-journal.ts';
import { lookAtWal } from './wal-file.ts';
import { unwrapKey } from './wrapped-key.ts';

/**
 * Throws `journal.wrong-key`, `journal.newer`, `journal.in-use`; whatever else is wrong stands in the report.
 *
 * Two things cannot be seen from these files alone. All of them put back together to an older state: only the centre, or
 * a `lastHash` noted elsewhere, knows better. And the very last change when the machine died before the head file was
 * told of it and the -wal was damaged there as well: that looks like a write which was never finished.
 */
export function verifyJournalFile(file: string, masterKeys: MasterKeys): VerifyReport {
  return withJournalErrors(() =>
    withSnapshot(file, (snapshot) => {
      const keys = deriveJournalKeys(masterKeys);
      const anchor = snapshot.head && decodeHead(keys.head, snapshot.head);
      const badPage = pagesOf(snapshot.file, keys);
      const wal = lookAtWal(snapshot.file);
      let db: Sqlite;
      try {
        db = openScratchCopy(snapshot.file, keys.file);
      } catch (error) {
        return unopened(error, snapshot.file, anchor, badPage);
      }
      try {
        if (!anchor) refuseWrongKey(db, keys);
        refuseNewer(db);
        if (schemaVersion(db) === 0) return nothingInIt(anchor, badPage);
        const sizeBad = badPage ?? (wal.used ? null : findMissingPages(db, snapshot.file));
        migrate(db); // the copy, so that every journal is looked at in one form
        return withStrayByte(verifyJournal(db, keys, { anchor, badPage: sizeBad }), wal.strayByte);
      } finally {
        db.close();
      }
    }),
  );
}

/** Headers without bodies, oldest first; `each` is called per event. Proves nothing. */
export function listHeaders(file: string, masterKeys: MasterKeys, each: (header: EventHeader) => void): void {
  withJournalErrors(() =>
    withSnapshot(file, (snapshot) => {
      const keys = deriveJournalKeys(masterKeys);
      let db: Sqlite;
      try {
        db = openScratchCopy(snapshot.file, keys.file);
      } catch (error) {
        const keysFit = snapshot.head && decodeHead(keys.head, snapshot.head);
        throw errorCodeOf(error) === 'SQLITE_NOTADB' && !keysFit ? new AppError('journal.wrong-key') : error;
      }
      try {
        refuseNewer(db);
        const select = db.prepare<[], EventRow>(
          'SELECT sequence, at, kind, vorgang_id, scope, actor, virtual FROM events ORDER BY sequence',
        );
        for (const row of select.iterate()) each(headerOf(row));
      } finally {
        db.close();
      }
    }),
  );
}

/** Means nothing to SQLite, and yet somebody wrote it. */
function withStrayByte(report: VerifyReport, stray: number | null): VerifyReport {
  if (stray === null || report.firstBad) return report;
  const reason = `nach Ereignis ${report.events}: im -wal steht ab Byte ${stray} etwas, das nicht vom Journal ist`;
  return { ...report, ok: false, firstBad: { sequence: 0, reason } };
}

function pagesOf(file: string, keys: JournalKeys): BadPage | null {
  const fd = openSync(file, 'r');
  try {
    return findBadPage(fd, keys.file);
  } finally {
    closeSync(fd);
  }
}

/** Whole pages cut from the end: SQLite notices when it reads them, this notices in any case. */
function findMissingPages(db: Sqlite, file: string): BadPage | null {
  const pages = Number(db.pragma('page_count', { simple: true }));
  const there = wholePages(file);
  if (there === pages) return null;
  const reason = there < pages ? 'die Seite fehlt' : 'die Seite gehört nicht zum Journal';
  return { page: Math.min(there, pages) + 1, reason };
}

/** The head file is sealed with both keys: if it opens, the keys are right and it is the file that was changed. */
function unopened(error: unknown, file: string, anchor: Head | null, badPage: BadPage | null): VerifyReport {
  const code = errorCodeOf(error);
  if (!code.startsWith('SQLITE_NOTADB') && !code.startsWith('SQLITE_CORRUPT')) throw error;
  if (!anchor && (badPage === null || badPage.page === 1))
    throw new AppError('journal.wrong-key', {}, { cause: error });
  return nothingInIt(anchor, badPage ?? { page: wholePages(file) + 1, reason: 'die Seite fehlt' });
}

const wholePages = (file: string): number => Math.floor(statSync(file).size / pageSize);

function refuseWrongKey(db: Sqlite, keys: JournalKeys): void {
  const seatKey = schemaVersion(db) === 0 ? null : readSeatKey(db);
  const box = seatKey && boxOf(seatKey);
  if (seatKey && box && !unwrapKey(keys, nameOf(seatKey), box)) throw new AppError('journal.wrong-key');
}

function nothingInIt(anchor: Head | null, badPage: BadPage | null): VerifyReport {
  const empty = { events: 0, erasedBodies: 0, lastHash: '' };
  const page = badPage ? { page: badPage.page } : {};
  if (!anchor && !badPage) {
    return {
      ...empty,
      ok: false,
      firstBad: { sequence: 0, reason: 'die Kopfdatei (-head) fehlt oder wurde verändert' },
    };
  }
  if (!badPage && anchor?.tablesVersion === 0) return { ...empty, ok: true, firstBad: null };
  const reason = badPage ? `Seite ${badPage.page} der Datei: ${badPage.reason}` : 'der Inhalt der Datei fehlt';
  return { ...empty, ok: false, firstBad: { sequence: 1, reason, ...page } };
}
