/** A seat whose journal is damaged, locked away, full or taken does not start, says why, and leaves every byte as it was. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { AppError, isAppError } from '../../electron/contract/app-error.ts';
import { trainingPolicy } from '../../electron/load-policy.ts';
import { startErrorText } from '../../electron/start-error-text.ts';
import { resourcesDir } from '../../scripts/host/paths.ts';
import { firstClerk } from '../support/open-node-seat.ts';
import { openSeatJournal, readJournal } from '../support/read-journal.ts';
import { type SeatProcess, startSeatProcess } from '../support/seat-process.ts';

let folder: string;
let policyFile: string;
/** All in the file; and all still in the write-ahead file, as a kill leaves it. */
let original: string;
let killed: string;
const running: SeatProcess[] = [];
const mounts: string[] = [];

async function start(dataDir: string): Promise<SeatProcess> {
  const seat = await startSeatProcess(dataDir, policyFile);
  running.push(seat);
  return seat;
}

/** The code that kept the seat from starting; `started` when it did start. */
async function codeOfStart(dataDir: string): Promise<string> {
  try {
    await start(dataDir);
    return 'started';
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-journal-faults-'));
  policyFile = path.join(folder, 'policy.json');
  // One device that is not there: a seat without devices would start a virtual counter.
  const devices = [{ id: 'terminal-1', class: 'payment', model: 'zvt-tcp', options: { host: '127.0.0.1', port: 9 } }];
  writeFileSync(policyFile, JSON.stringify({ ...trainingPolicy, devices }));
  original = path.join(folder, 'original');
  killed = path.join(folder, 'killed');
  for (const dataDir of [original, killed]) {
    const seat = await startSeatProcess(dataDir, policyFile);
    await seat.session.signIn(firstClerk);
    for (const serviceId of ['personalausweis', 'meldebescheinigung']) await seat.vorgang.start({ serviceId });
    await seat.kill();
  }
  const journal = openSeatJournal(original);
  expect(journal.verify().ok).toBe(true);
  journal.close();
});
afterEach(async () => {
  for (const seat of running.splice(0)) await seat.kill();
});
afterAll(() => {
  for (const mount of mounts) execFileSync('umount', [mount]);
  rmSync(folder, { recursive: true, force: true });
});

const journalFiles = ['journal.db', 'journal.db-wal', 'journal.db-head', 'seat.keys'];

function copyOf(name: string, parent = folder, from = original): string {
  const copy = path.join(parent, name);
  mkdirSync(copy, { recursive: true });
  for (const file of journalFiles) {
    if (existsSync(path.join(from, file))) copyFileSync(path.join(from, file), path.join(copy, file));
  }
  return copy;
}

const hashesOf = (dataDir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dataDir, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [
        name,
        createHash('sha256')
          .update(readFileSync(path.join(dataDir, name)))
          .digest('hex'),
      ]),
  );

function flip(file: string, offset: number): void {
  const bytes = readFileSync(file);
  bytes[offset] = (bytes[offset] ?? 0) ^ 0x10;
  writeFileSync(file, bytes);
}

function changeKeys(dataDir: string, key: 'fileKey' | 'authorityKey'): void {
  const file = path.join(dataDir, 'seat.keys');
  const keys = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  writeFileSync(file, JSON.stringify({ ...keys, [key]: Buffer.alloc(32, 7).toString('base64') }), { mode: 0o600 });
}

/** Within the first pages of the write-ahead file; its end is room kept free. */
const walFrame = 9_000;
const pageBytes = 4_096;

it.each<[string, (dataDir: string) => void, string]>([
  ['a flipped byte in the first page', (dir) => flip(path.join(dir, 'journal.db'), 3), 'journal.damaged'],
  ['a flipped byte in the second page', (dir) => flip(path.join(dir, 'journal.db'), 5_000), 'journal.damaged'],
  [
    'a flipped byte in the write-ahead file',
    (dir) => flip(path.join(dir, 'journal.db-wal'), walFrame),
    'journal.damaged',
  ],
  ['a journal cut short', (dir) => writeFileSync(path.join(dir, 'journal.db-wal'), ''), 'journal.damaged'],
  ['the journal taken away beside its head', (dir) => rmSync(path.join(dir, 'journal.db')), 'journal.damaged'],
  ['another file key', (dir) => changeKeys(dir, 'fileKey'), 'journal.wrong-key'],
  ['another authority key', (dir) => changeKeys(dir, 'authorityKey'), 'journal.wrong-key'],
  ['a key file that holds no keys', (dir) => writeFileSync(path.join(dir, 'seat.keys'), '{}'), 'journal.wrong-key'],
  ['no key file', (dir) => rmSync(path.join(dir, 'seat.keys')), 'journal.key-missing'],
  ['a key file others can read', (dir) => chmodSync(path.join(dir, 'seat.keys'), 0o644), 'journal.key-exposed'],
])('%s', async (name, harm, code) => {
  const dataDir = copyOf(name.replaceAll(' ', '-'), folder, /write-ahead|cut short/.test(name) ? killed : original);
  harm(dataDir);
  const before = hashesOf(dataDir);
  expect(await codeOfStart(dataDir)).toBe(code);
  expect(hashesOf(dataDir)).toMatchObject(before);
  const { title, body } = startErrorText(new AppError(code as 'journal.damaged'), resourcesDir);
  expect(`${title} ${body}`).toMatch(/Journal|Schlüssel|Datei/);
  expect(body.length).toBeGreaterThan(40);
});

