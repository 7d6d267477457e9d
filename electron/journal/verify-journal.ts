/** Proves a journal as a whole: every link, seal and body, the tables beside the chain, the head file. Reasons in German. */

import { encodeHeader, genesisHash, hashSealedBody, linkHash, linkSeal } from './event-chain.ts';
import type { Head } from './head-anchor.ts';
import type { JournalKeys } from './journal-keys.ts';
import type { BadPage } from './page-check.ts';
import type { VerifyReport } from './port.ts';
import { type EventRow, headerOf } from './rows.ts';
import { unseal } from './sealing.ts';
import { errorCodeOf } from './sqlite-error.ts';
import type { Sqlite } from './sqlite-file.ts';
import { checkTables, VerifiedKeys } from './verify-tables.ts';

export interface Surroundings {
  /** Null when the head file is missing or does not open. */
  anchor: Head | null;
  badPage: BadPage | null;
}

interface Walk {
  events: number;
  erasedBodies: number;
  hash: Uint8Array;
  generation: number;
  hashAtAnchor: Uint8Array | null;
  dropped: number[];
  erasedEvents: { vorgangId: string; what: string }[];
  bad: { sequence: number; reason: string } | null;
}

/** Sequence 0 in `firstBad` stands for what belongs to no event: a page, a table, the head file. */
export function verifyJournal(db: Sqlite, keys: JournalKeys, { anchor, badPage }: Surroundings): VerifyReport {
  const walk = walkChain(db, keys, anchor?.sequence ?? 0);
  const firstBad = walk.bad ?? checkPages(badPage) ?? checkAnchor(walk, anchor) ?? checkRest(db, keys, walk, anchor);
  const page = badPage && firstBad ? { page: badPage.page } : {};
  return {
    ok: firstBad === null,
    events: walk.events,
    firstBad: firstBad && { ...firstBad, ...page },
    erasedBodies: walk.erasedBodies,
    lastHash: Buffer.from(walk.hash).toString('hex'),
  };
}

const checkPages = (badPage: BadPage | null) =>
  badPage && { sequence: 0, reason: `Seite ${badPage.page} der Datei: ${badPage.reason}` };

function walkChain(db: Sqlite, keys: JournalKeys, anchored: number): Walk {
  const walk: Walk = {
    events: 0,
    erasedBodies: 0,
    hash: genesisHash,
    generation: 1,
    hashAtAnchor: anchored === 0 ? genesisHash : null,
    dropped: [],
    erasedEvents: [],
    bad: null,
  };
  try {
    const bodyKeys = new VerifiedKeys(db, keys);
    const select = db.prepare<[number], EventRow>('SELECT * FROM events WHERE sequence = ?');
    const last = db.prepare<[], number | null>('SELECT max(sequence) FROM events').pluck().get() ?? 0;
    while (!walk.bad) {
      const sequence = walk.events + 1;
      const row = select.get(sequence);
      if (!row) {
        if (sequence <= last) walk.bad = { sequence, reason: 'das Ereignis fehlt' };
        break;
      }
      const reason = checkEvent(row, keys, bodyKeys, walk);
      if (reason) {
        walk.bad = { sequence, reason };
        break;
      }
      walk.events = sequence;
      if (sequence === anchored) walk.hashAtAnchor = row.hash;
    }
  } catch (error) {
    if (!errorCodeOf(error).startsWith('SQLITE_')) throw error;
    walk.bad = { sequence: walk.events + 1, reason: 'das Ereignis ist nicht lesbar' };
  }
  return walk;
}

function checkEvent(row: EventRow, keys: JournalKeys, bodyKeys: VerifiedKeys, walk: Walk): string | null {
  const header = encodeHeader(headerOf(row));
  const hash = linkHash(walk.hash, row.sealed_hash, header);
  if (!hash.equals(row.hash)) return 'die Prüfsumme der Kette stimmt nicht';
  if (row.generation < walk.generation) return 'die Schlüsselgeneration ist älter als die des Ereignisses davor';
  if (!linkSeal(keys.of(row.generation).chain, hash).equals(row.link_seal)) return 'das Siegel der Kette stimmt nicht';
  const key = bodyKeys.of(row);
  if (row.sealed && !hashSealedBody(row.sealed).equals(row.sealed_hash))
    return 'der versiegelte Inhalt wurde verändert';
  if (key === 'none') return 'der Schlüssel fehlt, obwohl nichts gelöscht wurde';
  if (key === 'broken') return 'der verpackte Schlüssel wurde verändert';
  if (!row.sealed) walk.dropped.push(row.sequence);
  if (row.sealed && key !== 'destroyed') {
    const plain = unseal(key, header, row.sealed);
    if (!plain) return 'der Inhalt lässt sich mit seinem Schlüssel nicht öffnen';
    if (row.kind === 'erased') {
      const { what } = JSON.parse(plain.toString('utf8')) as { what: string };
      walk.erasedEvents.push({ vorgangId: row.vorgang_id ?? '', what });
    }
  } else {
    walk.erasedBodies += 1;
  }
  walk.hash = hash;
  walk.generation = row.generation;
  return null;
}

function checkAnchor(walk: Walk, anchor: Head | null): Walk['bad'] {
  if (!anchor) return { sequence: 0, reason: 'die Kopfdatei (-head) fehlt oder wurde verändert' };
  if (anchor.sequence > walk.events) {
    return { sequence: walk.events + 1, reason: `das Ende fehlt: das Journal reichte bis Ereignis ${anchor.sequence}` };
  }
  if (!walk.hashAtAnchor || Buffer.compare(walk.hashAtAnchor, anchor.hash) !== 0) {
    return { sequence: anchor.sequence, reason: 'die Kette ist nicht die der Kopfdatei (-head)' };
  }
  return null;
}

function checkRest(db: Sqlite, keys: JournalKeys, walk: Walk, anchor: Head | null): Walk['bad'] {
  try {
    const reason = checkTables(db, keys, { dropped: walk.dropped, erased: walk.erasedEvents, anchor });
    if (reason) return { sequence: 0, reason: `nach Ereignis ${walk.events}: ${reason}` };
    const integrity = db.pragma('integrity_check(1)', { simple: true });
    return integrity === 'ok' ? null : { sequence: 0, reason: 'die Datenbank ist in sich nicht stimmig' };
  } catch (error) {
    if (!errorCodeOf(error).startsWith('SQLITE_')) throw error;
    return { sequence: 0, reason: 'eine Tabelle neben der Kette ist nicht lesbar' };
  }
}
