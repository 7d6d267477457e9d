/** Generations of the authority key: what was made with the older one stays readable, what comes later is closed to it. */
import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeThrown } from '../../tests/support/code-of.ts';
import { encodeHeader, hashSealedBody, linkHash, linkSeal } from './event-chain.ts';
import { fillJournal, makeTestFolder, type TestFolder, testKeys } from './journal-fixture.ts';
import { deriveJournalKeys } from './journal-keys.ts';
import type { EventRow, KeyRow } from './rows.ts';
import { type ForeignEvent, type ForeignKey, originSeal } from './sealed-event.ts';
import type { SealedJournal } from './sealed-journal.ts';
import { unseal } from './sealing.ts';
import { openSqlite, withReadOnly } from './sqlite-file.ts';
import { verifyJournalFile } from './verify-file.ts';

const secondKey = new Uint8Array(32).fill(0x44);
const rotated = { ...testKeys, laterAuthorityKeys: [secondKey] };
const twice = { ...testKeys, laterAuthorityKeys: [secondKey, new Uint8Array(32).fill(0x55)] };
const fileKey = deriveJournalKeys(testKeys).file;

let folder: TestFolder;
beforeEach(() => {
  folder = makeTestFolder();
});
afterEach(() => folder.remove());

const record = (journal: SealedJournal, vorgangId: string, value: string) =>
  journal.append({ kind: 'facts-recorded', vorgangId, scope: 'vorgang', actor: 'adler', body: { value } });

/** Journals from before there were generations look like this. */
const olderForm = `
ALTER TABLE events DROP COLUMN generation;
ALTER TABLE foreign_events DROP COLUMN generation;
DROP INDEX wrapped_keys_by;
CREATE TABLE k (vorgang_id TEXT NOT NULL, scope TEXT NOT NULL, wrapped BLOB, PRIMARY KEY (vorgang_id, scope)) STRICT, WITHOUT ROWID;
INSERT INTO k SELECT vorgang_id, scope, wrapped FROM wrapped_keys;
DROP TABLE wrapped_keys; ALTER TABLE k RENAME TO wrapped_keys;
DROP TABLE foreign_keys;
CREATE TABLE foreign_keys (seat TEXT NOT NULL, vorgang_id TEXT NOT NULL, scope TEXT NOT NULL, wrapped BLOB NOT NULL,
  PRIMARY KEY (seat, vorgang_id, scope)) STRICT, WITHOUT ROWID;
PRAGMA user_version = 3;
`;

