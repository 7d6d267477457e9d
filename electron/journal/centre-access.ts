/** What the way to the centre needs of the journal: sealed events out, foreign ones in, bodies dropped once they are safe there. */
import { createHmac } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import { encodeHeader, genesisHash } from './event-chain.ts';
import { type ForeignStore, givenBackKind } from './foreign-store.ts';
import type { JournalKeys } from './journal-keys.ts';
import { keyOwner } from './key-ring.ts';
import { openAlone } from './open-alone.ts';
import { openForeign } from './open-foreign.ts';
import type { EventScope, JournalEvent, NewEvent } from './port.ts';
import { type EventRow, type GuardedTables, headerOf, type KeyRow } from './rows.ts';
import { type ForeignEvent, type ForeignKey, originSeal, type SealedEvent, type WrappedKey } from './sealed-event.ts';
import { type RandomBytes, seal, unseal } from './sealing.ts';
import type { SearchTerms } from './search-index.ts';
import type { Sqlite } from './sqlite-file.ts';

/** A change of the journal: durable when it returns, all or nothing. */
type Change = <T>(work: (change: { append(event: NewEvent): JournalEvent; tables(): GuardedTables }) => T) => T;

export interface Batch {
  events: SealedEvent[];
  keys: WrappedKey[];
}

export class CentreAccess {
  readonly #db: Sqlite;
  readonly #keys: JournalKeys;
  readonly #terms: SearchTerms;
  readonly #foreign: ForeignStore;
  readonly #change: Change;
  readonly #randomBytes: RandomBytes;
  readonly #after;
  readonly #changedTerms = new Set<string>();

