/** The directory as this seat last proved it: kept sealed in the journal, brought up to date, and worth nothing when too old. */
import { z } from 'zod';
import { AppError } from '../contract/app-error.ts';
import type { CalendarDate } from '../contract/calendar-date.ts';
import type { JsonObject } from '../contract/json.ts';
import { accessOf, type DirectoryEntry, directoryEntry } from './directory-entry.ts';
import { foldUserName } from './fold-user-name.ts';
import type { ClerkRecord, ClerkRecords, DirectoryPoint, DirectoryRemote, SignInJournal } from './port.ts';

const entriesSetting = 'clerk-directory';
const readAtSetting = 'clerk-directory-read';
const kept = z.object({ version: z.int(), link: z.string(), entries: z.array(directoryEntry) });
const keptReadAt = z.object({ atMs: z.number() });

const start: DirectoryPoint = { version: 0, link: '0'.repeat(64) };
/** Whoever signs in waits for the centre no longer than this. */
const signInWaitMs = 3_000;
const freshEnoughMs = 15_000;
/** When it was read is kept to the hour's quarter: a durable write each half minute would serve nobody. */
const noteReadEveryMs = 15 * 60_000;

export interface DirectoryCacheParts {
  journal: SignInJournal;
  /** Null while the way there is not composed yet. */
  remote(): DirectoryRemote | null;
  clock: { nowMs(): number; after(delayMs: number, action: () => void): () => void };
  today(): CalendarDate;
  /** So old may what is known be; a dated row. */
  maxAgeHours(): number;
  /** New entries have come in: who signed in may not be any more. */
  onNews(news: { pinsOf: string[] }): void;
  warn(event: string, fields: Record<string, string>): void;
}

export interface DirectoryCache extends ClerkRecords {
  version(): number;
  readAtMs(): number | null;
  entries(): readonly DirectoryEntry[];
  /** Throws AppError; what was known before stays in force then. */
  update(): Promise<void>;
  /** Appends after what is known now, then reads it back. Throws `clerks.changed-meanwhile`, `centre.*`. */
  append(entry: DirectoryEntry): Promise<void>;
  seats(): ReturnType<DirectoryRemote['seats']>;
}

export function createDirectoryCache(parts: DirectoryCacheParts): DirectoryCache {
  const { journal, clock } = parts;
  const remote = (): DirectoryRemote => {
    const there = parts.remote();
    if (!there) throw new AppError('centre.disconnected');
    return there;
  };
  const stored = journal.setting(entriesSetting);
  const before = stored === null ? null : kept.parse(stored);
  let at: DirectoryPoint = before ? { version: before.version, link: before.link } : start;
  const people = new Map((before?.entries ?? []).map((entry) => [foldUserName(entry.userName), entry]));
  let readAtMs = keptReadAt.nullable().parse(journal.setting(readAtSetting))?.atMs ?? null;
  let notedMs = readAtMs ?? Number.NEGATIVE_INFINITY;
  let saidMs = Number.NEGATIVE_INFINITY;

  let running: Promise<void> | null = null;
  /** One at a time; whoever asks meanwhile waits for the same answer. */
  function update(): Promise<void> {
    running ??= updateNow().finally(() => {
      running = null;
    });
    return running;
  }

  async function updateNow(): Promise<void> {
    const news = await remote().read(at);
    const fresh = news.entries.map(({ text }) => readEntry(text));
    const pinsOf = takeIn(fresh, news.at);
    const nowMs = clock.nowMs();
    readAtMs = nowMs;
    if (fresh.length > 0 || Math.abs(nowMs - notedMs) >= noteReadEveryMs) {
      journal.putSetting(readAtSetting, { atMs: nowMs });
      notedMs = nowMs;
    }
    if (fresh.length > 0) parts.onNews({ pinsOf });
    if (at.version > 0 && (fresh.length > 0 || Math.abs(nowMs - saidMs) >= noteReadEveryMs)) {
      await remote().saySeen(at.version, nowMs);
      saidMs = nowMs;
    }
  }

  /** On disk before it counts. Gives whose PIN is another one now. */
  function takeIn(fresh: readonly DirectoryEntry[], point: DirectoryPoint): string[] {
    if (fresh.length === 0) return [];
    const next = new Map(people);
    const pinsOf: string[] = [];
    for (const entry of fresh) {
      const name = foldUserName(entry.userName);
      if (next.get(name)?.pin.hash !== entry.pin.hash) pinsOf.push(entry.userName);
      next.set(name, entry);
    }
    const entries = [...next.values()];
    journal.putSetting(entriesSetting, { ...point, entries });
    const body: JsonObject = { version: point.version, entries: fresh.length };
    journal.append({ kind: 'clerk-directory-read', scope: 'seat', actor: 'seat', body });
    for (const [name, entry] of next) people.set(name, entry);
    at = point;
    return pinsOf;
  }

  const ageMs = (): number => (readAtMs === null ? Number.POSITIVE_INFINITY : Math.abs(clock.nowMs() - readAtMs));

  return {
    version: () => at.version,
    readAtMs: () => readAtMs,
    entries: () => [...people.values()],
    update,
    async append(entry) {
      await remote().append(at, JSON.stringify(entry));
      await update();
    },
    seats: async () => remote().seats(),
    all: () =>
      [...people.values()].map((entry): ClerkRecord => {
        const { userName, displayName, role, pin, card } = entry;
        return { userName, displayName, role, pin, card, isOpen: accessOf(entry, parts.today()) === 'open' };
      }),
    async refresh() {
      if (ageMs() < freshEnoughMs) return;
      let stop: () => void = () => {};
      const enough = new Promise<void>((resolve) => {
        stop = clock.after(signInWaitMs, resolve);
      });
      const asked = update().catch((error: unknown) => {
        const code = error instanceof AppError ? error.code : 'internal';
        if (code !== 'centre.disconnected') parts.warn('clerk-directory', { code });
      });
      await Promise.race([asked, enough]);
      stop();
    },
    assertFresh(role) {
      const hours = parts.maxAgeHours();
      // Somebody must be able to mend the line: IT sees nothing personal anyway.
      if (role !== 'it' && ageMs() > hours * 3_600_000) throw new AppError('session.directory-too-old', { hours });
    },
  };
}

function readEntry(text: string): DirectoryEntry {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new AppError('clerks.tampered', { part: 'form' }, { cause: error });
  }
  const parsed = directoryEntry.safeParse(raw);
  if (!parsed.success) throw new AppError('clerks.tampered', { part: 'form' });
  return parsed.data;
}
