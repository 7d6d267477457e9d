/** The keys that seal the bodies: one per Vorgang, one for its biometrics, one for the seat, wrapped in the journal. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import type { EventScope } from './port.ts';
import type { GuardedTables, KeyRow } from './rows.ts';
import { type RandomBytes, seal, unseal } from './sealing.ts';
import type { Sqlite } from './sqlite-file.ts';

/** Events of the scope `seat` share one key, whichever Vorgang their header names. */
export const keyOwner = (scope: EventScope, vorgangId: string | null): string =>
  scope === 'seat' ? '' : (vorgangId ?? '');

const keyAad = (owner: string, scope: EventScope): Buffer => Buffer.from(JSON.stringify(['key', owner, scope]), 'utf8');

/** Null when the wrapped key was changed or wrapped by another authority. */
export function unwrapKey(wrapKey: KeyObject, scope: EventScope, owner: string, wrapped: Uint8Array): KeyObject | null {
  const key = unseal(wrapKey, keyAad(owner, scope), wrapped);
  return key && createSecretKey(key);
}

/** Enough for the Vorgänge of a day; keys in memory are not kept without limit. */
const cacheSize = 64;

export class KeyRing {
  readonly #wrapKey: KeyObject;
  readonly #randomBytes: RandomBytes;
  readonly #find;
  readonly #insert;
  readonly #overwrite;
  readonly #cache = new Map<string, KeyObject>();

  constructor(db: Sqlite, wrapKey: KeyObject, randomBytes: RandomBytes) {
    this.#wrapKey = wrapKey;
    this.#randomBytes = randomBytes;
    this.#find = db.prepare<[string, EventScope], KeyRow>(
      'SELECT * FROM wrapped_keys WHERE vorgang_id = ? AND scope = ?',
    );
    this.#insert = db.prepare<[string, EventScope, Uint8Array | null]>(
      'INSERT INTO wrapped_keys (vorgang_id, scope, wrapped) VALUES (?, ?, ?)',
    );
    this.#overwrite = db.prepare<[Uint8Array | null, string, EventScope]>(
      'UPDATE wrapped_keys SET wrapped = ? WHERE vorgang_id = ? AND scope = ?',
    );
  }

  /** `none` when never made, `destroyed` once erased. */
  find(scope: EventScope, vorgangId: string | null): KeyObject | 'none' | 'destroyed' {
    const owner = keyOwner(scope, vorgangId);
    const cached = this.#cache.get(`${scope} ${owner}`);
    if (cached) return cached;
    const row = this.#find.get(owner, scope);
    if (!row) return 'none';
    if (!row.wrapped) return 'destroyed';
    const key = unwrapKey(this.#wrapKey, scope, owner, row.wrapped);
    if (!key) throw new AppError('journal.damaged', { part: 'keys' });
    if (this.#cache.size >= cacheSize) this.#cache.delete(this.#cache.keys().next().value ?? '');
    this.#cache.set(`${scope} ${owner}`, key);
    return key;
  }

  /** The key to seal with, made on first use. Throws `vorgang.erased`. */
  forSealing(scope: EventScope, vorgangId: string | null, tables: () => GuardedTables): KeyObject {
    const found = this.find(scope, vorgangId);
    if (found === 'destroyed') throw new AppError('vorgang.erased');
    if (found !== 'none') return found;
    const owner = keyOwner(scope, vorgangId);
    const key = Buffer.from(this.#randomBytes(32));
    const wrapped = seal(this.#wrapKey, keyAad(owner, scope), key, this.#randomBytes);
    this.#insert.run(owner, scope, wrapped);
    tables().digest.add('key', owner, scope, wrapped);
    return createSecretKey(key); // not cached: the transaction may still fail
  }

  /** Overwrites the wrapped key where it lies, then leaves an empty row that says: was here, is gone. */
  destroy(scope: EventScope, vorgangId: string, tables: GuardedTables): void {
    const owner = keyOwner(scope, vorgangId);
    const row = this.#find.get(owner, scope);
    if (!row) {
      this.#insert.run(owner, scope, null);
    } else {
      if (!row.wrapped) return;
      this.#overwrite.run(this.#randomBytes(row.wrapped.length), owner, scope);
      this.#overwrite.run(null, owner, scope);
      tables.digest.remove('key', owner, scope, row.wrapped);
    }
    tables.digest.add('key', owner, scope, null);
  }

  forget(scope: EventScope, vorgangId: string): void {
    this.#cache.delete(`${scope} ${keyOwner(scope, vorgangId)}`);
  }

  forgetAll(): void {
    this.#cache.clear();
  }
}