it('a flipped byte anywhere is refused at the start or named by the check of the whole journal', () => {
  const pages = statSync(path.join(original, 'journal.db')).size / pageBytes;
  expect(pages).toBeGreaterThan(5);
  const found: string[] = [];
  for (let page = 1; page <= pages; page += 1) {
    const dataDir = copyOf(`page-${page}`);
    flip(path.join(dataDir, 'journal.db'), page * pageBytes - 100);
    try {
      const journal = openSeatJournal(dataDir);
      const { ok, firstBad } = journal.verify();
      journal.close();
      found.push(ok || firstBad?.page !== page ? `page ${page} unnoticed` : 'named');
    } catch (error) {
      found.push(isAppError(error) && error.code === 'journal.damaged' ? 'refused' : String(error));
    }
  }
  expect(found.filter((what) => what !== 'named' && what !== 'refused')).toEqual([]);
});

it('two seats on one journal: the second one does not start, the first one goes on', async () => {
  const dataDir = copyOf('two-seats');
  const first = await start(dataDir);
  await first.session.signIn(firstClerk);
  expect(await codeOfStart(dataDir)).toBe('journal.in-use');
  const { summary } = await first.vorgang.start({ serviceId: 'personalausweis' });
  await first.kill();
  expect(readJournal(dataDir).events.at(-1)?.vorgangId).toBe(summary.id);
});

const canMount = (() => {
  const probe = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
})();

function mount(name: string, sizeKiB: number): string {
  const point = path.join(folder, name);
  mkdirSync(point);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKiB}k`, 'tmpfs', point]);
  mounts.push(point);
  return point;
}

/** Takes what is left, whole pages and the rest of the last one. */
function fillUp(point: string): string {
  const file = path.join(point, 'filler');
  for (let kibibytes = 65_536; kibibytes >= 1; kibibytes = Math.floor(kibibytes / 2)) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(kibibytes * 1024), { flag: 'a' });
    } catch {
      // full for this size
    }
  }
  return file;
}

it.skipIf(!canMount)(
  'a full disk: the act is refused, nothing that stood is gone, and it goes on when there is room',
  async () => {
    const point = mount('full-disk', 8 * 1024);
    const dataDir = copyOf('seat', point);
    const seat = await start(dataDir);
    await seat.session.signIn(firstClerk);
    const view = await seat.vorgang.start({ serviceId: 'unterschriftsbeglaubigung' });
    const filler = fillUp(point);
    const values = { kind: 'official' };
    const record = () =>
      seat.vorgang.act({
        vorgangId: view.summary.id,
        stepId: view.panel?.stepId ?? '',
        action: { do: 'record', values },
      });
    let refused = await record();
    // Room kept free in the write-ahead file still takes some hundred facts.
    for (let tries = 0; tries < 3_000 && refused.view.panel?.error === null; tries += 1) refused = await record();
    expect(refused.view.panel?.error?.code).toBe('journal.disk-full');
    rmSync(filler);
    const recorded = await seat.vorgang.act({
      vorgangId: view.summary.id,
      stepId: view.panel?.stepId ?? '',
      action: { do: 'record', values },
    });
    expect(recorded.view.panel?.error ?? null).toBe(null);
    await seat.kill();
    expect(readJournal(dataDir).report).toMatchObject({ ok: true, firstBad: null });
  },
);

it.skipIf(!canMount)('a full disk at the start', async () => {
  const point = mount('full-at-start', 8 * 1024);
  const dataDir = copyOf('seat', point);
  const filler = fillUp(point);
  const before = readJournal(dataDir).events;
  const code = await codeOfStart(dataDir);
  expect(['journal.disk-full', 'started']).toContain(code);
  for (const seat of running.splice(0)) await seat.kill();
  rmSync(filler);
  const after = readJournal(dataDir);
  expect(after.report.ok).toBe(true);
  expect(after.events.slice(0, before.length)).toEqual(before);
});

it.skipIf(!canMount)('a folder that cannot be written', async () => {
  const point = mount('read-only', 8 * 1024);
  const dataDir = copyOf('seat', point);
  mkdirSync(path.join(dataDir, 'logs'));
  execFileSync('mount', ['-o', 'remount,ro', point]);
  const before = hashesOf(dataDir);
  expect(await codeOfStart(dataDir)).toBe('journal.unwritable');
  expect(hashesOf(dataDir)).toMatchObject(before);
});

it('five wrong PINs lock the clerk, are in the journal, and a restart does not unlock', async () => {
  const dataDir = copyOf('wrong-pins');
  const seat = await start(dataDir);
  const attempt = (at: SeatProcess, pin: string) =>
    at.session.signIn({ userName: 'kraus', pin }).then(
      () => 'signed in',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );
  const codes: string[] = [];
  for (let tries = 0; tries < 5; tries += 1) codes.push(await attempt(seat, '000000'));
  expect(codes).toEqual([...Array.from({ length: 4 }, () => 'session.wrong-pin'), 'session.locked']);
  expect(await attempt(seat, '931745')).toBe('session.locked');
  await seat.kill();
  const again = await start(dataDir);
  expect(await attempt(again, '931745')).toBe('session.locked');
  expect(await again.session.signIn(firstClerk)).toMatchObject({ clerk: { userName: 'berger' } });
  await again.kill();
  const refused = readJournal(dataDir).events.filter(({ kind }) => kind === 'sign-in-refused');
  expect(refused.map(({ actor, body }) => `${actor} ${body?.reason}`)).toEqual([
    ...Array.from({ length: 5 }, () => 'kraus wrong-pin'),
    'kraus locked',
    'kraus locked',
  ]);
});
