import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openJournal } from './open-journal.ts';

it('x', () => {
  const d = mkdtempSync(path.join(os.tmpdir(), 'j-'));
  const o = {
    file: path.join(d, 'journal.db'),
    fileKey: randomBytes(32),
    authorityKey: randomBytes(32),
    clock: { nowMs: () => Date.now() },
    randomBytes,
  };
  let j = openJournal(o);
  for (let i = 0; i < 10; i++)
    j.append({ kind: 'facts-recorded', scope: 'vorgang', vorgangId: `v${i % 3}`, actor: 'a', body: { i } });
  j.append({ kind: 'finger-captured', scope: 'biometrics', vorgangId: `v1`, actor: 'a', body: { x: 1 } });
  j.index('v1', ['Müller']);
  j.putSetting('a', { b: 1 });
  expect(j.verify()).toMatchObject({ ok: true });
  j.close();
  j = openJournal(o);
  expect(j.search('MUELLER')).toEqual(['v1']);
  j.erase({ vorgangId: 'v1', what: 'biometrics', reason: 'r', actor: 'a' });
  expect(j.verify()).toMatchObject({ ok: true });
  j.erase({ vorgangId: 'v1', what: 'vorgang', reason: 'r', actor: 'a' });
  j.dropBody(1);
  expect(j.verify()).toMatchObject({ ok: true });
  console.log(j.verify(), j.events({}).slice(-3), j.setting('a'));
  j.close();
  rmSync(d, { recursive: true });
});
