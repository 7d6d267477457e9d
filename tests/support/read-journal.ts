/** The journal of a seat that is not running, read and verified on a copy: the original keeps every byte. */
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openJournal } from '../../electron/journal/open-journal.ts';
import type { Journal, JournalEvent, VerifyReport } from '../../electron/journal/port.ts';
import { decodeSeatKeys, readSecretFile } from '../../electron/security/key-file.ts';
import { systemClock } from '../../native/core/system-context.ts';

/** The journal itself, as its seat would open it. Throws AppError. */
export function openSeatJournal(dataDir: string, keyDir = dataDir): Journal {
  const keys = decodeSeatKeys(readSecretFile(path.join(keyDir, 'seat.keys'))?.toString('utf8') ?? '');
  return openJournal({
    file: path.join(dataDir, 'journal.db'),
    ...keys,
    clock: systemClock,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  });
}

/** Throws AppError when the journal cannot be opened. */
export function readJournal(dataDir: string): { report: VerifyReport; events: JournalEvent[] } {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-copy-'));
  try {
    for (const part of ['journal.db', 'journal.db-wal', 'journal.db-head']) {
      if (existsSync(path.join(dataDir, part))) copyFileSync(path.join(dataDir, part), path.join(copy, part));
    }
    const journal = openSeatJournal(copy, dataDir);
    try {
      return { report: journal.verify(), events: journal.events({}) };
    } finally {
      journal.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