  constructor(parts: {
    db: Sqlite;
    keys: JournalKeys;
    terms: SearchTerms;
    foreign: ForeignStore;
    change: Change;
    randomBytes: RandomBytes;
  }) {
    const { db } = parts;
    this.#db = db;
    this.#keys = parts.keys;
    this.#terms = parts.terms;
    this.#foreign = parts.foreign;
    this.#change = parts.change;
    this.#randomBytes = parts.randomBytes;
    this.#after = db.prepare<[number, number], EventRow>(
      'SELECT * FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?',
    );
  }

  lastSequence(): number {
    return this.#db.prepare<[], number | null>('SELECT max(sequence) FROM events').pluck().get() ?? 0;
  }

  /** The hash of the chain at that event; null when there is none. */
  hashAt(sequence: number): Buffer | null {
    if (sequence === 0) return Buffer.from(genesisHash);
    return (
      this.#db.prepare<[number], Buffer>('SELECT hash FROM events WHERE sequence = ?').pluck().get(sequence) ?? null
    );
  }

  /** The next events and the wrapped keys they need; at most so many events and bytes of body, at least one event. */
  batchAfter(sequence: number, seat: string, { maxEvents, maxBytes }: { maxEvents: number; maxBytes: number }): Batch {
    let previousHash = this.hashAt(sequence);
    if (!previousHash) throw new RangeError(`event ${sequence} does not exist`);
    const events: SealedEvent[] = [];
    const names = new Map<string, Omit<KeyRow, 'wrapped' | 'wrapped_by'>>();
    let bytes = 0;
    for (const row of this.#after.iterate(sequence, maxEvents)) {
      bytes += row.sealed?.length ?? 0;
      if (events.length > 0 && bytes > maxBytes) break;
      events.push({
        sequence: row.sequence,
        vorgangId: row.vorgang_id,
        scope: row.scope,
        kind: row.kind,
        header: encodeHeader(headerOf(row)).toString('utf8'),
        previousHash,
        sealedHash: row.sealed_hash,
        hash: row.hash,
        linkSeal: row.link_seal,
        originSeal: originSeal(this.#keys.of(row.generation).chain, seat, row.hash),
        sealed: row.sealed,
      });
      const { scope, generation } = row;
      const owner = keyOwner(scope, row.vorgang_id);
      names.set(`${scope} ${generation} ${owner}`, { scope, generation, vorgang_id: owner });
      previousHash = row.hash;
    }
    return { events, keys: this.#keysOf(names) };
  }

  /** Search terms as keyed hashes. */
  termsOf(vorgangId: string): Buffer[] {
    const select = 'SELECT term FROM search_terms WHERE vorgang_id = ?';
    return this.#db.prepare<[string], Buffer>(select).pluck().all(vorgangId);
  }

  /** Called by the journal when terms were added. */
  noteTerms(vorgangId: string): void {
    this.#changedTerms.add(vorgangId);
  }

  /** The Vorgänge whose terms changed since the last call. */
  takeChangedTerms(): string[] {
    const changed = [...this.#changedTerms];
    this.#changedTerms.clear();
    return changed;
  }

  /** 32 bytes, the same at every seat of the authority. Parts are kept apart: `ab, c` is not `a, bc`. */
  pseudonym(parts: readonly string[]): Buffer {
    return createHmac('sha256', this.#keys.pseudonym).update(JSON.stringify(parts), 'utf8').digest();
  }

  /** For every seat of the authority to read, for nobody else; bound to the place it belongs to. Its generation goes before it. */
  sealShared(place: string, value: JsonObject): Buffer {
    const { newest } = this.#keys;
    const head = Buffer.from([newest >> 8, newest & 0xff]);
    const text = Buffer.from(JSON.stringify(value));
    const aad = Buffer.concat([head, Buffer.from(place)]);
    return Buffer.concat([head, seal(this.#keys.of(newest).shared, aad, text, this.#randomBytes)]);
  }

  /** Null for what no seat of the authority sealed for that place, or with a key that this seat does not have. */
  openShared(place: string, box: Uint8Array): JsonObject | null {
    const head = box.subarray(0, 2);
    const generation = ((head[0] ?? 0) << 8) | (head[1] ?? 0);
    if (generation < 1 || generation > this.#keys.newest) return null;
    const aad = Buffer.concat([head, Buffer.from(place)]);
    const plain = unseal(this.#keys.of(generation).shared, aad, box.subarray(2));
    return plain && (JSON.parse(plain.toString('utf8')) as JsonObject);
  }

  /** One for each generation of the authority key with which it may have been indexed. */
  hashesOfTerm(term: string): Buffer[] {
    return this.#terms.hashesOf(term);
  }

  /** The boxes of own keys as they are wrapped now; a destroyed one is left out. */
  wrappedKeys(names: readonly Omit<WrappedKey, 'wrapped' | 'wrappedBy'>[]): WrappedKey[] {
    return this.#keysOf(
      new Map(
        names.map(({ vorgangId, scope, generation }) => [
          `${scope} ${generation} ${vorgangId}`,
          { vorgang_id: vorgangId, scope, generation },
        ]),
      ),
    );
  }

  /** Last own event on the content of a Vorgang, 0 when there is none. */
  lastOwn(vorgangId: string): { sequence: number; count: number } {
    const row = this.#db
      .prepare<[string], { last: number | null; count: number }>(
        `SELECT max(sequence) AS last, count(*) AS count FROM events WHERE vorgang_id = ? AND scope <> 'seat'`,
      )
      .get(vorgangId);
    return { sequence: row?.last ?? 0, count: row?.count ?? 0 };
  }

  /** Events of other seats on the content of the Vorgang that are here. */
  countForeign(vorgangId: string): number {
    return this.#foreign.count(vorgangId);
  }

  /**
   * True when the seat's last own word on the content of the Vorgang is that it gives it back. What it still has to say of acts
   * that it began before, their outcome and their receipt, takes nothing back.
   */
  isGivenBack(vorgangId: string): boolean {
    const kind = this.#db
      .prepare<[string], string>(
        `SELECT kind FROM events WHERE vorgang_id = ? AND scope <> 'seat' AND kind NOT IN
           ('operation-noted', 'operation-settled', 'receipt-issued', 'reversal-receipt-issued')
         ORDER BY sequence DESC LIMIT 1`,
      )
      .pluck()
      .get(vorgangId);
    return kind === givenBackKind;
  }

  /** What another seat wrote, proven and unsealed for a look; nothing of it stays. */
  openAlone(event: ForeignEvent, boxes: readonly ForeignKey[]): JsonObject | null | 'unproven' {
    return openAlone(this.#keys, event, boxes);
  }

  /**
   * Appends the seat's last word on the Vorgang, sealed: how many events another seat must get to see, and a card for the list
   * of those who may go on.
   */
  giveBack(vorgangId: string, actor: string, card: JsonObject | null = null): JournalEvent {
    return this.#change((change) =>
      change.append({
        kind: givenBackKind,
        vorgangId,
        scope: 'vorgang',
        actor,
        body: { events: this.lastOwn(vorgangId).count, ...(card === null ? {} : { card }) },
      }),
    );
  }

  /**
   * Takes in what is new of other seats' events on one Vorgang, all or nothing, and notes it in the own chain. Gives the
   * number of new events. Throws `centre.tampered`, `vorgang.erased`.
   */
  importForeign(
    vorgangId: string,
    content: { events: readonly ForeignEvent[]; keys: readonly ForeignKey[] },
    actor: string,
  ): number {
    const fresh = content.events.filter((event) => !this.#foreign.knows(event));
    const stray = [...fresh, ...content.keys].find((item) => item.vorgangId !== vorgangId);
    if (stray) throw new AppError('centre.tampered', { seat: stray.seat, part: 'vorgang' });
    if (fresh.length === 0) return 0;
    return this.#change((change) => {
      if (this.#isErased(vorgangId)) throw new AppError('vorgang.erased');
      const seats = [...new Set(fresh.map(({ seat }) => seat))].sort();
      const body = { seats, events: fresh.length };
      const marker = change.append({ kind: 'foreign-imported', vorgangId, scope: 'seat', actor, body });
      this.#foreign.add(fresh, content.keys, marker.sequence, change.tables());
      return fresh.length;
    });
  }

  /** Events of one Vorgang from the centre, proven and unsealed in memory only; none for what is erased here. */
  openForeign(
    vorgangId: string,
    content: { events: readonly ForeignEvent[]; keys: readonly ForeignKey[] },
  ): JournalEvent[] {
    return this.#isErased(vorgangId) ? [] : openForeign(this.#keys, vorgangId, content);
  }

  /** Whether a key of its own or of another seat still opens something of the Vorgang here. */
  hasKey(vorgangId: string, scope: EventScope): boolean {
    const select = `SELECT 1 FROM wrapped_keys WHERE vorgang_id = @vorgangId AND scope = @scope AND wrapped IS NOT NULL
      UNION ALL SELECT 1 FROM foreign_keys WHERE vorgang_id = @vorgangId AND scope = @scope LIMIT 1`;
    return this.#db.prepare<[{ vorgangId: string; scope: string }]>(select).get({ vorgangId, scope }) !== undefined;
  }

  /** The Vorgänge with own events after that one. */
  vorgaengeAfter(sequence: number): string[] {
    const select = 'SELECT DISTINCT vorgang_id FROM events WHERE sequence > ? AND vorgang_id IS NOT NULL';
    return this.#db.prepare<[number], string>(select).pluck().all(sequence);
  }

  /** Takes bodies out in one transaction; header and hash stay. What has none any more is passed over. */
  dropBodies(sequences: readonly number[]): number {
    if (sequences.length === 0) return 0;
    return this.#change((change) => {
      const wipe = this.#db.prepare<[number]>(
        `UPDATE events SET sealed = NULL WHERE sequence = ? AND sealed IS NOT NULL AND kind <> 'erased'`,
      );
      let dropped = 0;
      for (const sequence of sequences) {
        if (wipe.run(sequence).changes !== 1) continue;
        change.tables().digest.add('dropped', sequence);
        dropped += 1;
      }
      return dropped;
    });
  }

  /** The next thousand own events of these kinds, headers only. */
  endsAfter(
    sequence: number,
    kinds: readonly string[],
    through: number,
  ): { sequence: number; vorgangId: string; at: string }[] {
    return this.#db
      .prepare<[number, number, string], { sequence: number; vorgangId: string; at: string }>(
        `SELECT sequence, vorgang_id AS vorgangId, at FROM events WHERE sequence > ? AND sequence <= ?
         AND vorgang_id IS NOT NULL AND kind IN (SELECT value FROM json_each(?)) ORDER BY sequence LIMIT 1000`,
      )
      .all(sequence, through, JSON.stringify(kinds));
  }

  /** Sequences up to `through` of the given kinds that still have their body, of one Vorgang. */
  bodiesOf(vorgangId: string, kinds: readonly string[], through: number): number[] {
    return this.#db
      .prepare<[string, number, string], number>(
        `SELECT sequence FROM events WHERE vorgang_id = ? AND sequence <= ? AND sealed IS NOT NULL
         AND kind IN (SELECT value FROM json_each(?)) ORDER BY sequence`,
      )
      .pluck()
      .all(vorgangId, through, JSON.stringify(kinds));
  }

  #isErased(vorgangId: string): boolean {
    const select = `SELECT 1 FROM wrapped_keys WHERE vorgang_id = ? AND scope = 'vorgang' AND wrapped IS NULL`;
    return this.#db.prepare<[string]>(select).get(vorgangId) !== undefined;
  }

  #keysOf(names: ReadonlyMap<string, Omit<KeyRow, 'wrapped' | 'wrapped_by'>>): WrappedKey[] {
    const find = this.#db.prepare<[string, string, number], KeyRow>(
      'SELECT * FROM wrapped_keys WHERE vorgang_id = ? AND scope = ? AND generation = ?',
    );
    return [...names.values()].flatMap(({ vorgang_id: vorgangId, scope, generation }) => {
      const row = find.get(vorgangId, scope, generation);
      return row?.wrapped ? [{ vorgangId, scope, generation, wrappedBy: row.wrapped_by, wrapped: row.wrapped }] : [];
    });
  }
}
