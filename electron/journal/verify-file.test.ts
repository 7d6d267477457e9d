import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../contract/app-error.ts';
import { fillJournal, makeTestFolder, type TestFolder, testKeys } from './journal-fixture.ts';
import { deriveJournalKeys } from './journal-keys.ts';
import { openSqlite, type Sqlite } from './sqlite-file.ts';
import { verifyJournalFile } from './verify-file.ts';

/** Numerical Recipes' LCG: the same flips in every run. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

let folder: TestFolder;
let copy: string;
/** The journal closed, and as a kill leaves it: half in the file, half in the -wal. */
let closed: { db: Buffer; head: Buffer };
let killed: { db: Buffer; wal: Buffer; head: Buffer };
/** Length of the -wal up to its last frame; zeros follow. */
let walUsed: number;

beforeAll(() => {
  folder = makeTestFolder();
  copy = folder.path('copy.db');
  let journal = folder.open();
  fillJournal(journal);
  journal.close();
  closed = { db: readFileSync(folder.file), head: readFileSync(`${folder.file}-head`) };
  journal = folder.open();
  for (let i = 0; i < 5; i += 1) {
    journal.append({ kind: 'facts-recorded', vorgangId: 'vorgang-9', scope: 'vorgang', actor: 'adler', body: { i } });
  }
  journal.putSetting('counter', { year: '2026', value: 3 });
  // The lock goes with these reads (POSIX), which nobody else wants here.
  killed = {
    db: readFileSync(folder.file),
    wal: readFileSync(`${folder.file}-wal`),
    head: readFileSync(`${folder.file}-head`),
  };
  journal.close();
  walUsed = killed.wal.findLastIndex((byte) => byte !== 0) + 1;
  killed.wal = killed.wal.subarray(0, walUsed + 10_000); // some of the zeros will do
});
afterAll(() => folder.remove());

function place(parts: { db: Buffer; wal?: Buffer; head?: Buffer }): string {
  for (const [suffix, bytes] of [
    ['', parts.db],
    ['-wal', parts.wal],
    ['-head', parts.head],
  ] as const) {
    if (bytes) writeFileSync(copy + suffix, bytes);
    else rmSync(copy + suffix, { force: true });
  }
  return copy;
}

const verify = (parts: { db: Buffer; wal?: Buffer; head?: Buffer }) => verifyJournalFile(place(parts), testKeys);
const flip = (bytes: Buffer, position: number, mask = 1): Buffer => {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(position) ^ mask, position);
  return changed;
};

