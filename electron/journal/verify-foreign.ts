/** Proves the events of other seats that came here: each link, seal and body, and that the digest knows every row. */
import { type ForeignKeyRow, type ForeignRow, foreignOf } from './foreign-store.ts';
import type { JournalKeys } from './journal-keys.ts';
import { unwrapKey } from './key-ring.ts';
import { decodeHeader, proveForeign } from './sealed-event.ts';
import { unseal } from './sealing.ts';
import { type Sqlite, schemaVersion } from './sqlite-file.ts';
import type { TablesDigest } from './tables-digest.ts';

/** The tables are there since the second form of the journal. */
const firstVersion = 2;

/** Adds the rows to the digest; the reason in German when one cannot be proven, else null. */
export function checkForeign(db: Sqlite, keys: JournalKeys, digest: TablesDigest): string | null {
  if (schemaVersion(db) < firstVersion) return null;
  const keyRows = db.prepare<[], ForeignKeyRow>('SELECT * FROM foreign_keys').all();
  const boxes = new Map(keyRows.map((row) => [`${row.seat} ${row.scope} ${row.vorgang_id}`, row.wrapped]));
  for (const row of keyRows) digest.add('foreign-key', row.seat, row.vorgang_id, row.scope, row.wrapped);
  for (const row of db.prepare<[], ForeignRow>('SELECT * FROM foreign_events').iterate()) {
    digest.add('foreign-event', row.seat, row.sequence, row.epoch, row.imported_at, row.hash);
    if (!row.sealed) digest.add('foreign-dropped', row.seat, row.sequence);
    const scope = decodeHeader(row.header)?.scope ?? 'seat';
    const name = `Ereignis ${row.sequence} des Platzes ${row.seat}`;
    if (typeof proveForeign(keys.chain, foreignOf(row, scope)) === 'string') return `${name} wurde verändert`;
    const box = boxes.get(`${row.seat} ${scope} ${row.vorgang_id}`);
    if (!row.sealed || !box) continue;
    const key = unwrapKey(keys.wrap, scope, row.vorgang_id, box);
    if (!key || !unseal(key, Buffer.from(row.header, 'utf8'), row.sealed)) return `${name} lässt sich nicht öffnen`;
  }
  return null;
}
