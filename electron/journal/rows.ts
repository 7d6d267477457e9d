/** The rows of the journal's tables as SQLite gives them. */
import type { KeyObject } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import type { EventHeader } from './event-chain.ts';
import type { EventScope } from './port.ts';
import type { Sqlite } from './sqlite-file.ts';
import { stateSeal, TablesDigest } from './tables-digest.ts';

export interface EventRow {
  sequence: number;
  at: string;
  kind: string;
  vorgang_id: string | null;
  scope: EventScope;
  actor: string;
  virtual: 0 | 1;
  sealed_hash: Buffer;
  hash: Buffer;
  link_seal: Buffer;
  sealed: Buffer | null;
  /** Of the authority key it was sealed under. */
  generation: number;
}

export interface KeyRow {
  vorgang_id: string;
  scope: EventScope;
  generation: number;
  wrapped_by: number;
  /** Null once destroyed. */
  wrapped: Buffer | null;
}

export interface TablesState {
  version: number;
  digest: Buffer;
}

export function headerOf(
  row: Omit<EventRow, 'sealed' | 'sealed_hash' | 'hash' | 'link_seal' | 'generation'>,
): EventHeader {
  return {
    sequence: row.sequence,
    at: row.at,
    kind: row.kind,
    vorgangId: row.vorgang_id,
    scope: row.scope,
    actor: row.actor,
    virtual: row.virtual === 1,
  };
}

/** Null when there is none or its seal does not fit. */
export function readTablesState(db: Sqlite, tablesKey: KeyObject): TablesState | null {
  const row = db
    .prepare<[], { version: number; digest: Buffer; state_seal: Buffer }>('SELECT * FROM tables_state WHERE id = 1')
    .get();
  return row?.state_seal.equals(stateSeal(tablesKey, row.version, row.digest)) ? row : null;
}

/** The tables beside the chain within one transaction: whoever changes a row tells the digest, then saves. */
export class GuardedTables {
  readonly digest: TablesDigest;
  readonly #db: Sqlite;
  readonly #tablesKey: KeyObject;
  #version: number;

  constructor(db: Sqlite, tablesKey: KeyObject, isNew = false) {
    const state = readTablesState(db, tablesKey);
    if (!state && !isNew) throw new AppError('journal.damaged', { part: 'tables' });
    this.digest = new TablesDigest(tablesKey, state?.digest);
    this.#version = state?.version ?? 0;
    this.#db = db;
    this.#tablesKey = tablesKey;
  }

  save(): TablesState {
    this.#version += 1;
    const digest = this.digest.bytes;
    this.#db
      .prepare('INSERT OR REPLACE INTO tables_state (id, version, digest, state_seal) VALUES (1, ?, ?, ?)')
      .run(this.#version, digest, stateSeal(this.#tablesKey, this.#version, digest));
    return { version: this.#version, digest };
  }
}
