/** What durability and encryption cost: append against a bare, unencrypted insert of the same size, and verifying. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { verifyJournalFile } from '../../electron/journal/verify-file.ts';

const events = 1000;
/** A form step as it is recorded at the counter: about 600 bytes. */
const body = { stepId: 'form', value: Buffer.alloc(420, 7).toString('base64') };
/** The event's header, its three hashes, nonce and tag take about 220 bytes beside the body. */
const bareBytes = JSON.stringify(body).length + 220;

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function timed(act: () => void): number {
  const start = process.hrtime.bigint();
  act();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Both are written turn by turn, so that whatever else the machine does meets both alike. */
export async function benchJournal(): Promise<Record<string, number>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-bench-'));
  const keys = { fileKey: randomBytes(32), authorityKey: createHash('sha256').update('bench').digest() };
  const file = path.join(folder, 'journal.db');
  const bare = new Database(path.join(folder, 'bare.db'));
  try {
    const journal = openJournal({ file, ...keys, clock: { nowMs: () => Date.now() }, randomBytes });
    bare.pragma('locking_mode=EXCLUSIVE');
    bare.pragma('journal_mode=WAL');
    bare.pragma('synchronous=FULL');
    bare.exec('CREATE TABLE events (sequence INTEGER PRIMARY KEY, body BLOB NOT NULL)');
    const insert = bare.prepare<[Buffer]>('INSERT INTO events (body) VALUES (?)');
    const appendMs: number[] = [];
    const bareMs: number[] = [];
    for (let i = 0; i < events; i += 1) {
      const vorgangId = `vorgang-${Math.floor(i / 25)}`;
      appendMs.push(
        timed(() => void journal.append({ kind: 'facts-recorded', vorgangId, scope: 'vorgang', actor: 'adler', body })),
      );
      bareMs.push(timed(() => void insert.run(randomBytes(bareBytes))));
    }
    const verifyMs = median([1, 2, 3].map(() => timed(() => void journal.verify())));
    const openMs = timed(() => {
      journal.close();
      openJournal({ file, ...keys, clock: { nowMs: () => Date.now() }, randomBytes }).close();
    });
    const verifyFileMs = timed(() => void verifyJournalFile(file, keys));
    return {
      'append p50 ms (fsync)': median(appendMs),
      'bare insert p50 ms (fsync)': median(bareMs),
      'append / bare insert': median(appendMs) / median(bareMs),
      'verify ms per 1,000 events': (verifyMs / events) * 1000,
      'verify file ms per 1,000 events': (verifyFileMs / events) * 1000,
      'close and open ms': openMs,
    };
  } finally {
    bare.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
