/** The journal at work: every change is one durable transaction, after which the head file says how far it came. */
import { closeSync } from 'node:fs';
import { AppError } from '../contract/app-error.ts';
import type { JsonValue } from '../contract/json.ts';
import { logIdPrefix } from '../contract/retention.ts';
import { CentreAccess } from './centre-access.ts';
import { type ChainEnd, EventStore } from './event-store.ts';
import { ForeignStore } from './foreign-store.ts';
import type { Head, HeadWriter } from './head-anchor.ts';
import type { JournalKeys } from './journal-keys.ts';
import { KeyRing } from './key-ring.ts';
import { findBadPage } from './page-check.ts';
import type { Journal, JournalEvent, NewEvent, VerifyReport } from './port.ts';
import { GuardedTables } from './rows.ts';
import { SealedSettings } from './sealed-settings.ts';
import type { RandomBytes } from './sealing.ts';
import { SearchTerms } from './search-index.ts';
import { withJournalErrors } from './sqlite-error.ts';
import { checkpoint, type Sqlite } from './sqlite-file.ts';
import { verifyJournal } from './verify-journal.ts';
import { isWalFull, refillWal } from './wal-file.ts';

export interface JournalParts {
  file: string;
  db: Sqlite;
  keys: JournalKeys;
  headWriter: HeadWriter;
  head: Head;
  /**
   * Kept open as long as the journal: closing any handle of the file would give back the lock of this process on it
   * (POSIX fcntl), and another seat could open the journal.
   */
  pagesFd: number;
  nowMs(): number;
  randomBytes: RandomBytes;
}

interface Change {
  append(event: NewEvent): JournalEvent;
  tables(): GuardedTables;
}

export class SealedJournal implements Journal {
  readonly #parts: JournalParts;
  readonly #db: Sqlite;
  readonly #ring: KeyRing;
  readonly #store: EventStore;
  readonly #terms: SearchTerms;
  readonly #settings: SealedSettings;
  readonly #foreign: ForeignStore;
  readonly #wipe;
  /** For the way to the centre only. */
  readonly centre: CentreAccess;
  #head: Head;
  #checkpointDue = false;
  #headFileDue = true;

  constructor(parts: JournalParts) {
    const { db, keys, randomBytes } = parts;
    this.#parts = parts;
    this.#db = db;
    this.#head = parts.head;
    this.#ring = new KeyRing(db, keys, randomBytes);
    this.#store = new EventStore(db, this.#ring, keys, randomBytes);
    this.#terms = new SearchTerms(db, keys);
    this.#settings = new SealedSettings(db, this.#ring, randomBytes);
    this.#foreign = new ForeignStore(db, keys);
    this.centre = new CentreAccess({
      db,
      keys,
      terms: this.#terms,
      foreign: this.#foreign,
      change: (work) => this.#change(work),
      randomBytes,
    });
    this.#wipe = db.prepare<[number]>('UPDATE events SET sealed = NULL WHERE sequence = ?');
    if (parts.head.tablesVersion === 0) this.#writeFirstRows();
    this.#noteGeneration();
    this.#writeHeadFile();
    parts.headWriter.sync();
    this.#checkpointNow();
  }

  append(event: NewEvent): JournalEvent {
    return this.#change((change) => change.append(event));
  }

  appendAll(events: readonly NewEvent[]): JournalEvent[] {
    return events.length === 0 ? [] : this.#change((change) => events.map((event) => change.append(event)));
  }

  events(filter: Parameters<Journal['events']>[0]): JournalEvent[] {
    return withJournalErrors(() => {
      const own = this.#store.read(filter);
      const foreign = this.#foreign.read(filter);
      // What came from elsewhere stands after the note that it came.
      return foreign.length === 0 ? own : [...own, ...foreign].sort((a, b) => a.sequence - b.sequence);
    });
  }

