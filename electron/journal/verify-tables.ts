/** Proves the tables beside the chain: no key, search term or setting changed, added, lost or set back. */
import type { KeyObject } from 'node:crypto';
import type { Head } from './head-anchor.ts';
import type { JournalKeys } from './journal-keys.ts';
import { keyOwner, unwrapKey } from './key-ring.ts';
import { type EventRow, type KeyRow, readTablesState } from './rows.ts';
import type { Sqlite } from './sqlite-file.ts';
import { TablesDigest } from './tables-digest.ts';
import { checkForeign } from './verify-foreign.ts';

type FoundKey = KeyObject | 'none' | 'destroyed' | 'broken';

/** The keys of the bodies as a verification meets them: unwrapped once, judged, never trusted. */
export class VerifiedKeys {
  readonly #select;
  readonly #wrapKey: KeyObject;
  #last: { name: string; key: FoundKey } | null = null;

  constructor(db: Sqlite, wrapKey: KeyObject) {
    this.#select = db.prepare<[string, string], KeyRow>(
      'SELECT * FROM wrapped_keys WHERE vorgang_id = ? AND scope = ?',
    );
    this.#wrapKey = wrapKey;
  }

  of({ scope, vorgang_id }: EventRow): FoundKey {
    const owner = keyOwner(scope, vorgang_id);
    const name = `${scope} ${owner}`;
    if (this.#last?.name !== name) {
      const row = this.#select.get(owner, scope);
      const key = row?.wrapped
        ? (unwrapKey(this.#wrapKey, scope, owner, row.wrapped) ?? 'broken')
        : row
          ? 'destroyed'
          : 'none';
      this.#last = { name, key };
    }
    return this.#last.key;
  }
}

export interface Expected {
  dropped: readonly number[];
  erased: readonly { vorgangId: string; what: string }[];
  anchor: Head | null;
}

/** The reason in German, or null. */
export function checkTables(db: Sqlite, keys: JournalKeys, { dropped, erased, anchor }: Expected): string | null {
  const state = readTablesState(db, keys.tables);
  if (!state) return 'der Stand der Tabellen neben der Kette wurde verändert';
  const digest = new TablesDigest(keys.tables);
  const keyRows = db.prepare<[], KeyRow>('SELECT * FROM wrapped_keys').all();
  for (const row of keyRows) digest.add('key', row.vorgang_id, row.scope, row.wrapped);
  for (const row of db.prepare<[], { term: Buffer; vorgang_id: string }>('SELECT * FROM search_terms').iterate()) {
    digest.add('term', row.term, row.vorgang_id);
  }
  for (const row of db.prepare<[], { name: string; sealed: Buffer }>('SELECT * FROM settings').iterate()) {
    digest.add('setting', row.name, row.sealed);
  }
  for (const sequence of dropped) digest.add('dropped', sequence);
  const foreign = checkForeign(db, keys, digest);
  if (foreign) return foreign;
  if (!digest.bytes.equals(state.digest)) {
    return 'Schlüssel, Suchbegriffe, Einstellungen oder entfallene Inhalte wurden verändert';
  }
  if (anchor && anchor.tablesVersion > state.version)
    return 'die letzte Änderung neben der Kette fehlt (-wal verändert oder abgeschnitten)';
  if (anchor && anchor.tablesVersion === state.version && !state.digest.equals(anchor.tablesDigest)) {
    return 'die Tabellen neben der Kette sind nicht die der Kopfdatei (-head)';
  }
  return checkErasures(keyRows, erased);
}

/** A key is gone exactly when an `erased` event says so. */
function checkErasures(rows: readonly KeyRow[], erased: Expected['erased']): string | null {
  const gone = new Set(rows.filter((row) => !row.wrapped).map((row) => `${row.scope} ${row.vorgang_id}`));
  const told = new Set(
    erased.flatMap(({ vorgangId, what }) =>
      what === 'vorgang' ? [`vorgang ${vorgangId}`, `biometrics ${vorgangId}`] : [`biometrics ${vorgangId}`],
    ),
  );
  if ([...gone].some((name) => !told.has(name))) return 'ein Schlüssel ist vernichtet, ohne dass ein Ereignis es sagt';
  if ([...told].some((name) => !gone.has(name))) return 'ein gelöschter Schlüssel ist wieder da';
  return null;
}