describe('a journal over a change of the authority key', () => {
  it('from before there were generations is proven as it is, opens and stays proven', () => {
    const journal = folder.open();
    fillJournal(journal);
    const before = journal.events({});
    journal.close();
    const db = openSqlite(folder.file, fileKey);
    db.exec(olderForm);
    db.close();
    expect(verifyJournalFile(folder.file, testKeys)).toMatchObject({ ok: true, firstBad: null });
    const again = folder.open(rotated);
    expect(again.events({}).slice(0, -1)).toEqual(before);
    expect(again.events({}).at(-1)).toMatchObject({ kind: 'authority-key-adopted', body: { generation: 2 } });
    expect(again.verify()).toMatchObject({ ok: true, firstBad: null });
    record(again, 'vorgang-1', 'neu');
    again.close();
    expect(verifyJournalFile(folder.file, rotated)).toMatchObject({ ok: true, firstBad: null });
  });

  it('reads, finds and proves both; an old key file is told so, not called damage', () => {
    const old = folder.open();
    fillJournal(old);
    old.close();
    const journal = folder.open(rotated);
    record(journal, 'vorgang-1', 'danach');
    journal.index('vorgang-2', ['Müller']);
    journal.putSetting('after', 1);
    expect(journal.search('MUELLER')).toEqual(['vorgang-1', 'vorgang-2']);
    expect([journal.setting('counter'), journal.setting('after')]).toEqual([{ year: '2026', value: 2 }, 1]);
    expect(journal.events({ vorgangId: 'vorgang-1' }).at(-1)?.body).toEqual({ value: 'danach' });
    journal.close();
    expect(verifyJournalFile(folder.file, rotated)).toMatchObject({ ok: true, firstBad: null });
    for (const act of [() => folder.open(), () => verifyJournalFile(folder.file, testKeys)]) {
      expect(codeThrown(act)).toBe('keys.generation-missing');
    }
    const wrongSecond = { ...testKeys, laterAuthorityKeys: [new Uint8Array(32).fill(9)] };
    expect(codeThrown(() => folder.open(wrongSecond))).toBe('journal.wrong-key');
    const third = folder.open(twice);
    record(third, 'vorgang-1', 'noch später');
    const withoutBody = third.events({ vorgangId: 'vorgang-1' }).filter(({ body }) => body === null);
    expect(withoutBody.map(({ sequence }) => sequence)).toEqual([3]); // dropped before;
    third.close();
    expect(verifyJournalFile(folder.file, twice)).toMatchObject({ ok: true, firstBad: null });
  });

  it('gives nothing that is written later to who has the older key and every file', () => {
    const old = folder.open();
    record(old, 'v', 'vorher');
    old.putSetting('pin', 'vorher');
    old.close();
    const journal = folder.open(rotated);
    record(journal, 'v', 'nachher'); // the same Vorgang, whose first key the thief may have
    record(journal, 'w', 'nachher');
    journal.append({ kind: 'signed-in', scope: 'seat', actor: 'adler', body: { value: 'nachher' } });
    journal.putSetting('pin', 'nachher');
    journal.close();
    const thief = deriveJournalKeys(testKeys).of(1);
    const { rows, keys, settings } = withReadOnly(folder.file, fileKey, (db) => ({
      rows: db.prepare<[], EventRow>('SELECT * FROM events').all(),
      keys: db.prepare<[], KeyRow>('SELECT * FROM wrapped_keys').all(),
      settings: db.prepare<[], Buffer>('SELECT sealed FROM settings').pluck().all(),
    }));
    const aad = (row: KeyRow, ...more: number[]) =>
      Buffer.from(JSON.stringify(['key', row.vorgang_id, row.scope, ...more]));
    const opened = keys.flatMap((row) => [
      unseal(thief.wrap, aad(row), row.wrapped ?? Buffer.alloc(0)) ?? [],
      unseal(thief.wrap, aad(row, row.generation, row.wrapped_by), row.wrapped ?? Buffer.alloc(0)) ?? [],
    ]);
    const theirs = opened.flat().filter((key) => Buffer.isBuffer(key));
    expect(theirs).toHaveLength(2); // the Vorgang's and the seat's of the first generation
    const readable = rows.flatMap((row) => {
      const header = encodeHeader({ ...row, vorgangId: row.vorgang_id, virtual: row.virtual === 1 });
      return theirs.flatMap((key) => unseal(createSecretKey(key), header, row.sealed ?? Buffer.alloc(0)) ?? []);
    });
    expect(readable.map(String)).toEqual([JSON.stringify({ value: 'vorher' })]);
    const setting = Buffer.from(JSON.stringify(['setting', 'pin']));
    expect(settings.flatMap((box) => theirs.map((key) => unseal(createSecretKey(key), setting, box)))).toEqual([
      null,
      null,
    ]);
    expect(
      linkSeal(thief.chain, rows.at(-1)?.hash ?? Buffer.alloc(0)).equals(rows.at(-1)?.link_seal ?? Buffer.alloc(0)),
    ).toBe(false);
  });

  it('wraps older keys anew in batches, each whole, and leaves nothing on the disk that the older key opens', () => {
    const old = folder.open();
    fillJournal(old);
    old.close();
    const boxes = withReadOnly(folder.file, fileKey, (db) =>
      db.prepare<[], Buffer>('SELECT wrapped FROM wrapped_keys WHERE wrapped IS NOT NULL').pluck().all(),
    );
    const journal = folder.open(rotated);
    const before = journal.events({});
    const counts: number[] = [];
    for (let count = 1; count > 0; ) {
      count = journal.wrapKeysAnew(3);
      counts.push(count);
      expect(journal.verify()).toMatchObject({ ok: true, firstBad: null });
      expect(journal.events({})).toEqual(before);
    }
    expect(counts).toEqual([3, 3, 0]);
    expect(boxes).toHaveLength(6);
    journal.close();
    const left = withReadOnly(folder.file, fileKey, (db) =>
      db.prepare<[], Buffer>('SELECT wrapped FROM wrapped_keys WHERE wrapped IS NOT NULL').pluck().all(),
    );
    expect(left.filter((box) => boxes.some((older) => older.equals(box)))).toEqual([]);
    expect(readFileSync(`${folder.file}-wal`).every((byte) => byte === 0)).toBe(true);
    const again = folder.open(rotated);
    expect(again.wrapKeysAnew(100)).toBe(0);
    expect(again.events({})).toEqual(before);
    again.close();
  });

  it('is as it was when it is killed within a batch', () => {
    const old = folder.open();
    fillJournal(old);
    old.close();
    let drawn = 0;
    const dying = folder.open({
      ...rotated,
      randomBytes(length) {
        drawn += 1;
        if (drawn > 4) throw new Error('killed');
        return new Uint8Array(length).fill(drawn);
      },
    });
    expect(() => dying.wrapKeysAnew(100)).toThrow('killed');
    expect(dying.verify()).toMatchObject({ ok: true, firstBad: null });
    dying.close();
    const again = folder.open(rotated);
    expect(again.wrapKeysAnew(100)).toBe(6);
    expect(again.verify()).toMatchObject({ ok: true, firstBad: null });
    again.close();
  });

  it('erases a Vorgang in all generations, and makes it no new key', () => {
    const old = folder.open();
    record(old, 'v', 'a');
    old.close();
    const journal = folder.open(rotated);
    record(journal, 'v', 'b');
    journal.erase({ vorgangId: 'v', what: 'vorgang', reason: 'Frist', actor: 'seat' });
    journal.close();
    const third = folder.open(twice);
    expect(codeThrown(() => record(third, 'v', 'c'))).toBe('vorgang.erased');
    expect(third.wrapKeysAnew(100)).toBeGreaterThan(0);
    expect(third.events({ vorgangId: 'v', kinds: ['facts-recorded'] }).map(({ body }) => body)).toEqual([null, null]);
    third.close();
    expect(verifyJournalFile(folder.file, twice)).toMatchObject({ ok: true, firstBad: null });
    const db = openSqlite(folder.file, fileKey);
    expect(db.prepare("SELECT 1 FROM wrapped_keys WHERE vorgang_id = 'v' AND wrapped IS NOT NULL").all()).toEqual([]);
    db.exec('UPDATE events SET generation = 1 WHERE sequence = 2');
    db.close();
    expect(verifyJournalFile(folder.file, twice).firstBad).toMatchObject({ sequence: 2 });
  });
});