  vorgangIds(): string[] {
    const select = `SELECT vorgang_id FROM events WHERE vorgang_id IS NOT NULL GROUP BY vorgang_id ORDER BY min(sequence)`;
    const all = withJournalErrors(() => this.#db.prepare<[], string>(select).pluck().all());
    return all.filter((id) => !id.startsWith(logIdPrefix));
  }

  currentIds(endedSince: string): string[] {
    const ends = `('vorgang-finished', 'vorgang-cancelled')`;
    const select = `SELECT vorgang_id FROM events WHERE kind IN ('vorgang-opened', 'foreign-imported')
      EXCEPT SELECT vorgang_id FROM events WHERE kind IN ${ends} AND at < @since
      EXCEPT SELECT vorgang_id FROM foreign_events WHERE kind IN ${ends} AND json_extract(header, '$[2]') < @since`;
    const find = () => this.#db.prepare<[{ since: string }], string>(select).pluck().all({ since: endedSince });
    return withJournalErrors(find).filter((id) => !id.startsWith(logIdPrefix));
  }

  knows(vorgangId: string): boolean {
    return withJournalErrors(() => this.#hasEvents(vorgangId));
  }

  logIds(): string[] {
    const select = `SELECT DISTINCT vorgang_id FROM wrapped_keys
      WHERE vorgang_id >= ? AND vorgang_id < ? AND scope = 'vorgang' AND wrapped IS NOT NULL ORDER BY vorgang_id`;
    const [from, to] = [logIdPrefix, `${logIdPrefix}\uffff`];
    return withJournalErrors(() => this.#db.prepare<[string, string], string>(select).pluck().all(from, to));
  }

  erase({ vorgangId, what, reason, actor, elsewhere }: Parameters<Journal['erase']>[0]): JournalEvent {
    const scopes = what === 'vorgang' ? (['vorgang', 'biometrics'] as const) : (['biometrics'] as const);
    const erased = this.#change((change) => {
      if (this.#ring.isDestroyed(scopes[0], vorgangId)) throw new AppError('vorgang.erased');
      const isHere = this.#hasEvents(vorgangId);
      if (!isHere && elsewhere !== true) throw new AppError('vorgang.not-found');
      const tables = change.tables();
      for (const scope of scopes) {
        for (const sequence of this.#sealedOf(vorgangId, scope)) this.#drop(sequence, tables);
        this.#ring.forget(scope, vorgangId);
        this.#ring.destroy(scope, vorgangId, tables);
      }
      this.#foreign.erase(vorgangId, scopes, tables);
      if (what === 'vorgang') this.#terms.removeOf(vorgangId, tables);
      return change.append({
        kind: 'erased',
        scope: 'seat',
        vorgangId,
        actor,
        body: { what, reason, ...(isHere ? {} : { elsewhere: true }) },
      });
    });
    // The -wal still holds the pages as they were: only now are the old keys gone from the disk.
    this.#checkpointNow();
    return erased;
  }

  /** Takes the sealed body out, for example once the centre holds it; header and hash stay and the chain still proves. */
  dropBody(sequence: number): void {
    this.#change((change) => {
      const row = this.#db
        .prepare<[number], { kind: string; gone: 0 | 1 }>(
          'SELECT kind, sealed IS NULL AS gone FROM events WHERE sequence = ?',
        )
        .get(sequence);
      if (!row || row.kind === 'erased') throw new RangeError(`event ${sequence} has no body to drop`);
      if (row.gone === 0) this.#drop(sequence, change.tables());
    });
  }

  index(vorgangId: string, terms: readonly string[]): void {
    this.#change((change) => {
      if (this.#ring.isDestroyed('vorgang', vorgangId)) throw new AppError('vorgang.erased');
      this.#terms.add(vorgangId, terms, change.tables());
    });
    this.centre.noteTerms(vorgangId);
  }

