import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestFolder, type TestFolder, testKeys } from './journal-fixture.ts';
import { verifyJournalFile } from './verify-file.ts';

const child = path.join(import.meta.dirname, 'journal-child.ts');
/** A mount of one's own without being root; not every Linux allows it. */
const canMount = spawnSync('unshare', ['-Urm', 'true']).status === 0;
const isRoot = process.getuid?.() === 0;

let folder: TestFolder;
beforeEach(() => {
  folder = makeTestFolder();
});
afterEach(() => folder.remove());

interface Appender {
  process: ChildProcess;
  lines: string[];
  /** Resolves when that line was told, or the process has ended. */
  until(line: string): Promise<void>;
  kill(): Promise<void>;
}

function startAppender(): Appender {
  const process_ = spawn(process.execPath, [child, 'append', folder.file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  process_.stdout.on('data', (data: Buffer) => {
    const parts = (rest + data.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  const closed = once(process_, 'close');
  return {
    process: process_,
    lines,
    async until(line) {
      while (!lines.includes(line) && process_.exitCode === null) await wait(2);
    },
    async kill() {
      process_.kill('SIGKILL');
      await closed;
    },
  };
}

const told = (run: () => { stdout: Buffer | string }): string[] => String(run().stdout).trim().split('\n');

describe('a journal and its processes', () => {
  it('belongs to one seat at a time, can be verified meanwhile, and is free after kill -9', async () => {
    const seat = startAppender();
    await seat.until('20');
    expect(() => folder.open()).toThrow('journal.in-use');
    seat.process.kill('SIGSTOP');
    expect(verifyJournalFile(folder.file, testKeys)).toMatchObject({ ok: true });
    seat.process.kill('SIGCONT');
    await seat.kill();
    folder.open().close();
  });

  it('loses no acknowledged event, whenever it is killed', async () => {
    let before = 0;
    for (const [events, afterMs] of [
      [1, 0],
      [5, 1],
      [12, 2],
      [25, 5],
      [40, 9],
    ] as const) {
      const seat = startAppender();
      await seat.until(String(before + events));
      await wait(afterMs);
      await seat.kill();
      const acknowledged = Math.max(before, ...seat.lines.map(Number).filter(Number.isFinite));
      expect(verifyJournalFile(folder.file, testKeys)).toMatchObject({ ok: true });
      const journal = folder.open();
      before = journal.events({}).length;
      expect(before).toBeGreaterThanOrEqual(acknowledged);
      expect(before).toBeLessThanOrEqual(acknowledged + 1);
      expect(journal.verify().ok).toBe(true);
      journal.close();
    }
    expect(before).toBeGreaterThan(80);
  });

  it('opens again after a kill while it was being made', async () => {
    for (const afterMs of [0, 2, 4, 6, 9, 13]) {
      const seat = startAppender();
      await seat.until('ready');
      await wait(afterMs);
      await seat.kill();
      const journal = folder.open();
      expect(journal.verify().ok).toBe(true);
      journal.close();
      for (const suffix of ['', '-wal', '-head', '-shm', '-journal']) rmSync(folder.file + suffix, { force: true });
    }
  });

  it.skipIf(!canMount)(
    'refuses when the disk is full, with nothing half written, and goes on when there is space',
    () => {
      const full = folder.path('full');
      mkdirSync(full);
      const file = path.join(full, 'journal.db');
      const script = `mount -t tmpfs -o size=1500k tmpfs "${full}" && exec "${process.execPath}" "${child}" fill "${file}"`;
      expect(told(() => spawnSync('unshare', ['-Urm', 'sh', '-c', script]))).toEqual([
        'journal.disk-full',
        '0',
        '1',
        'true',
        '1',
      ]);
    },
  );

  it.skipIf(process.platform === 'win32')('says so when its folder cannot be written to', () => {
    folder.open().close();
    // Root may write everywhere: the child is nobody then.
    const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
    const parent = path.dirname(folder.file);
    if (isRoot)
      for (const name of ['', 'journal.db', 'journal.db-head']) chownSync(path.join(parent, name), 65534, 65534);
    chmodSync(parent, 0o500);
    chmodSync(`${folder.file}-head`, 0o400);
    const open = (file: string) => told(() => spawnSync(process.execPath, [child, 'open', file], nobody));
    expect(open(folder.file)).toEqual(['journal.unwritable']);
    expect(open(path.join(parent, 'another.db'))).toEqual(['journal.unwritable']);
    expect(open(path.join(parent, 'nowhere', 'journal.db'))).toEqual(['journal.unwritable']);
    chmodSync(parent, 0o700);
    expect(open(folder.file)).toEqual(['journal.unwritable']);
    chmodSync(`${folder.file}-head`, 0o600);
    expect(open(folder.file)).toEqual(['opened']);
  });
});
