/** The first person of a centre, by command line: `npm run clerks` as a process against a real PostgreSQL. */
import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trainingPolicy } from '../electron/load-policy.ts';
import { startTestCentre, type TestCentre } from '../tests/support/postgres/test-centre.ts';
import { rootDir } from './host/paths.ts';

let centre: TestCentre;
let access: string[];
beforeAll(async () => {
  centre = await startTestCentre();
  const policy = path.join(centre.folder, 'policy.json');
  const seat = { ...trainingPolicy.seat, id: 'DRA-1' };
  writeFileSync(policy, JSON.stringify({ ...trainingPolicy, seat, centre: centre.policyOf('DRA-1') }));
  access = ['--policy', policy, '--keys', centre.seats[0]?.keysFile ?? ''];
}, 60_000);
afterAll(() => centre?.remove());

function clerks(args: string[], typed = ''): Promise<{ code: number | null; out: string; err: string }> {
  const run = [path.join(rootDir, 'scripts/run.mjs'), path.join(rootDir, 'scripts/clerks.ts'), ...args, ...access];
  const child = spawn(process.execPath, run, { cwd: rootDir });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => {
    out += String(text);
  });
  child.stderr.on('data', (text) => {
    err += String(text);
  });
  child.stdin.end(typed);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}
const twice = (pin: string): string => `${pin}\n${pin}\n`;

it('lets the first administrator in, and says in German what is wrong', { timeout: 120_000 }, async () => {
  expect(await clerks(['list'])).toMatchObject({ code: 0, out: '0 Personen, 0 Änderungen.\n' });
  const ida = ['add', '--user', 'ida', '--name', 'Ida Test', '--role', 'it', '--by', 'Einrichtung 2026'];
  expect((await clerks(ida, '660142\n660143\n')).err).toContain('Die beiden Eingaben sind verschieden.');
  expect((await clerks(ida, twice('123456'))).err).toContain('Diese PIN ist zu einfach');
  const added = await clerks(ida, twice('660142'));
  expect([added.code, added.out]).toEqual([0, expect.stringContaining('ida ist eingetragen')]);
  expect(added.out + added.err).not.toContain('660142');
  const again = await clerks(ida, twice('660142'));
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('Diesen Benutzernamen gibt es schon')]);
  expect((await clerks(['list'])).out).toBe(
    'ida\tIda Test\tit\topen\tOrtsverwaltung Mainz-Drais\t\n1 Personen, 1 Änderungen.\n',
  );
  expect((await clerks(['set-pin', '--user', 'ida', '--by', 'x'], twice('771209'))).code).toBe(0);
  expect((await clerks(['revoke', '--user', 'ida', '--reason', 'Probe zu Ende', '--by', 'x'])).code).toBe(0);
  expect((await clerks(['list'])).out).toContain('revoked');
  for (const wrong of [
    [],
    ['add'],
    ['add', '--user', 'a b'],
    ['paint'],
    [...ida.slice(0, 5), '--role', 'king', '--by', 'x'],
  ]) {
    const { code, err } = await clerks(wrong);
    expect([code, err], wrong.join(' ')).toEqual([2, expect.stringContaining('Aufruf: npm run -s clerks')]);
  }
  chmodSync(centre.seats[0]?.keysFile ?? '', 0o644);
  expect(await clerks(['list'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Die Datei darf nur dem Konto'),
  });
});
