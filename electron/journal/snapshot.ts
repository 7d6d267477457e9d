/** A consistent copy of a journal for looking at: the original is only read, even while a seat is writing to it. */
import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '../contract/app-error.ts';
import { readHeadFile } from './head-anchor.ts';

export interface Snapshot {
  file: string;
  /** As it was before the copy: the copied journal must reach at least this far. */
  head: Buffer | null;
  /** True when a file was changed meanwhile, therefore by a seat at work. */
  inUse: boolean;
}

const attemptsMax = 5;

/**
 * The file itself changes only at a checkpoint, the -wal only grows in between. Copying the -wal first and finding the
 * file and its age unchanged afterwards makes a pair. Throws `journal.in-use` when a seat is too busy for that.
 * Not for a process that has this journal open itself: closing the copied file would give its lock away (POSIX).
 */
export function withSnapshot<T>(file: string, look: (snapshot: Snapshot) => T): T {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-journal-'));
  try {
    return look(takeSnapshot(file, path.join(folder, 'journal.db')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function takeSnapshot(file: string, copy: string): Snapshot {
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const head = readHeadFile(file);
    const before = stateOf(file);
    const wal = existsSync(`${file}-wal`);
    if (wal) copyFileSync(`${file}-wal`, `${copy}-wal`, constants.COPYFILE_FICLONE);
    else rmSync(`${copy}-wal`, { force: true });
    copyFileSync(file, copy, constants.COPYFILE_FICLONE);
    if (stateOf(file) === before) {
      const later = readHeadFile(file);
      return { file: copy, head, inUse: head !== null && later !== null && !head.equals(later) };
    }
  }
  throw new AppError('journal.in-use');
}

function stateOf(file: string): string {
  const { size, mtimeNs, ino } = statSync(file, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}
