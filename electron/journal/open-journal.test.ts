import { createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeThrown } from '../../tests/support/code-of.ts';
import { fillJournal, makeTestFolder, type TestFolder, testKeys } from './journal-fixture.ts';
import { deriveJournalKeys } from './journal-keys.ts';
import type { KeyRow } from './rows.ts';
import { openSqlite, withReadOnly } from './sqlite-file.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = makeTestFolder();
});
afterEach(() => folder.remove());

const fileKey = deriveJournalKeys(testKeys).file;

/** Every page of the file and of the -wal in clear (SQLCipher 4: AES-256-CBC, IV at the start of the 80 reserved bytes). */
function pagesInClear(bytes: Buffer, start: number, step: number): Buffer {
  const pages: Buffer[] = [];
  for (let at = start; at + step <= bytes.length; at += step) {
    const page = bytes.subarray(at + step - 4096, at + step);
    const decipher = createDecipheriv('aes-256-cbc', fileKey, page.subarray(4016, 4032)).setAutoPadding(false);
    pages.push(decipher.update(page.subarray(0, 4016)));
  }
  return Buffer.concat(pages);
}

describe('openJournal', () => {
  it('gives back what was appended, after a restart too, in order and by filter', () => {
    let journal = folder.open();
    fillJournal(journal);
    const before = journal.events({});
    expect(journal.appendAll([])).toEqual([]);
    journal.close();
    journal = folder.open();
    expect(journal.events({})).toEqual(before);
    expect(before.map(({ sequence }) => sequence)).toEqual(before.map((_event, index) => index + 1));
    expect(journal.events({ vorgangId: 'vorgang-0', kinds: ['finger-captured'], afterSequence: 30 })).toMatchObject([
      { sequence: 32, kind: 'finger-captured', scope: 'biometrics', virtual: true, body: { i: 25 } },
      { sequence: 38 },
      { sequence: 44 },
      { sequence: 50 },
      { sequence: 56 },
    ]);
    expect(journal.vorgangIds()).toEqual(['vorgang-0', 'vorgang-1', 'vorgang-2', 'vorgang-3', 'vorgang-4']);
    expect(journal.setting('counter')).toEqual({ year: '2026', value: 2 });
    expect(journal.setting('nothing')).toBeNull();
    expect(['MUELLER', 'muller', ' Mül-ler '].map((term) => journal.search(term))).toEqual([
      ['vorgang-1'],
      ['vorgang-1'],
      ['vorgang-1'],
    ]);
    expect(journal.search('Weiss')).toEqual(['vorgang-2']);
    expect([...journal.search('Meier'), ...journal.search('–')]).toEqual([]);
    expect(journal.verify()).toMatchObject({ ok: true, events: 61, erasedBodies: 11 });
    journal.close();
  });

  it('leaves nothing readable in its files', () => {
    const journal = folder.open();
    fillJournal(journal);
    for (const suffix of ['', '-wal', '-head']) {
      const bytes = readFileSync(folder.file + suffix).toString('latin1');
      for (const word of ['facts', 'vorgang', 'adler', 'SQLite', 'ller']) expect(bytes).not.toContain(word);
    }
    journal.close();
  });

  it('appends all or none', () => {
    const journal = folder.open();
    const event = { kind: 'facts-recorded', vorgangId: 'v', scope: 'vorgang', actor: 'adler', body: {} } as const;
    const { vorgangId: _left, ...withoutVorgang } = event;
    expect(() => journal.appendAll([event, withoutVorgang])).toThrow(TypeError);
    expect(journal.events({})).toEqual([]);
    // The key of the refused transaction is gone with it: what is sealed now must open after a restart.
    journal.appendAll([event, { ...event, body: { second: true } }]);
    journal.close();
    const again = folder.open();
    expect(again.events({}).map(({ body }) => body)).toEqual([{}, { second: true }]);
    again.close();
  });

  it('erases by destroying the key: from the tables, the pages and the -wal', () => {
    const journal = folder.open();
    fillJournal(journal);
    journal.close();
    const wrappedOf = (scope: string) =>
      withReadOnly(folder.file, fileKey, (db) =>
        db
          .prepare<[string], KeyRow>("SELECT * FROM wrapped_keys WHERE vorgang_id = 'vorgang-0' AND scope = ?")
          .get(scope),
      )?.wrapped;
    const biometricsKey = wrappedOf('biometrics');
    const vorgangKey = wrappedOf('vorgang');
    if (!biometricsKey || !vorgangKey) throw new Error('no keys');
    const onDisk = (key: Buffer) =>
      pagesInClear(readFileSync(folder.file), 4096, 4096).includes(key) ||
      pagesInClear(readFileSync(`${folder.file}-wal`), 32, 4120).includes(key);
    const bodies = () => again.events({ vorgangId: 'vorgang-0' }).filter(({ body }) => body !== null);

    const again = folder.open();
    again.index('vorgang-0', ['Schneider']);
    again.append({ kind: 'finger-captured', vorgangId: 'vorgang-0', scope: 'biometrics', actor: 'adler', body: {} });
    expect([onDisk(biometricsKey), onDisk(vorgangKey)]).toEqual([true, true]);
    again.erase({ vorgangId: 'vorgang-0', what: 'biometrics', reason: 'ausgehändigt', actor: 'seat' });
    expect([onDisk(biometricsKey), onDisk(vorgangKey)]).toEqual([false, true]);
    expect(bodies().map(({ kind }) => kind)).toEqual([...Array(10).fill('facts-recorded'), 'erased']);
    const finger = {
      kind: 'finger-captured',
      vorgangId: 'vorgang-0',
      scope: 'biometrics',
      actor: 'a',
      body: {},
    } as const;
    expect(codeThrown(() => again.append(finger))).toBe('vorgang.erased');

    expect(again.search('Schneider')).toEqual(['vorgang-0']);
    expect(again.erase({ vorgangId: 'vorgang-0', what: 'vorgang', reason: 'Frist', actor: 'seat' })).toMatchObject({
      kind: 'erased',
      vorgangId: 'vorgang-0',
      body: { what: 'vorgang', reason: 'Frist' },
    });
    expect(onDisk(vorgangKey)).toBe(false);
    expect(again.search('Schneider')).toEqual([]);
    expect(bodies().map(({ kind }) => kind)).toEqual(['erased', 'erased']);
    for (const act of [
      () => again.append({ ...finger, scope: 'vorgang' }),
      () => again.append({ ...finger, vorgangId: 'vorgang-4' }),
      () => again.index('vorgang-0', ['x']),
      () => again.erase({ vorgangId: 'vorgang-0', what: 'vorgang', reason: 'r', actor: 'a' }),
    ]) {
      expect(codeThrown(act)).toBe('vorgang.erased');
    }
    expect(codeThrown(() => again.erase({ vorgangId: 'nobody', what: 'vorgang', reason: 'r', actor: 'a' }))).toBe(
      'vorgang.not-found',
    );
    expect(again.verify()).toMatchObject({ ok: true, firstBad: null });
    again.close();
  });

  it('refuses wrong keys, newer and damaged journals, and leaves them byte for byte as they are', () => {
    let journal = folder.open();
    fillJournal(journal);
    journal.close();
    journal = folder.open();
    journal.append({ kind: 'seat-started', scope: 'seat', actor: 'seat', body: {} });
    const suffixes = ['', '-wal', '-head'];
    const parts = suffixes.map((suffix) => readFileSync(folder.file + suffix));
    journal.close();
    const refusal = (change: (parts: Buffer[]) => (Buffer | null)[], keys = {}) => {
      const changed = change(parts.map((part) => Buffer.from(part)));
      suffixes.forEach((suffix, i) => {
        const bytes = changed[i];
        if (bytes) writeFileSync(folder.file + suffix, bytes);
        else rmSync(folder.file + suffix, { force: true });
      });
      const code = codeThrown(() => folder.open(keys).close());
      const untouched = suffixes.every(
        (suffix, i) => changed[i] === null || readFileSync(folder.file + suffix).equals(changed[i] as Buffer),
      );
      return untouched ? code : `${code}, changed`;
    };
    const flip = (index: number, at: number) => (all: Buffer[]) => {
      const part = all[index];
      const position = at < 0 ? (part?.length ?? 0) + at : at;
      part?.writeUInt8(part.readUInt8(position) ^ 4, position);
      return all;
    };
    expect(refusal((all) => all, { fileKey: randomBytes(32) })).toBe('journal.wrong-key');
    expect(refusal((all) => all, { authorityKey: randomBytes(32) })).toBe('journal.wrong-key');
    expect(refusal(flip(0, 5))).toBe('journal.damaged');
    expect(refusal(flip(1, 3))).toBe('journal.damaged');
    expect(refusal(flip(1, 32 + 24 + 900))).toBe('journal.damaged');
    expect(refusal(flip(2, 40))).toBe('journal.damaged');
    expect(refusal(([db, , head]) => [db ?? null, null, head ?? null])).toBe('journal.damaged');
    expect(refusal(([db, wal]) => [db ?? null, wal ?? null, null])).toBe('journal.damaged');
    expect(refusal(([, , head]) => [null, null, head ?? null])).toBe('journal.damaged');
    expect(refusal((all) => all)).toBe('done, changed');

    const db = openSqlite(folder.file, fileKey);
    db.pragma('user_version=99');
    db.close();
    expect(codeThrown(() => folder.open())).toBe('journal.newer');
  });

  it('refuses a journal whose end was rewritten by somebody with the file key only', () => {
    const journal = folder.open();
    fillJournal(journal);
    journal.close();
    const db = openSqlite(folder.file, fileKey);
    db.exec("UPDATE events SET actor = 'luchs' WHERE sequence = 60");
    db.close();
    expect(codeThrown(() => folder.open())).toBe('journal.damaged');
  });
});
