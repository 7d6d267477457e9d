/** The journal as the rest of the seat sees it: append-only sealed events, one key a Vorgang and one for its biometrics. */
import type { JsonObject, JsonValue } from '../contract/json.ts';

/** Whose key seals the body: the Vorgang's, its biometrics', or the seat's (sign-in, device faults: no citizen). */
export type EventScope = 'vorgang' | 'biometrics' | 'seat';

export interface NewEvent {
  /** Kebab-case past tense, for example `facts-recorded`. In clear in the header. */
  kind: string;
  /** Required for the scopes `vorgang` and `biometrics`. In clear in the header. */
  vorgangId?: string;
  scope: EventScope;
  /** User name of the clerk, or `seat`. In clear in the header. */
  actor: string;
  /** True when a virtual device took part. In clear in the header. */
  virtual?: boolean;
  body: JsonObject;
}

export interface JournalEvent {
  /** 1, 2, 3 … without gaps. */
  sequence: number;
  /** ISO time, UTC, milliseconds. */
  at: string;
  kind: string;
  vorgangId: string | null;
  scope: EventScope;
  actor: string;
  virtual: boolean;
  /** Set when another seat wrote it: its seat and its number there. `sequence` then says since when it is known here. */
  origin?: { seat: string; sequence: number };
  /** Null when the key was destroyed or the body dropped. */
  body: JsonObject | null;
}

export interface VerifyReport {
  ok: boolean;
  events: number;
  /**
   * First event that cannot be proven, with the reason in German; null when all is well. Sequence 0: what belongs to no
   * event (a page, a table, the head file). `page` names the first changed page of the file, from 1.
   */
  firstBad: { sequence: number; reason: string; page?: number } | null;
  erasedBodies: number;
  lastHash: string;
}

export interface Journal {
  /** Durable (fsync) before it returns. Throws AppError `journal.disk-full`, `journal.unwritable`, `vorgang.erased`. */
  append(event: NewEvent): JournalEvent;
  /** All or none, one fsync. */
  appendAll(events: readonly NewEvent[]): JournalEvent[];
  /** In order; optional filters are combined. Other seats' events on a Vorgang come only when asked for by `vorgangId`. */
  events(filter: {
    vorgangId?: string;
    kinds?: readonly string[];
    afterSequence?: number;
    /** Of own events. */
    throughSequence?: number;
    /** Only so many of this seat's own, from the beginning or from the end: a journal of years is not read as a whole. */
    first?: number;
    last?: number;
  }): JournalEvent[];
  /** Without the access logs. */
  vorgangIds(): string[];
  /** Open here, or ended at this ISO time or later; from headers alone, however long the journal is. */
  currentIds(endedSince: string): string[];
  /** Whether anything on it stands here. */
  knows(vorgangId: string): boolean;
  /** The access logs whose key is still there: kept like a Vorgang, one for each year, ids begin with `logIdPrefix`. */
  logIds(): string[];
  /** Destroys the key of the Vorgang (and its biometrics) or of the biometrics only, and appends `erased`. Irreversible. */
  erase(order: {
    vorgangId: string;
    what: 'vorgang' | 'biometrics';
    reason: string;
    actor: string;
    /** Also when nothing of it is here: the event is what the centre and the other seats act on. */
    elsewhere?: boolean;
  }): JournalEvent;
  /** Adds search terms as keyed hashes; the term itself is not stored. Case and diacritics are folded. */
  index(vorgangId: string, terms: readonly string[]): void;
  search(term: string): string[];
  /** Small seat settings that must survive with the journal (counters, clerks), sealed under the seat's key. */
  setting(name: string): JsonValue | null;
  putSetting(name: string, value: JsonValue): void;
  verify(): VerifyReport;
  close(): void;
}