describe('verifyJournalFile', () => {
  it('proves the unchanged journal, closed or left behind by a kill, and changes neither', () => {
    expect(verify(closed)).toMatchObject({ ok: true, events: 61, firstBad: null, erasedBodies: 11 });
    expect(readFileSync(copy).equals(closed.db)).toBe(true);
    expect(verify(killed)).toMatchObject({ ok: true, events: 66, firstBad: null });
    expect(readFileSync(copy).equals(killed.db)).toBe(true);
    expect(readFileSync(`${copy}-wal`).equals(killed.wal)).toBe(true);
  });

  it('names an event or a page for every one of 440 single changed bits, in file, -wal and -head', () => {
    const random = makeRandom(20261102);
    const missed: string[] = [];
    const check = (where: string, parts: typeof killed | typeof closed) => {
      const { ok, firstBad } = verify(parts);
      const named =
        firstBad &&
        (firstBad.sequence > 0 || firstBad.page !== undefined || /Ereignis \d|Kopfdatei/.test(firstBad.reason));
      if (ok || !named) {
        missed.push(`${where}: ${JSON.stringify(firstBad)}`);
      }
    };
    const bit = () => 1 << random(8);
    // Page 1: salt, clear header, HMAC; then anywhere; then the -wal's header, frame headers, pages; then the head file.
    for (let i = 0; i < 24; i += 1) check(`file ${i}`, { ...closed, db: flip(closed.db, i, bit()) });
    for (let i = 0; i < 240; i += 1) {
      const at = random(closed.db.length);
      check(`file ${at}`, { ...closed, db: flip(closed.db, at, bit()) });
    }
    for (let i = 0; i < 32; i += 1) check(`wal ${i}`, { ...killed, wal: flip(killed.wal, i, bit()) });
    for (let i = 0; i < 48; i += 1) {
      const at = 32 + random((walUsed - 32) / 4120) * 4120 + (i % 24);
      check(`wal frame ${at}`, { ...killed, wal: flip(killed.wal, at, bit()) });
    }
    for (let i = 0; i < 72; i += 1) {
      const at = i < 60 ? random(walUsed) : walUsed + random(killed.wal.length - walUsed);
      check(`wal ${at}`, { ...killed, wal: flip(killed.wal, at, bit()) });
    }
    for (let i = 0; i < 24; i += 1) {
      const at = random(closed.head.length);
      check(`head ${at}`, { ...closed, head: flip(closed.head, at, bit()) });
    }
    expect(missed).toEqual([]);
  });

  it('notices what is cut off, put back or missing', () => {
    const bad = (parts: Parameters<typeof verify>[0]) => verify(parts).firstBad;
    expect(bad({ ...killed, wal: Buffer.alloc(0) })).toMatchObject({
      sequence: 62,
      reason: expect.stringContaining('Ende fehlt'),
    });
    expect(bad({ ...killed, wal: killed.wal.subarray(0, walUsed - 4120) })).not.toBeNull();
    expect(bad({ ...closed, db: closed.db.subarray(0, closed.db.length - 4096) })).toMatchObject({
      page: closed.db.length / 4096,
    });
    expect(bad({ ...closed, db: closed.db.subarray(0, closed.db.length - 100) })).toMatchObject({
      page: closed.db.length / 4096,
    });
    expect(bad({ ...closed, db: Buffer.concat([closed.db, Buffer.alloc(4096)]) })).toMatchObject({
      page: closed.db.length / 4096 + 1,
    });
    expect(bad({ ...closed, db: Buffer.alloc(0) })).toMatchObject({
      sequence: 1,
      reason: 'der Inhalt der Datei fehlt',
    });
    expect(bad({ db: closed.db })).toMatchObject({ reason: expect.stringContaining('Kopfdatei') });
    expect(bad({ db: closed.db, head: killed.head })).toMatchObject({ sequence: 62 });
  });

  it('tells a wrong key from a changed file', () => {
    const open = (keys: typeof testKeys) => {
      try {
        return verifyJournalFile(place(closed), keys).firstBad;
      } catch (error) {
        return error instanceof AppError ? error.code : error;
      }
    };
    expect(open({ ...testKeys, fileKey: new Uint8Array(32) })).toBe('journal.wrong-key');
    expect(open({ ...testKeys, authorityKey: new Uint8Array(32) })).toBe('journal.wrong-key');
  });

  it('notices what somebody with the file key changes by the rules of SQLite', () => {
    const tamper = (change: (db: Sqlite) => void) => {
      place(closed);
      const db = openSqlite(copy, deriveJournalKeys(testKeys).file);
      change(db);
      db.close();
      copyFileSync(copy, folder.path('tampered.db'));
      copyFileSync(`${copy}-head`, folder.path('tampered.db-head'));
      return verifyJournalFile(folder.path('tampered.db'), testKeys).firstBad;
    };
    const sql = (text: string) => tamper((db) => db.exec(text));
    expect(sql("UPDATE events SET actor = 'luchs' WHERE sequence = 17")).toMatchObject({ sequence: 17 });
    expect(sql('UPDATE events SET sealed = zeroblob(80) WHERE sequence = 18')).toMatchObject({ sequence: 18 });
    expect(sql('DELETE FROM events WHERE sequence = 19')).toMatchObject({ sequence: 19 });
    expect(sql('DELETE FROM events WHERE sequence > 40')).toMatchObject({ sequence: 41 });
    expect(sql('UPDATE events SET sealed = NULL WHERE sequence = 20')?.reason).toContain('entfallene Inhalte');
    expect(sql("UPDATE wrapped_keys SET wrapped = zeroblob(60) WHERE vorgang_id = 'vorgang-2'")).toMatchObject({
      sequence: 4,
      reason: 'der verpackte Schlüssel wurde verändert',
    });
    expect(sql("UPDATE wrapped_keys SET wrapped = NULL WHERE vorgang_id = 'vorgang-2'")?.reason).toContain('Schlüssel');
    expect(sql("DELETE FROM wrapped_keys WHERE vorgang_id = 'vorgang-2'")?.reason).toContain('Schlüssel fehlt');
    expect(sql('DELETE FROM search_terms')?.reason).toContain('Suchbegriffe');
    expect(sql('DELETE FROM settings')?.reason).toContain('Einstellungen');
    expect(sql('UPDATE tables_state SET version = version + 1')?.reason).toContain('Stand der Tabellen');
    const forged =
      'SELECT 62, at, kind, vorgang_id, scope, actor, virtual, sealed_hash, hash, link_seal, NULL, generation FROM events';
    expect(sql(`INSERT INTO events ${forged} WHERE sequence = 61`)).toMatchObject({ sequence: 62 });
    expect(tamper(() => {})).toBeNull();
  });
});
