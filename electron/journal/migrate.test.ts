import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeTestFolder, testKeys } from './journal-fixture.ts';
import { deriveJournalKeys } from './journal-keys.ts';
import { migrate, migrations } from './migrate.ts';
import { openSqlite, schemaVersion } from './sqlite-file.ts';

/** Journals out there were made with exactly these words: add a line for a new step, never change one. */
const frozen = [
  '4fba050dd7e4d6fab3ec588ae67d78e82e3b9186be6eb8d3166a4d39275b72e7',
  'dc2ef0c57d564939cf1fb51ec432e7d3dfbf04621ab41fcfd2457b6b2d0b17cd',
  '88da7698327b3f2449a0e3ca27074206339fad174990a0ac9e274e1b283f66b1',
  'c6a14599c716121744da8ff5b91fd667d2621ff5cc5e29d58a3392008f9bd2ea',
];

it('has only frozen steps, one file each, and makes of an empty file what they say, once', () => {
  expect(migrations.map((sql) => createHash('sha256').update(sql).digest('hex'))).toEqual(frozen);
  const files = readdirSync(path.join(import.meta.dirname, 'migrations'));
  expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(migrations.map((_sql, index) => index + 1));

  const folder = makeTestFolder();
  const db = openSqlite(folder.file, deriveJournalKeys(testKeys).file);
  migrate(db);
  migrate(db);
  expect(schemaVersion(db)).toBe(migrations.length);
  db.pragma(`user_version=${migrations.length + 1}`);
  expect(() => migrate(db)).toThrow('journal.newer');
  db.close();
  folder.remove();
});
