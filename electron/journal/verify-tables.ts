/** Proves the tables beside the chain: no key, search term or setting changed, added, lost or set back. */
import type { KeyObject } from 'node:crypto';
import type { Head } from './head-anchor.ts';
import type { JournalKeys } from './journal-keys.ts';
import { boxOf, keyOwner, nameOf } from './key-ring.ts';
import { type EventRow, type KeyRow, readTablesState } from './rows.ts';
import type { Sqlite } from './sqlite-file.ts';
import { TablesDigest } from './tables-digest.ts';
import { checkForeign } from './verify-foreign.ts';
import { digestFields, unwrapKey } from './wrapped-key.ts';

type FoundKey = KeyObject | 'none' | 'destroyed' | 'broken';

/** The keys of the bodies as a verification meets them: unwrapped once, judged, never trusted. */
export class VerifiedKeys {
  readonly #select;
  readonly #keys: JournalKeys;
  #last: { name: string; key: FoundKey } | null = null;

  constructor(db: Sqlite, keys: JournalKeys) {
    this.#select = db.prepare<[string, string, number], KeyRow>(
      'SELECT * FROM wrapped_keys WHERE vorgang_id = ? AND scope = ? AND generation = ?',
    );
    this.#keys = keys;
  }

  of({ scope, vorgang_id, generation }: EventRow): FoundKey {
    const owner = keyOwner(scope, vorgang_id);
    const name = `${scope} ${generation} ${owner}`;
    if (this.#last?.name !== name) this.#last = { name, key: this.#judge(this.#select.get(owner, scope, generation)) };
    return this.#last.key;
  }

  #judge(row: KeyRow | undefined): FoundKey {
    if (!row) return 'none';
    const box = boxOf(row);
    return box ? (unwrapKey(this.#keys, nameOf(row), box) ?? 'broken') : 'destroyed';
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
  for (const row of keyRows) {
    digest.add('key', ...digestFields(nameOf(row), { wrapped: row.wrapped, wrappedBy: row.wrapped_by }));
  }
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

/** A key is gone exactly when an `erased` event says so, in all its generations. */
function checkErasures(rows: readonly KeyRow[], erased: Expected['erased']): string | null {
  const names = (there: boolean): Set<string> =>
    new Set(rows.flatMap((row) => ((row.wrapped !== null) === there ? [`${row.scope} ${row.vorgang_id}`] : [])));
  const [gone, left] = [names(false), names(true)];
  const told = new Set(
    erased.flatMap(({ vorgangId, what }) =>
      what === 'vorgang' ? [`vorgang ${vorgangId}`, `biometrics ${vorgangId}`] : [`biometrics ${vorgangId}`],
    ),
  );
  if ([...gone].some((name) => !told.has(name))) return 'ein Schlüssel ist vernichtet, ohne dass ein Ereignis es sagt';
  if ([...told].some((name) => !gone.has(name) || left.has(name))) return 'ein gelöschter Schlüssel ist wieder da';
  return null;
}