describe('events of another seat over a change of the authority key', () => {
  const packed = (journal: SealedJournal): { events: ForeignEvent[]; keys: ForeignKey[] } => {
    const { events, keys } = journal.centre.batchAfter(0, 'DRA-1', { maxEvents: 1000, maxBytes: 1e9 });
    return {
      events: events.filter(({ scope }) => scope !== 'seat').map((event) => ({ ...event, seat: 'DRA-1', epoch: 1 })),
      keys: keys.filter(({ scope }) => scope !== 'seat').map((key) => ({ ...key, seat: 'DRA-1' })),
    };
  };
  let other: TestFolder;
  beforeEach(() => {
    other = makeTestFolder(2);
  });
  afterEach(() => other.remove());

  it('wait for the newer key, come in with it, and prove', () => {
    const first = folder.open();
    record(first, 'v', 'vorher');
    first.close();
    const from = folder.open(rotated);
    record(from, 'v', 'nachher');
    from.wrapKeysAnew(100);
    const content = packed(from);
    expect(content.keys.map(({ generation, wrappedBy }) => [generation, wrappedBy]).sort()).toEqual([
      [1, 2],
      [2, 2],
    ]);
    const late = other.open();
    expect(codeThrown(() => late.centre.importForeign('v', content, 'seat'))).toBe('keys.generation-missing');
    expect(late.events({ vorgangId: 'v' })).toEqual([]);
    late.close();
    const ready = other.open(rotated);
    expect(ready.centre.importForeign('v', content, 'seat')).toBe(2);
    expect(ready.events({ vorgangId: 'v' }).map(({ body }) => body?.value)).toEqual([undefined, 'vorher', 'nachher']);
    ready.close();
    const third = other.open(twice);
    expect(third.wrapKeysAnew(100)).toBe(2); // the seat's own, of two generations
    expect(third.wrapKeysAnew(100)).toBe(2); // those from elsewhere
    expect(third.events({ vorgangId: 'v' }).map(({ body }) => body?.value)).toEqual([undefined, 'vorher', 'nachher']);
    third.close();
    expect(verifyJournalFile(other.file, twice)).toMatchObject({ ok: true, firstBad: null });
    from.close();
  });

  it('cannot be written on by who has only the older key, nor led back to it', () => {
    const first = folder.open();
    record(first, 'v', 'vorher');
    first.close();
    const from = folder.open(rotated);
    record(from, 'v', 'nachher');
    const content = packed(from);
    from.close();
    const victim = other.open(rotated);
    victim.centre.importForeign('v', content, 'seat');
    const last = content.events.at(-1);
    if (!last) throw new Error('no event');
    const header = { sequence: last.sequence + 1, at: '2026-11-22T10:00:00.000Z', kind: 'facts-recorded' } as const;
    const whole = { ...header, vorgangId: 'v', scope: 'vorgang' as const, actor: 'adler', virtual: false };
    const sealed = Buffer.alloc(60, 7);
    const hash = linkHash(last.hash, hashSealedBody(sealed), encodeHeader(whole));
    const forgedWith = (generation: number): ForeignEvent => {
      const { chain } = deriveJournalKeys(rotated).of(generation);
      return {
        ...{ ...last, ...whole, sealed, hash, header: encodeHeader(whole).toString('utf8') },
        ...{ previousHash: last.hash, sealedHash: hashSealedBody(sealed) },
        ...{ linkSeal: linkSeal(chain, hash), originSeal: originSeal(chain, 'DRA-1', hash) },
      };
    };
    const take = (event: ForeignEvent) => () => victim.centre.importForeign('v', { events: [event], keys: [] }, 'seat');
    expect(take(forgedWith(1))).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ part: 'generation' }) }),
    );
    expect(victim.events({ vorgangId: 'v' })).toHaveLength(3);
    expect(codeThrown(take(forgedWith(2)))).toBe('done'); // the seal alone tells them apart
    victim.close();
  });
});
