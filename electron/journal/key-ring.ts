/** The keys that seal the bodies: one per Vorgang, one for its biometrics, one for the seat, each anew in every generation. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import type { JournalKeys } from './journal-keys.ts';
import type { EventScope } from './port.ts';
import type { GuardedTables, KeyRow } from './rows.ts';
import type { RandomBytes } from './sealing.ts';
import type { Sqlite } from './sqlite-file.ts';
import { digestFields, type KeyBox, type KeyName, unwrapKey, wrapAnew, wrapKey } from './wrapped-key.ts';

/** Events of the scope `seat` share one key, whichever Vorgang their header names. */
export const keyOwner = (scope: EventScope, vorgangId: string | null): string =>
  scope === 'seat' ? '' : (vorgangId ?? '');

export const nameOf = (row: KeyRow): KeyName => ({
  scope: row.scope,
  owner: row.vorgang_id,
  generation: row.generation,
});
export const boxOf = ({ wrapped, wrapped_by: wrappedBy }: KeyRow): KeyBox | null => wrapped && { wrapped, wrappedBy };

/** Enough for the Vorgänge of a day; keys in memory are not kept without limit. */
const cacheSize = 64;

export class KeyRing {
  readonly #db: Sqlite;
  readonly #keys: JournalKeys;
  readonly #randomBytes: RandomBytes;
  readonly #find;
  readonly #ofOwner;
  readonly #insert;
  readonly #overwrite;
  readonly #cache = new Map<string, KeyObject>();

  constructor(db: Sqlite, keys: JournalKeys, randomBytes: RandomBytes) {
    this.#db = db;
    this.#keys = keys;
    this.#randomBytes = randomBytes;
    this.#find = db.prepare<[string, EventScope, number], KeyRow>(
      'SELECT * FROM wrapped_keys WHERE vorgang_id = ? AND scope = ? AND generation = ?',
    );
    this.#ofOwner = db.prepare<[string, EventScope], KeyRow>(
      'SELECT * FROM wrapped_keys WHERE vorgang_id = ? AND scope = ? ORDER BY generation DESC',
    );
    this.#insert = db.prepare<[string, EventScope, number, number, Uint8Array | null]>(
      'INSERT INTO wrapped_keys (vorgang_id, scope, generation, wrapped_by, wrapped) VALUES (?, ?, ?, ?, ?)',
    );
    this.#overwrite = db.prepare<[Uint8Array | null, number, string, EventScope, number]>(
      'UPDATE wrapped_keys SET wrapped = ?, wrapped_by = ? WHERE vorgang_id = ? AND scope = ? AND generation = ?',
    );
  }

  /** `none` when never made, `destroyed` once erased. */
  find(scope: EventScope, vorgangId: string | null, generation: number): KeyObject | 'none' | 'destroyed' {
    const name = { scope, owner: keyOwner(scope, vorgangId), generation };
    const cached = this.#cache.get(cacheName(name));
    if (cached) return cached;
    const row = this.#find.get(name.owner, scope, generation);
    if (!row) return 'none';
    const box = boxOf(row);
    if (!box) return 'destroyed';
    const key = unwrapKey(this.#keys, name, box);
    if (!key) throw new AppError('journal.damaged', { part: 'keys' });
    if (this.#cache.size >= cacheSize) this.#cache.delete(this.#cache.keys().next().value ?? '');
    this.#cache.set(cacheName(name), key);
    return key;
  }

  /** All generations of a key go together. */
  isDestroyed(scope: EventScope, vorgangId: string | null): boolean {
    return this.#ofOwner.all(keyOwner(scope, vorgangId), scope).some(({ wrapped }) => wrapped === null);
  }

  /** The generations of which there is a key, newest first. */
  generationsOf(scope: EventScope, vorgangId: string | null): number[] {
    return this.#ofOwner.all(keyOwner(scope, vorgangId), scope).map(({ generation }) => generation);
  }

  /** The key of the newest generation to seal with, made on first use. Throws `vorgang.erased`. */
  forSealing(scope: EventScope, vorgangId: string | null, tables: () => GuardedTables): KeyObject {
    const name = { scope, owner: keyOwner(scope, vorgangId), generation: this.#keys.newest };
    const found = this.find(scope, vorgangId, name.generation);
    if (found === 'destroyed' || (found === 'none' && this.isDestroyed(scope, vorgangId))) {
      throw new AppError('vorgang.erased');
    }
    if (found !== 'none') return found;
    const key = Buffer.from(this.#randomBytes(32));
    const box = wrapKey(this.#keys, name, key, this.#randomBytes);
    this.#insert.run(name.owner, scope, name.generation, box.wrappedBy, box.wrapped);
    tables().digest.add('key', ...digestFields(name, box));
    return createSecretKey(key); // not cached: the transaction may still fail
  }

  /** Overwrites the wrapped keys where they lie, then leaves empty rows that say: was here, is gone. */
  destroy(scope: EventScope, vorgangId: string, tables: GuardedTables): void {
    const owner = keyOwner(scope, vorgangId);
    const rows = this.#ofOwner.all(owner, scope);
    for (const row of rows) {
      const { wrapped, generation, wrapped_by: wrappedBy } = row;
      if (!wrapped) continue;
      this.#overwrite.run(this.#randomBytes(wrapped.length), wrappedBy, owner, scope, generation);
      this.#overwrite.run(null, wrappedBy, owner, scope, generation);
      tables.digest.remove('key', ...digestFields(nameOf(row), { wrapped, wrappedBy }));
      tables.digest.add('key', ...digestFields(nameOf(row), { wrapped: null, wrappedBy }));
    }
    if (rows.length > 0) return;
    this.#insert.run(owner, scope, 1, 1, null);
    tables.digest.add('key', ...digestFields({ scope, owner, generation: 1 }, { wrapped: null, wrappedBy: 1 }));
  }

  /** Wraps older keys with the newest generation, at most so many. Gives how many; the keys themselves stay the same. */
  wrapOlderAnew(limit: number, tables: () => GuardedTables): number {
    const rows = this.#db
      .prepare<[number, number], KeyRow>(
        'SELECT * FROM wrapped_keys WHERE wrapped IS NOT NULL AND wrapped_by < ? LIMIT ?',
      )
      .all(this.#keys.newest, limit);
    for (const row of rows) {
      const [name, before] = [nameOf(row), boxOf(row)];
      const box = before && wrapAnew(this.#keys, name, before, this.#randomBytes);
      if (!before || !box) throw new AppError('journal.damaged', { part: 'keys' });
      this.#overwrite.run(box.wrapped, box.wrappedBy, name.owner, name.scope, name.generation);
      tables().digest.remove('key', ...digestFields(name, before));
      tables().digest.add('key', ...digestFields(name, box));
    }
    return rows.length;
  }

  forget(scope: EventScope, vorgangId: string): void {
    const owner = keyOwner(scope, vorgangId);
    for (const generation of this.generationsOf(scope, vorgangId)) {
      this.#cache.delete(cacheName({ scope, owner, generation }));
    }
  }

  forgetAll(): void {
    this.#cache.clear();
  }
}

const cacheName = ({ scope, owner, generation }: KeyName): string => `${scope} ${generation} ${owner}`;
