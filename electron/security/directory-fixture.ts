/** For tests: a directory at a centre in memory, a clock that is set, and a card in software. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { steppedClock } from '../../tests/support/stepped-clock.ts';
import { AppError } from '../contract/app-error.ts';
import type { JsonValue } from '../contract/json.ts';
import type { Role } from '../contract/session.ts';
import { createClerks } from './clerks.ts';
import { createClerksRoom } from './clerks-room.ts';
import { createDirectoryCache } from './directory-cache.ts';
import { type DirectoryEntry, directoryEntry } from './directory-entry.ts';
import { createOwnPin } from './own-pin.ts';
import { hashPin } from './pin-hash.ts';
import type { DirectoryRemote } from './port.ts';
import type { CardProof } from './staff-card.ts';

export class MemoryDirectory implements DirectoryRemote {
  readonly texts: string[] = [];
  readonly said: [number, number][] = [];
  /** Thrown instead of the next answers. */
  fails: AppError | null = null;

  async read({ version }: { version: number }) {
    if (this.fails) throw this.fails;
    const entries = this.texts.slice(version).map((text, index) => ({ version: version + index + 1, text }));
    return { entries, at: { version: this.texts.length, link: String(this.texts.length).padStart(64, '0') } };
  }
  async append({ version }: { version: number }, text: string) {
    if (this.fails) throw this.fails;
    if (version !== this.texts.length) throw new AppError('clerks.changed-meanwhile');
    this.texts.push(text);
  }
  async saySeen(version: number, nowMs: number) {
    this.said.push([version, nowMs]);
  }
  async seats() {
    return [{ seat: 'P1', version: this.texts.length, saidAt: '2026-11-22T08:00:00.000Z' }];
  }
}

export class MemoryJournal {
  readonly events: { kind: string; actor: string; body: unknown }[] = [];
  readonly #settings = new Map<string, JsonValue>();
  puts = 0;

  append({ kind, actor, body }: { kind: string; actor: string; body: unknown }) {
    this.events.push({ kind, actor, body });
  }
  setting(name: string): JsonValue | null {
    return this.#settings.get(name) ?? null;
  }
  putSetting(name: string, value: JsonValue) {
    this.puts += 1;
    this.#settings.set(name, JSON.parse(JSON.stringify(value)) as JsonValue);
  }
}

export const pins = { anna: '274913', leo: '931745', ida: '615038' };
export const today = '2026-11-22';

export async function entryOf(
  userName: keyof typeof pins,
  over: Partial<DirectoryEntry> = {},
): Promise<DirectoryEntry> {
  const role = userName === 'anna' ? 'clerk' : userName === 'leo' ? 'lead' : 'it';
  return directoryEntry.parse({
    ...{
      userName,
      displayName: `Person ${userName}`,
      role,
      ortsverwaltung: 'Drais',
      pin: await hashPin(pins[userName]),
    },
    ...{ card: null, validFrom: '2026-01-01', validTo: null, revoked: null, change: 'added', by: 'it', at: 'x' },
    ...over,
  });
}

/** A seat with its cache of the directory, its clerks and the room that changes it. */
export function seatWith(remote: MemoryDirectory, journal = new MemoryJournal(), card: CardProof = noCard) {
  const clock = steppedClock();
  const seat = { today, actor: { userName: 'ida', displayName: 'Ida', role: 'it' as Role } };
  const news: string[][] = [];
  const warned: unknown[] = [];
  const directory = createDirectoryCache({
    ...{ journal, clock, remote: () => remote, today: () => seat.today, maxAgeHours: () => 72 },
    onNews: ({ pinsOf }) => {
      news.push(pinsOf);
      for (const userName of pinsOf) clerks.forgive(userName);
    },
    warn: (event, fields) => warned.push([event, fields]),
  });
  const clerks = createClerks({ journal, clock, directory, training: false, card });
  const room = createClerksRoom({
    ...{ directory, card, localClerks: () => [], ortsverwaltung: 'Drais' },
    clerk: () => seat.actor,
    today: () => seat.today,
    nowIso: () => new Date(clock.nowMs()).toISOString(),
    journal: (kind, actor, body) => journal.append({ kind, actor, body }),
    emitChanged: () => {},
  });
  const ownPin = createOwnPin({
    ...{ directory, clerks, clerk: () => seat.actor, emitChanged: () => {} },
    nowIso: () => new Date(clock.nowMs()).toISOString(),
    journal: (kind, actor, body) => journal.append({ kind, actor, body }),
  });
  return { clock, journal, directory, clerks, room, ownPin, seat, news, warned };
}

export const noCard: CardProof = {
  ready: () => false,
  read: () => Promise.reject(new AppError('staff-card.no-reader')),
  prove: () => Promise.reject(new AppError('staff-card.no-reader')),
};

export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

/** Signs like a card, over a message. */
export function softwareKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (message: Uint8Array) => new Uint8Array(sign('sha256', message, { key: privateKey, dsaEncoding: 'der' })),
  };
}
