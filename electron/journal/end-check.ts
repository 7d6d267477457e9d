/** Looks at the end of the chain before a seat writes to it: bounded time, however long the journal is. */
import { AppError } from '../contract/app-error.ts';
import { encodeHeader, genesisHash, linkHash, linkSeal } from './event-chain.ts';
import { emptyHead, type Head } from './head-anchor.ts';
import type { JournalKeys } from './journal-keys.ts';
import { boxOf, nameOf } from './key-ring.ts';
import { refuseNewer } from './migrate.ts';
import { type EventRow, headerOf, type KeyRow, readTablesState } from './rows.ts';
import { type Sqlite, schemaVersion } from './sqlite-file.ts';
import { unwrapKey } from './wrapped-key.ts';

const eventsLooked = 64;

/** Where the journal stands. Throws `journal.newer`, `journal.wrong-key`, `journal.damaged`; changes nothing. */
export function checkEnd(db: Sqlite, keys: JournalKeys, anchor: Head | null): Head {
  refuseNewer(db);
  const head = schemaVersion(db) === 0 ? emptyHead : readHead(db, keys, anchor === null || anchor.tablesVersion > 0);
  if (anchor === null) throw damaged('head-file');
  if (anchor.sequence > head.sequence || anchor.tablesVersion > head.tablesVersion) throw damaged('end-missing');
  if (anchor.tablesVersion === head.tablesVersion && !equal(anchor.tablesDigest, head.tablesDigest)) {
    throw damaged('tables');
  }
  const anchored = anchor.sequence === 0 ? genesisHash : hashAt(db, anchor.sequence);
  if (!equal(anchored, anchor.hash)) throw damaged('chain');
  return head;
}

export const damaged = (part: string): AppError => new AppError('journal.damaged', { part });

const equal = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && Buffer.compare(a, b) === 0;

const hashAt = (db: Sqlite, sequence: number): Buffer | null =>
  db.prepare<[number], { hash: Buffer }>('SELECT hash FROM events WHERE sequence = ?').get(sequence)?.hash ?? null;

function readHead(db: Sqlite, keys: JournalKeys, mustHaveKeys: boolean): Head {
  const seatKey = readSeatKey(db);
  const box = seatKey && boxOf(seatKey);
  if (seatKey && box && !unwrapKey(keys, nameOf(seatKey), box)) throw new AppError('journal.wrong-key');
  if (!seatKey?.wrapped && mustHaveKeys) throw damaged('keys');
  const tables = readTablesState(db, keys.tables);
  if (!tables && seatKey) throw damaged('tables');
  const last = checkLastLinks(db, keys);
  return {
    sequence: last?.sequence ?? 0,
    hash: last?.hash ?? genesisHash,
    tablesVersion: tables?.version ?? 0,
    tablesDigest: tables?.digest ?? emptyHead.tablesDigest,
  };
}

/** Before there were generations everything was of the first: the form of an older journal lacks the columns. */
const generationsFrom = 4;

/** Of the newest generation. */
export function readSeatKey(db: Sqlite): KeyRow | null {
  const rows = db.prepare<[], Partial<KeyRow>>("SELECT * FROM wrapped_keys WHERE scope = 'seat'").all();
  const all = rows.map(
    (row): KeyRow => ({
      ...{ vorgang_id: '', scope: 'seat', wrapped: row.wrapped ?? null },
      ...{ generation: row.generation ?? 1, wrapped_by: row.wrapped_by ?? 1 },
    }),
  );
  return all.sort((a, b) => b.generation - a.generation)[0] ?? null;
}

function checkLastLinks(db: Sqlite, keys: JournalKeys): { sequence: number; hash: Buffer } | null {
  const rows = db
    .prepare<[number], Omit<EventRow, 'sealed'>>(
      `SELECT sequence, at, kind, vorgang_id, scope, actor, virtual, sealed_hash, hash, link_seal,
       ${schemaVersion(db) < generationsFrom ? '1 AS generation' : 'generation'} FROM events ORDER BY sequence DESC LIMIT ?`,
    )
    .all(eventsLooked + 1)
    .reverse();
  let previous = rows[0];
  if (!previous) return null;
  // The first row serves as foothold only, unless it is event 1.
  const links = previous.sequence === 1 ? rows : rows.slice(1);
  let before: { sequence: number; hash: Uint8Array; generation: number } =
    previous.sequence === 1 ? { sequence: 0, hash: genesisHash, generation: 1 } : previous;
  for (const row of links) {
    const hash = linkHash(before.hash, row.sealed_hash, encodeHeader(headerOf(row)));
    const goesOn = row.sequence === before.sequence + 1 && row.generation >= before.generation;
    if (!goesOn || !hash.equals(row.hash)) throw damaged('chain');
    if (!linkSeal(keys.of(row.generation).chain, hash).equals(row.link_seal)) throw damaged('chain');
    before = row;
    previous = row;
  }
  return previous;
}
