/** The ceremony of keys by its command line over a real PostgreSQL, then seats that read each other with what came of it. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';
import { startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { until } from '../support/postgres/whole-seat.ts';

const root = path.resolve(import.meta.dirname, '../..');
let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
  for (const { seat, ortsverwaltung, keysFile } of centre.seats) {
    rmSync(keysFile); // the throw-away centre gave each seat the same key; here they have to get it themselves
    writeFileSync(policyOf(seat), JSON.stringify(policy(seat, ortsverwaltung)));
  }
}, 60_000);
afterAll(() => centre?.remove());

const policyOf = (seat: string): string => path.join(centre.folder, `${seat}.policy.json`);
const keysOf = (seat: string): string => centre.seats.find((each) => each.seat === seat)?.keysFile ?? '';
const policy = (seat: string, ortsverwaltung: string) => ({
  ...{ format: 1, mode: 'training', devices: [], seals: [], till: { name: 'Kasse', cash: true } },
  seat: {
    ...{ id: seat, name: seat, ortsverwaltung, authority: 'Stadt Beispiel', authorityAddress: ['Rathaus'] },
    ...{ place: 'Beispiel', ags: '07315000' },
  },
  centre: centre.policyOf(seat),
});

/** What a person sees and the exit code; `typed` is sent line by line. */
function keys(seat: string, args: string[], typed: string[] = []): Promise<{ text: string; exit: number | null }> {
  const all = ['scripts/keys.ts', ...args, '--policy', policyOf(seat), '--key-file', keysOf(seat)];
  const child = spawn(process.execPath, all, { cwd: root });
  let text = '';
  child.stdout.on('data', (data: Buffer) => (text += data.toString('utf8')));
  child.stderr.on('data', (data: Buffer) => (text += data.toString('utf8')));
  child.stdin.end(typed.map((line) => `${line}\n`).join(''));
  return new Promise((resolve) => child.on('close', (exit) => resolve({ text, exit })));
}
const codeIn = (text: string): string => /\d{5}( \d{5}){5}/.exec(text)?.[0] ?? '';

it('two seats get one key by a compared code, rotate it, and the seat left out reads nothing later', {
  timeout: 60_000,
}, async () => {
  expect((await keys('DRA-1', ['status'])).text).toContain('noch keine Schlüsseldatei');
  expect(await keys('DRA-1', ['approve', 'DRA-2'])).toMatchObject({ exit: 1 });
  expect((await keys('DRA-1', ['first'])).text).toContain('Generation 1');
  for (const seat of ['DRA-2', 'FIN-1']) {
    const asked = await keys(seat, ['request', '--from', 'DRA-1']);
    expect([asked.exit, codeIn(asked.text)]).toEqual([0, expect.stringMatching(/^\d/)]);
    const wrong = await keys('DRA-1', ['approve', seat], ['11111 22222 33333 44444 55555 66666']);
    expect([wrong.exit, wrong.text]).toEqual([1, expect.stringContaining('Der Code stimmt nicht überein')]);
    expect((await keys(seat, ['accept', '--generation', '1'])).text).toContain('kein Schlüsselpaket');
    const approved = await keys('DRA-1', ['approve', seat], [codeIn(asked.text)]);
    expect([approved.exit, approved.text]).toEqual([0, expect.stringContaining('Generation 1')]);
    expect(await keys(seat, ['accept', '--generation', '1'])).toMatchObject({ exit: 0 });
  }
  const before = startSeatAtCentre(centre, 'DRA-1');
  before.open('v1', 'Weiß');
  await before.sync.tick();
  before.close();

  const rotated = await keys('DRA-1', ['rotate', '--without', 'FIN-1']);
  expect([rotated.exit, rotated.text]).toEqual([0, expect.stringContaining('Gesendet an DRA-2.')]);
  expect((await keys('DRA-2', ['accept'])).text).toContain('Generation 2');
  const refused = await keys('FIN-1', ['accept']);
  expect([refused.exit, refused.text]).toEqual([1, expect.stringContaining('nicht das erwartete')]);

  const one = startSeatAtCentre(centre, 'DRA-1');
  one.record('v1', 'check', 'nachher');
  await one.sync.tick();
  await one.sync.handOver('v1', 'FIN-1');
  await one.sync.giveBack('v1', 'berger');
  one.close();
  const two = startSeatAtCentre(centre, 'DRA-2');
  await two.sync.takeUp('v1', 'yilmaz');
  expect(two.journal.events({ vorgangId: 'v1', kinds: ['facts-recorded'] }).map(({ body }) => body?.value)).toEqual([
    { person: 'Weiß' },
    'nachher',
  ]);
  await two.sync.giveBack('v1', 'yilmaz');
  two.close();
  const stolen = startSeatAtCentre(centre, 'FIN-1');
  await expect(stolen.sync.takeUp('v1', 'x')).rejects.toMatchObject({ code: 'keys.generation-missing' });
  stolen.close();
  const admin = await centre.admin();
  const { rows } = await admin.query<{ row: string }>(
    'SELECT t::text AS row FROM zp.key_packages t UNION ALL SELECT t::text FROM zp.seat_keys t',
  );
  await admin.end();
  const seen = rows.map(({ row }) => row).join('\n');
  const secrets = JSON.parse(readFileSync(keysOf('DRA-1'), 'utf8')) as Record<string, string | string[]>;
  for (const secret of [secrets.authorityKey, ...(secrets.laterAuthorityKeys ?? []), secrets.seatPrivateKey].flat()) {
    expect(seen.includes(String(secret)) || seen.includes(Buffer.from(String(secret), 'base64').toString('hex'))).toBe(
      false,
    );
  }
});

it('a running seat takes the next generation by itself, and a seat without a key says what to do', {
  timeout: 60_000,
}, async () => {
  expect(await keys('DRA-1', ['rotate'])).toMatchObject({ exit: 0 });
  const dataDir = path.join(centre.folder, 'running');
  mkdirSync(dataDir);
  const file = path.join(dataDir, 'seat.keys');
  const live = path.join(centre.folder, 'live.policy.json');
  writeFileSync(live, JSON.stringify({ ...policy('DRA-2', 'Drais'), mode: 'live' }));
  await expect(startNodeSeat({ dataDir, policyFile: live, children: 'source' })).rejects.toMatchObject({
    code: 'keys.not-enrolled',
  });
  copyFileSync(keysOf('DRA-2'), file);
  const generations = (): number =>
    (JSON.parse(readFileSync(file, 'utf8')) as { laterAuthorityKeys?: string[] }).laterAuthorityKeys?.length ?? 0;
  expect(generations()).toBe(1);
  const seat = await startNodeSeat({ dataDir, policyFile: policyOf('DRA-2'), children: 'source' });
  try {
    await until(async () => generations() === 2, 20_000, 'the third generation');
  } finally {
    await seat.stop();
  }
  expect((await keys('DRA-2', ['accept'])).text).toContain('Generation 3');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    laterAuthorityKeys: (JSON.parse(readFileSync(keysOf('DRA-2'), 'utf8')) as { laterAuthorityKeys: string[] })
      .laterAuthorityKeys,
  });
});
