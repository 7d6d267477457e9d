/** The ceremony of keys killed before and after each of its writes: whoever begins again ends with the same keys everywhere. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../electron/contract/app-error.ts';
import { decodeKeyFile, encodeKeyFile, type KeyFile } from '../../electron/security/key-file.ts';
import { runBackup, runRestore } from './deposit-command.ts';
import {
  type KeysParts,
  runAccept,
  runApprove,
  runFirst,
  runForget,
  runRequest,
  runRotate,
  runSend,
} from './keys-command.ts';

class Killed extends Error {}

/** A centre in memory; the real one is asked in tests/flows/keys.test.ts. */
class Post {
  readonly keys = new Map<string, Uint8Array[]>();
  readonly packages: { toSeat: string; fromSeat: string; generation: number; package: string }[] = [];
  /** Ends at its n-th write, before it or after it. */
  killAt = 0;
  when: 'before' | 'after' = 'before';
  writes = 0;

  write<T>(work: () => T): T {
    this.writes += 1;
    if (this.writes === this.killAt && this.when === 'before') throw new Killed();
    const result = work();
    if (this.writes === this.killAt) throw new Killed();
    return result;
  }
}

interface Seat {
  parts: KeysParts;
  file(): KeyFile;
  said: string[];
  answers: string[];
}

function seatAt(post: Post, seat: string): Seat {
  let file: string | null = null;
  const said: string[] = [];
  const answers: string[] = [];
  const parts: KeysParts = {
    seat,
    today: '2026-11-22',
    tell: (line) => void said.push(line),
    ask: async () => answers.shift() ?? '',
    custody: {
      read: async () => (file === null ? null : decodeKeyFile(file)),
      async create(keys) {
        if (file !== null) throw new Error('exists');
        post.write(() => {
          file = encodeKeyFile(keys);
        });
      },
      replace: async (keys) =>
        post.write(() => {
          file = encodeKeyFile(keys);
        }),
    },
    exchange: {
      publish: async (publicKey) =>
        post.write(() => {
          const mine = post.keys.get(seat) ?? [];
          const last = mine.at(-1);
          if (!last || Buffer.compare(last, publicKey) !== 0) post.keys.set(seat, [...mine, publicKey]);
        }),
      publicKeyOf: async (of) => post.keys.get(of)?.at(-1) ?? null,
      send: async (packages) =>
        post.write(() => void post.packages.push(...packages.map((each) => ({ ...each, fromSeat: seat })))),
      received: async () =>
        post.packages
          .map((each, index) => ({ ...each, index }))
          .filter(({ toSeat }) => toSeat === seat)
          .sort((a, b) => b.generation - a.generation || b.index - a.index),
    },
  };
  return { parts, said, answers, file: () => decodeKeyFile(file ?? '') };
}

const saidCode = ({ said }: Seat): string =>
  /\d{5}( \d{5}){5}/.exec(said.join('\n').split('Code für').at(-1) ?? '')?.[0] ?? '';
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : error instanceof Error ? error.message : String(error)),
  );

/** Begins a step again until it ends; what says that it is done already counts as its end. */
async function untilDone(step: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (isAppError(error) && error.code === 'keys.package-old') return;
      if (!(error instanceof Killed)) throw error;
    }
  }
}

async function ceremony(post: Post): Promise<{ it: Seat; one: Seat; two: Seat }> {
  const [it, one, two] = [seatAt(post, 'IT-1'), seatAt(post, 'DRA-1'), seatAt(post, 'DRA-2')];
  await untilDone(() => runFirst(it.parts));
  for (const seat of [one, two]) {
    await untilDone(() => runRequest(seat.parts, 'IT-1'));
    await untilDone(() => {
      it.answers.splice(0, it.answers.length, saidCode(seat));
      return runApprove(it.parts, seat.parts.seat);
    });
    await untilDone(() => runAccept(seat.parts, 1));
  }
  await untilDone(async () => {
    // Begun again after the file was written, «rotate» is «send».
    if (it.file().authorityKeys.length > 1) return runSend(it.parts);
    await runRotate(it.parts, ['DRA-2']);
  });
  await untilDone(() => runAccept(one.parts));
  return { it, one, two };
}