  search(term: string): string[] {
    return withJournalErrors(() => this.#terms.find(term));
  }

  setting(name: string): JsonValue | null {
    return withJournalErrors(() => this.#settings.get(name));
  }

  putSetting(name: string, value: JsonValue): void {
    this.#change((change) => this.#settings.put(name, value, change.tables()));
  }

  verify(): VerifyReport {
    return withJournalErrors(() => {
      this.#checkpointNow(); // so that the pages on disk are all there is; on a full disk the -wal keeps some
      const { headWriter, pagesFd, keys } = this.#parts;
      return verifyJournal(this.#db, keys, { anchor: headWriter.read(), badPage: findBadPage(pagesFd, keys.file) });
    });
  }

  /** Generation of the authority key that everything new is made with. */
  get generation(): number {
    return this.#parts.keys.newest;
  }

  /**
   * Wraps keys of older generations with the newest one, at most so many of the own and of those from elsewhere. Gives how
   * many it were; 0: nothing is left to do. All or nothing, so that a kill costs one batch.
   */
  wrapKeysAnew(limit: number): number {
    const { randomBytes } = this.#parts;
    const count = this.#change(({ tables }) => {
      const own = this.#ring.wrapOlderAnew(limit, tables);
      return own > 0 ? own : this.#foreign.wrapOlderAnew(limit, tables, randomBytes);
    });
    if (count > 0) this.#checkpointNow(); // the -wal still holds what the older key opens
    return count;
  }

  close(): void {
    if (!this.#db.open) return;
    try {
      this.#writeHeadFile();
      this.#parts.headWriter.sync();
    } finally {
      this.#ring.forgetAll();
      this.#db.close();
      this.#parts.headWriter.close();
      closeSync(this.#parts.pagesFd);
    }
  }

  /** All or nothing, on disk when it returns. Memory follows the disk, never the other way round. */
  #change<T>(work: (change: Change) => T): T {
    return withJournalErrors(() => {
      if (this.#headFileDue) this.#writeHeadFile();
      const at = new Date(this.#parts.nowMs()).toISOString();
      let end: ChainEnd = this.#head;
      let guarded: GuardedTables | undefined;
      let state = { version: this.#head.tablesVersion, digest: this.#head.tablesDigest };
      const tables = (): GuardedTables => {
        guarded ??= new GuardedTables(this.#db, this.#parts.keys.tables, this.#head.tablesVersion === 0);
        return guarded;
      };
      const append = (event: NewEvent): JournalEvent => {
        const [appended, next] = this.#store.append(event, at, end, tables);
        end = next;
        return appended;
      };
      let result: T;
      try {
        result = this.#db
          .transaction(() => {
            const value = work({ append, tables });
            if (guarded) state = guarded.save();
            return value;
          })
          .immediate();
      } catch (error) {
        this.#ring.forgetAll(); // a key of this transaction exists nowhere any more
        throw error;
      }
      this.#head = { ...end, tablesVersion: state.version, tablesDigest: state.digest };
      this.#afterCommit();
      return result;
    });
  }

  /** The change is durable: what fails from here on is made up for before the next one, it does not undo this one. */
  #afterCommit(): void {
    this.#headFileDue = true;
    try {
      this.#writeHeadFile();
    } catch {
      // stays due: the next change tries again and then refuses
    }
    this.#checkpointIfDue();
  }

  #writeHeadFile(): void {
    this.#parts.headWriter.write(this.#head);
    this.#headFileDue = false;
  }

  #checkpointNow(): void {
    this.#checkpointDue = true;
    this.#checkpointIfDue();
  }

  #checkpointIfDue(): void {
    try {
      if (!this.#checkpointDue && !isWalFull(this.#parts.file)) return;
      checkpoint(this.#db);
      refillWal(this.#parts.file);
      this.#parts.headWriter.sync();
      this.#checkpointDue = false;
    } catch {
      this.#checkpointDue = true;
    }
  }

  /** The seat's key and the state of the tables: a journal is never without them. */
  #writeFirstRows(): void {
    this.#change((change) => {
      this.#ring.forSealing('seat', null, change.tables);
    });
  }

  /** From this event on nobody who has only an older key can write in this seat's name. */
  #noteGeneration(): void {
    const generation = this.#parts.keys.newest;
    const select = 'SELECT generation FROM events ORDER BY sequence DESC LIMIT 1';
    if (generation <= (this.#db.prepare<[], number>(select).pluck().get() ?? 1)) return;
    this.append({ kind: 'authority-key-adopted', scope: 'seat', actor: 'seat', body: { generation } });
  }

  #hasEvents(vorgangId: string): boolean {
    return (
      this.#db.prepare(`SELECT 1 FROM events WHERE vorgang_id = ? AND kind <> 'erased' LIMIT 1`).get(vorgangId) !==
      undefined
    );
  }

  #sealedOf(vorgangId: string, scope: string): number[] {
    return this.#db
      .prepare<[string, string], number>(
        'SELECT sequence FROM events WHERE vorgang_id = ? AND scope = ? AND sealed IS NOT NULL',
      )
      .pluck()
      .all(vorgangId, scope);
  }

  #drop(sequence: number, tables: GuardedTables): void {
    this.#wipe.run(sequence);
    tables.digest.add('dropped', sequence);
  }
}
