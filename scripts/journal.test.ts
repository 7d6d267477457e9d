import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openJournal } from '../electron/journal/open-journal.ts';
import { createFileKeyCustody } from '../electron/security/file-key-custody.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'journal-cli-'));
  file = path.join(folder, 'journal.db');
  const keys = await createFileKeyCustody(path.join(folder, 'seat.keys')).keys(false, true);
  const journal = openJournal({ file, ...keys, clock: { nowMs: () => Date.UTC(2026, 10, 2, 8) }, randomBytes });
  for (let i = 0; i < 12; i += 1) {
    journal.append({
      kind: 'facts-recorded',
      vorgangId: 'v1',
      scope: 'vorgang',
      actor: 'adler',
      virtual: i === 4,
      body: { name: 'Schneider' },
    });
  }
  journal.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, 'journal.ts'), ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

it('proves, shows, and says in German what is wrong or missing', async () => {
  expect(run('verify', file)).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^In Ordnung: 12 Ereignisse, 0 davon ohne Inhalt/),
  });
  const shown = run('show', file);
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  expect(shown.stdout).toMatch(
    / {6}5 {2}2026-11-02T08:00:00.000Z {2}vorgang {5}facts-recorded .*adler {2}v1 {2}\[virtuell\]\n/,
  );
  expect(shown.stdout).not.toContain('Schneider');

  const bytes = readFileSync(file);
  const copy = path.join(folder, 'copy.db');
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(9000) ^ 1, 9000);
  writeFileSync(copy, changed);
  writeFileSync(`${copy}-head`, readFileSync(`${file}-head`));
  expect(run('verify', copy)).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^NICHT IN ORDNUNG: (Ereignis|Seite) \d+: .*verändert|nicht lesbar/),
  });

  const other = path.join(folder, 'other.keys');
  await createFileKeyCustody(other).keys(false, true);
  expect(run('verify', file, '--key-file', other)).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('passen nicht'),
  });
  expect(run('verify', file, '--key-file', path.join(folder, 'none'))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('fehlt'),
  });
  if (process.platform !== 'win32') {
    chmodSync(other, 0o644);
    expect(run('verify', file, '--key-file', other)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('0600'),
    });
  }
  expect(run('verify', path.join(folder, 'none.db'))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Das Journal fehlt'),
  });
  for (const args of [[], ['prove', file], ['verify'], ['verify', file, '--force']]) {
    expect(run(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining('Aufruf:') });
  }
});
