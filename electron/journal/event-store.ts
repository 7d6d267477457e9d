/** Reads and appends events: the body sealed, the header chained, one prepared statement per event. */
import type { Statement } from 'better-sqlite3';
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import { type EventHeader, encodeHeader, hashSealedBody, linkHash, linkSeal } from './event-chain.ts';
import type { JournalKeys } from './journal-keys.ts';
import type { KeyRing } from './key-ring.ts';
import type { Journal, JournalEvent, NewEvent } from './port.ts';
import { type EventRow, type GuardedTables, headerOf } from './rows.ts';
import { type RandomBytes, seal, unseal } from './sealing.ts';
import type { Sqlite } from './sqlite-file.ts';

export interface ChainEnd {
  sequence: number;
  hash: Uint8Array;
}

type Select = Statement<
  [{ vorgangId: string | null; after: number; through: number; kinds: string; most: number }],
  EventRow
>;

/** A field left out and a field undefined are the same in the sealed JSON; what was read back is what was written. */
const encodeBody = (body: JsonObject): Buffer => Buffer.from(JSON.stringify(body), 'utf8');

export class EventStore {
  readonly #db: Sqlite;
  readonly #ring: KeyRing;
  readonly #keys: JournalKeys;
  readonly #randomBytes: RandomBytes;
  readonly #insert;
  readonly #selects = new Map<string, Select>();

  constructor(db: Sqlite, ring: KeyRing, keys: JournalKeys, randomBytes: RandomBytes) {
    this.#db = db;
    this.#ring = ring;
    this.#keys = keys;
    this.#randomBytes = randomBytes;
    this.#insert = db.prepare<EventRow>(
      `INSERT INTO events (sequence, at, kind, vorgang_id, scope, actor, virtual, sealed_hash, hash, link_seal, sealed,
         generation)
       VALUES (@sequence, @at, @kind, @vorgang_id, @scope, @actor, @virtual, @sealed_hash, @hash, @link_seal, @sealed,
         @generation)`,
    );
  }

  /** Within the caller's transaction; gives the event and the new end of the chain. */
  append(event: NewEvent, at: string, end: ChainEnd, tables: () => GuardedTables): [JournalEvent, ChainEnd] {
    if (event.scope !== 'seat' && !event.vorgangId) throw new TypeError(`${event.kind}: a Vorgang is needed`);
    const header: EventHeader = {
      sequence: end.sequence + 1,
      at,
      kind: event.kind,
      vorgangId: event.vorgangId ?? null,
      scope: event.scope,
      actor: event.actor,
      virtual: event.virtual ?? false,
    };
    if (event.scope === 'biometrics' && this.#ring.isDestroyed('vorgang', header.vorgangId)) {
      throw new AppError('vorgang.erased');
    }
    const key = this.#ring.forSealing(event.scope, header.vorgangId, tables);
    const headerBytes = encodeHeader(header);
    const sealed = seal(key, headerBytes, encodeBody(event.body), this.#randomBytes);
    const sealedHash = hashSealedBody(sealed);
    const hash = linkHash(end.hash, sealedHash, headerBytes);
    this.#insert.run({
      sequence: header.sequence,
      at,
      kind: header.kind,
      vorgang_id: header.vorgangId,
      scope: header.scope,
      actor: header.actor,
      virtual: header.virtual ? 1 : 0,
      sealed_hash: sealedHash,
      hash,
      link_seal: linkSeal(this.#keys.of(this.#keys.newest).chain, hash),
      sealed,
      generation: this.#keys.newest,
    });
    return [
      { ...header, body: event.body },
      { sequence: header.sequence, hash },
    ];
  }

  read({
    vorgangId,
    kinds,
    afterSequence,
    throughSequence,
    first,
    last,
  }: Parameters<Journal['events']>[0]): JournalEvent[] {
    const rows = this.#select(vorgangId !== undefined, kinds !== undefined, last !== undefined).all({
      vorgangId: vorgangId ?? null,
      after: afterSequence ?? 0,
      through: throughSequence ?? Number.MAX_SAFE_INTEGER,
      kinds: JSON.stringify(kinds ?? []),
      most: last ?? first ?? -1, // -1: all
    });
    return (last === undefined ? rows : rows.reverse()).map((row) => ({ ...headerOf(row), body: this.#readBody(row) }));
  }

  #select(ofVorgang: boolean, ofKinds: boolean, fromEnd: boolean): Select {
    const where = `sequence > @after AND sequence <= @through${ofVorgang ? ' AND vorgang_id = @vorgangId' : ''}${
      ofKinds ? ' AND kind IN (SELECT value FROM json_each(@kinds))' : ''
    }`;
    const order = `sequence${fromEnd ? ' DESC' : ''} LIMIT @most`;
    const known = this.#selects.get(where + order);
    if (known) return known;
    const made: Select = this.#db.prepare(`SELECT * FROM events WHERE ${where} ORDER BY ${order}`);
    this.#selects.set(where + order, made);
    return made;
  }

  #readBody(row: EventRow): JsonObject | null {
    if (!row.sealed) return null;
    const key = this.#ring.find(row.scope, row.vorgang_id, row.generation);
    if (key === 'destroyed') return null;
    const plain = key === 'none' ? null : unseal(key, encodeHeader(headerOf(row)), row.sealed);
    if (!plain) throw new AppError('journal.damaged', { part: 'body', sequence: row.sequence });
    return JSON.parse(plain.toString('utf8')) as JsonObject;
  }
}