async function writesOfCeremony(): Promise<number> {
  const post = new Post();
  await ceremony(post);
  return post.writes;
}

describe('the ceremony of keys', async () => {
  const writes = await writesOfCeremony();
  const kills = Array.from({ length: writes }, (_, index) => index + 1).flatMap((at) =>
    (['before', 'after'] as const).map((when) => [at, when] as const),
  );

  it.each(kills)(
    'killed at write %i (%s) ends with one key everywhere, and none at the seat left out',
    async (at, when) => {
      const post = new Post();
      post.killAt = at;
      post.when = when;
      const { it, one, two } = await ceremony(post);
      expect(it.file().authorityKeys).toHaveLength(2);
      expect(one.file().authorityKeys).toEqual(it.file().authorityKeys);
      expect(two.file().authorityKeys).toEqual(it.file().authorityKeys.slice(0, 1));
      expect(Object.keys(it.file().trusted)).toEqual(['DRA-1']);
      expect(await codeOf(runAccept(two.parts))).toBe('keys.package-old');
    },
  );

  it('sends nothing on a wrong code, takes nothing that was not said, and forgets', async () => {
    const post = new Post();
    const { it, one } = await ceremony(post);
    const late = seatAt(post, 'FIN-1');
    expect(await codeOf(runAccept(late.parts, 1))).toBe('keys.not-enrolled');
    expect(await codeOf(runRequest(late.parts, 'XXX-9'))).toContain('XXX-9');
    await runRequest(late.parts, 'IT-1');
    const before = post.packages.length;
    it.answers.push(saidCode(late).replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)));
    expect(await codeOf(runApprove(it.parts, 'FIN-1'))).toBe('keys.code-differs');
    expect([post.packages.length, Object.keys(it.file().trusted)]).toEqual([before, ['DRA-1']]);
    it.answers.push(saidCode(late));
    await runApprove(it.parts, 'FIN-1');
    expect(it.said.at(-1)).toBe('Gesendet. Sagen Sie dem Platz FIN-1: Generation 2.');
    expect(await codeOf(runAccept(late.parts, 1))).toBe('keys.package-old');
    expect(await codeOf(runAccept(late.parts))).toContain('--generation');
    await runAccept(late.parts, 2);
    expect(late.file().authorityKeys).toEqual(one.file().authorityKeys);
    expect(await codeOf(runRotate(it.parts, ['NIE-1']))).toContain('NIE-1');
    await runForget(late.parts, 'IT-1');
    await runRotate(it.parts, []);
    expect(await codeOf(runAccept(late.parts))).toBe('keys.package-forged');
  });
});

it('deposits the key with three people and gets it back with two of them', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'keys-'));
  try {
    const file = path.join(folder, 'hinterlegt.json');
    const it = seatAt(new Post(), 'IT-1');
    await runFirst(it.parts);
    const codes: string[] = [];
    const parts = (seat: Seat) => ({ ...seat.parts, clear: () => {} });
    const people = ['Adler', 'Berg', 'Çelik'];
    const ask = async (question: string): Promise<string> => {
      const found = /Code für .*: (\S+)$/.exec(it.said.at(-1) ?? '')?.[1];
      if (found && !codes.includes(found)) codes.push(found);
      return codes[people.findIndex((name) => question.startsWith(`${name}, `))] ?? '';
    };
    await runBackup({ ...parts(it), ask }, { file, people, authority: 'Stadt' });
    for (const code of codes) expect(readFileSync(file, 'utf8')).not.toContain(code);
    expect(await codeOf(runBackup({ ...parts(it), ask: async () => 'x' }, { file, people, authority: 'Stadt' }))).toBe(
      'keys.escrow-code',
    );
    const fresh = seatAt(new Post(), 'IT-2');
    fresh.answers.push('3', codes[2] ?? '', '1', codes[0] ?? '');
    await runRestore(parts(fresh), file);
    expect(fresh.file().authorityKeys).toEqual(it.file().authorityKeys);
    expect(fresh.file().fileKey).not.toEqual(it.file().fileKey);
    expect(await codeOf(runRestore(parts(fresh), file))).toBe('keys.already-enrolled');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
