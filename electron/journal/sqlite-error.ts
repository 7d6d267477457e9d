/** Tells what SQLite and the file system complain about in the application's own words. */
import { AppError, type ErrorCode, isAppError } from '../contract/app-error.ts';

const byPrefix: readonly (readonly [string, ErrorCode])[] = [
  ['SQLITE_FULL', 'journal.disk-full'],
  ['ENOSPC', 'journal.disk-full'],
  ['EDQUOT', 'journal.disk-full'],
  ['SQLITE_IOERR_SHMSIZE', 'journal.disk-full'],
  ['SQLITE_BUSY', 'journal.in-use'],
  ['SQLITE_LOCKED', 'journal.in-use'],
  ['SQLITE_NOTADB', 'journal.damaged'],
  ['SQLITE_CORRUPT', 'journal.damaged'],
  ['SQLITE_IOERR_READ', 'journal.damaged'],
  ['SQLITE_IOERR_SHORT_READ', 'journal.damaged'],
  ['SQLITE_IOERR_DATA', 'journal.damaged'],
  ['SQLITE_IOERR', 'journal.unwritable'],
  ['SQLITE_READONLY', 'journal.unwritable'],
  ['SQLITE_CANTOPEN', 'journal.unwritable'],
  ['SQLITE_PERM', 'journal.unwritable'],
  ['EACCES', 'journal.unwritable'],
  ['EPERM', 'journal.unwritable'],
  ['EROFS', 'journal.unwritable'],
  ['ENOENT', 'journal.unwritable'],
  ['ENOTDIR', 'journal.unwritable'],
  ['EIO', 'journal.unwritable'],
];

export function errorCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What is no trouble of the file stays what it was: a bug must not look like a full disk. */
export function toJournalError(error: unknown): unknown {
  if (isAppError(error)) return error;
  const code = errorCodeOf(error);
  const found = byPrefix.find(([prefix]) => code.startsWith(prefix));
  return found ? new AppError(found[1], {}, { cause: error }) : error;
}

export function withJournalErrors<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw toJournalError(error);
  }
}
