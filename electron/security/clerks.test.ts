import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAppError } from '../contract/app-error.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { JournalEvent } from '../journal/port.ts';
import { createClerks } from './clerks.ts';
import type { Clerks } from './port.ts';

/** The real one; its work is written down, which tells more than a clock on a busy machine. */
const derived: unknown[] = [];
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  const scrypt = (...call: Parameters<typeof crypto.scrypt>): void => {
    derived.push([call[2], call[3]]);
    crypto.scrypt(...call);
  };
  return { ...crypto, scrypt };
});

let folder: string;
let nowMs = Date.UTC(2026, 10, 2, 8);
const clock = { nowMs: () => nowMs };
const keys = { fileKey: new Uint8Array(32).fill(3), authorityKey: new Uint8Array(32).fill(4) };
const open = (name: string) => openJournal({ file: path.join(folder, name), ...keys, clock, randomBytes });

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'clerks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const adler = { userName: 'adler', displayName: 'Anna Adler', role: 'clerk', pin: '274913' } as const;

async function answer(clerks: Clerks, userName: string, pin: string): Promise<unknown> {
  try {
    return await clerks.verify({ userName, pin });
  } catch (error) {
    return isAppError(error) ? { [error.code]: error.params } : error;
  }
}
const brief = ({ kind, actor, body }: JournalEvent) => [kind, actor, body];

describe('createClerks', () => {
  it('lets in with the right PIN, locks after five wrong ones over a restart, and writes down every attempt', async () => {
    let journal = open('lock.db');
    let clerks = createClerks({ journal, clock });
    await clerks.put(adler);
    await clerks.put(adler);
    expect(clerks.list()).toEqual([{ userName: 'adler', displayName: 'Anna Adler', role: 'clerk' }]);
    expect(await answer(clerks, ' Adler ', adler.pin)).toEqual(clerks.list()[0]);
    // At once: none may slip past the count.
    const wrong = await Promise.all(['1111', '2222', '3333'].map((pin) => answer(clerks, 'adler', pin)));
    expect(wrong).toEqual([4, 3, 2].map((left) => ({ 'session.wrong-pin': { left } })));

    journal.close();
    journal = open('lock.db');
    clerks = createClerks({ journal, clock });
    expect(await answer(clerks, 'adler', '4444')).toEqual({ 'session.wrong-pin': { left: 1 } });
    expect(await answer(clerks, 'adler', '5555')).toEqual({ 'session.locked': { minutes: 15 } });
    nowMs += 14 * 60_000 + 1;
    expect(await answer(clerks, 'adler', adler.pin)).toEqual({ 'session.locked': { minutes: 1 } });
    nowMs += 60_000;
    expect(await answer(clerks, 'adler', '6666')).toEqual({ 'session.wrong-pin': { left: 4 } });
    expect(await answer(clerks, 'adler', adler.pin)).toMatchObject({ userName: 'adler' });
    expect(await answer(clerks, 'adler', '7777')).toEqual({ 'session.wrong-pin': { left: 4 } });

    const events = journal.events({});
    expect(events.map(({ kind }) => kind)).toEqual([
      'clerk-put',
      'clerk-signed-in',
      ...Array(6).fill('sign-in-refused'),
      'sign-in-refused',
      'clerk-signed-in',
      'sign-in-refused',
    ]);
    expect(events.slice(-2).map(brief)).toEqual([
      ['clerk-signed-in', 'adler', { role: 'clerk' }],
      ['sign-in-refused', 'adler', { reason: 'wrong-pin', known: true, left: 4 }],
    ]);
    expect(JSON.stringify([events, journal.setting('clerks'), journal.setting('wrong-pins')])).not.toMatch(
      /274913|7777/,
    );
    journal.close();
  });

  it('answers unknown names as wrong PINs, as slowly, and keeps no word of what was typed', async () => {
    const journal = open('unknown.db');
    const clerks = createClerks({ journal, clock });
    await clerks.put(adler);
    const tried = async (name: string) => {
      derived.length = 0;
      const answered = await answer(clerks, name, '9999');
      return { answered, work: [...derived] };
    };
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const [unknown, known] = [await tried('274913'), await tried('adler')];
      expect(unknown).toEqual(known);
      expect(unknown.work).toHaveLength(1);
    }
    for (const name of ['__proto__', 'constructor']) {
      expect(await answer(clerks, name, '9999')).toEqual({ 'session.wrong-pin': { left: 4 } });
    }
    expect(JSON.stringify([journal.events({}), journal.setting('wrong-pins')])).not.toContain('274913');
    expect(readFileSync(path.join(folder, 'unknown.db-wal')).includes('adler')).toBe(false);
    journal.close();
  });

  it('frees a locked name when the PIN is set anew, and only then', async () => {
    const journal = open('reset.db');
    const clerks = createClerks({ journal, clock });
    await clerks.put(adler);
    for (let i = 0; i < 5; i += 1) await answer(clerks, 'adler', 'nope');
    await clerks.put(adler); // as a training seat does at every start
    expect(await answer(clerks, 'adler', adler.pin)).toEqual({ 'session.locked': { minutes: 15 } });
    await clerks.put({ ...adler, pin: '112233' });
    expect(await answer(clerks, 'adler', '112233')).toMatchObject({ role: 'clerk' });
    expect(await answer(clerks, 'adler', adler.pin)).toEqual({ 'session.wrong-pin': { left: 4 } });
    journal.close();
  });
});
