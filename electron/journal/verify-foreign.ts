/** Proves the events of other seats that came here: each link, seal and body, and that the digest knows every row. */
import { type ForeignKeyRow, type ForeignRow, foreignKeyOf, foreignOf } from './foreign-store.ts';
import type { JournalKeys } from './journal-keys.ts';
import { decodeHeader, proveForeign } from './sealed-event.ts';
import { unseal } from './sealing.ts';
import type { Sqlite } from './sqlite-file.ts';
import type { TablesDigest } from './tables-digest.ts';
import { digestFields, unwrapKey } from './wrapped-key.ts';

/** Adds the rows to the digest; the reason in German when one cannot be proven, else null. */
export function checkForeign(db: Sqlite, keys: JournalKeys, digest: TablesDigest): string | null {
  const keyRows = db.prepare<[], ForeignKeyRow>('SELECT * FROM foreign_keys').all();
  const nameIn = (row: ForeignKeyRow | ForeignRow, scope: string): string =>
    `${row.seat} ${scope} ${row.generation} ${row.vorgang_id}`;
  const found = new Map(keyRows.map((row) => [nameIn(row, row.scope), foreignKeyOf(row)]));
  for (const row of keyRows) {
    const { name, box } = foreignKeyOf(row);
    digest.add('foreign-key', row.seat, ...digestFields(name, box));
  }
  const generations = new Map<string, number>();
  const inOrder = 'SELECT * FROM foreign_events ORDER BY seat, sequence';
  for (const row of db.prepare<[], ForeignRow>(inOrder).iterate()) {
    digest.add('foreign-event', row.seat, row.sequence, row.epoch, row.imported_at, row.hash);
    if (!row.sealed) digest.add('foreign-dropped', row.seat, row.sequence);
    const scope = decodeHeader(row.header)?.scope ?? 'seat';
    const name = `Ereignis ${row.sequence} des Platzes ${row.seat}`;
    const proven = proveForeign(keys, foreignOf(row, scope));
    if (typeof proven === 'string' || proven.generation !== row.generation) return `${name} wurde verändert`;
    if (row.generation < (generations.get(row.seat) ?? 1)) return `${name} trägt eine ältere Schlüsselgeneration`;
    generations.set(row.seat, row.generation);
    const at = found.get(nameIn(row, scope));
    if (!row.sealed || !at) continue;
    const key = unwrapKey(keys, at.name, at.box);
    if (!key || !unseal(key, Buffer.from(row.header, 'utf8'), row.sealed)) return `${name} lässt sich nicht öffnen`;
  }
  return null;
}
