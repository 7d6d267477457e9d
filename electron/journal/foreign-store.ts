/** Events of other seats in this journal: proven before they come in, read beside the own ones, never part of the own chain. */
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import { encodeHeader } from './event-chain.ts';
import type { JournalKeys } from './journal-keys.ts';
import type { EventScope, Journal, JournalEvent } from './port.ts';
import type { GuardedTables } from './rows.ts';
import { decodeHeader, type ForeignEvent, type ForeignKey, proveForeign } from './sealed-event.ts';
import { type RandomBytes, unseal } from './sealing.ts';
import type { Sqlite } from './sqlite-file.ts';
import { digestFields, type KeyBox, type KeyName, unwrapKey, wrapAnew } from './wrapped-key.ts';

export interface ForeignRow {
  seat: string;
  sequence: number;
  vorgang_id: string;
  kind: string;
  epoch: number;
  imported_at: number;
  header: string;
  previous_hash: Buffer;
  sealed_hash: Buffer;
  hash: Buffer;
  link_seal: Buffer;
  origin_seal: Buffer;
  sealed: Buffer | null;
  generation: number;
}

export interface ForeignKeyRow {
  seat: string;
  vorgang_id: string;
  scope: EventScope;
  generation: number;
  wrapped_by: number;
  wrapped: Buffer;
}

export const foreignKeyOf = (row: ForeignKeyRow): { name: KeyName; box: KeyBox } => ({
  name: { scope: row.scope, owner: row.vorgang_id, generation: row.generation },
  box: { wrapped: row.wrapped, wrappedBy: row.wrapped_by },
});

export const foreignOf = (row: ForeignRow, scope: EventScope): ForeignEvent => ({
  seat: row.seat,
  sequence: row.sequence,
  vorgangId: row.vorgang_id,
  scope,
  kind: row.kind,
  epoch: row.epoch,
  header: row.header,
  previousHash: row.previous_hash,
  sealedHash: row.sealed_hash,
  hash: row.hash,
  linkSeal: row.link_seal,
  originSeal: row.origin_seal,
  sealed: row.sealed,
});

/** The last word of a seat on a Vorgang before it gives it back: how many events there must be. Nobody can leave one out. */
export const givenBackKind = 'vorgang-given-back';

export class ForeignStore {
  readonly #db: Sqlite;
  readonly #keys: JournalKeys;
  readonly #insert;
  readonly #insertKey;
  readonly #ofVorgang;
  readonly #keyOf;

  constructor(db: Sqlite, keys: JournalKeys) {
    this.#db = db;
    this.#keys = keys;
    this.#insert = db.prepare<ForeignRow>(
      `INSERT OR IGNORE INTO foreign_events (seat, sequence, vorgang_id, kind, epoch, imported_at, header, previous_hash,
         sealed_hash, hash, link_seal, origin_seal, sealed, generation)
       VALUES (@seat, @sequence, @vorgang_id, @kind, @epoch, @imported_at, @header, @previous_hash,
         @sealed_hash, @hash, @link_seal, @origin_seal, @sealed, @generation)`,
    );
    this.#insertKey = db.prepare<ForeignKeyRow>(
      `INSERT OR IGNORE INTO foreign_keys (seat, vorgang_id, scope, generation, wrapped_by, wrapped)
       VALUES (@seat, @vorgang_id, @scope, @generation, @wrapped_by, @wrapped)`,
    );
    this.#ofVorgang = db.prepare<[string, number], ForeignRow>(
      `SELECT * FROM foreign_events WHERE vorgang_id = ? AND imported_at > ? ORDER BY imported_at, epoch, sequence`,
    );
    this.#keyOf = db.prepare<[string, string, string, number], ForeignKeyRow>(
      'SELECT * FROM foreign_keys WHERE seat = ? AND vorgang_id = ? AND scope = ? AND generation = ?',
    );
  }

  count(vorgangId: string): number {
    const select = 'SELECT count(*) FROM foreign_events WHERE vorgang_id = ?';
    return this.#db.prepare<[string], number>(select).pluck().get(vorgangId) ?? 0;
  }

  knows({ seat, sequence }: { seat: string; sequence: number }): boolean {
    return (
      this.#db.prepare('SELECT 1 FROM foreign_events WHERE seat = ? AND sequence = ?').get(seat, sequence) !== undefined
    );
  }

  /** Throws `centre.tampered` (params: `seat`, `sequence`, `part`): then nothing came in. Within the caller's transaction. */
  add(events: readonly ForeignEvent[], keys: readonly ForeignKey[], importedAt: number, tables: GuardedTables): void {
    for (const { seat, vorgangId, scope, generation, wrappedBy, wrapped } of keys) {
      const row = { seat, vorgang_id: vorgangId, scope, generation, wrapped_by: wrappedBy, wrapped };
      const { name, box } = foreignKeyOf(row);
      if (wrappedBy < generation || !unwrapKey(this.#keys, name, box)) throw tampered(seat, 0, 'key');
      if (this.#insertKey.run(row).changes === 1) tables.digest.add('foreign-key', seat, ...digestFields(name, box));
    }
    for (const event of events) {
      const proven = proveForeign(this.#keys, event);
      if (typeof proven === 'string') throw tampered(event.seat, event.sequence, proven);
      const { generation } = proven;
      if (!this.#goesOn(event, generation)) throw tampered(event.seat, event.sequence, 'generation');
      if (event.scope === 'seat' || event.vorgangId === null) throw tampered(event.seat, event.sequence, 'scope');
      this.#insert.run({
        seat: event.seat,
        sequence: event.sequence,
        vorgang_id: event.vorgangId,
        kind: event.kind,
        epoch: event.epoch,
        imported_at: importedAt,
        header: event.header,
        previous_hash: event.previousHash,
        sealed_hash: event.sealedHash,
        hash: event.hash,
        link_seal: event.linkSeal,
        origin_seal: event.originSeal,
        sealed: event.sealed,
        generation,
      });
      tables.digest.add('foreign-event', event.seat, event.sequence, event.epoch, importedAt, event.hash);
      if (!event.sealed) tables.digest.add('foreign-dropped', event.seat, event.sequence);
    }
    for (const event of events) {
      if (event.kind === givenBackKind) this.#proveComplete(event);
    }
  }

  read({ vorgangId, kinds, afterSequence }: Parameters<Journal['events']>[0]): JournalEvent[] {
    if (vorgangId === undefined) return [];
    const rows = this.#ofVorgang.all(vorgangId, afterSequence ?? 0);
    const wanted = kinds === undefined ? rows : rows.filter(({ kind }) => kinds.includes(kind));
    return wanted.map((row) => this.#event(row));
  }

  /** Without the keys nothing of the Vorgang can be read here any more. */
  erase(vorgangId: string, scopes: readonly EventScope[], tables: GuardedTables): void {
    for (const row of this.#ofVorgang.all(vorgangId, 0)) {
      const scope = decodeHeader(row.header)?.scope;
      if (!row.sealed || !scope || !scopes.includes(scope)) continue;
      this.#db
        .prepare('UPDATE foreign_events SET sealed = NULL WHERE seat = ? AND sequence = ?')
        .run(row.seat, row.sequence);
      tables.digest.add('foreign-dropped', row.seat, row.sequence);
    }
    const keys = this.#db
      .prepare<[string], ForeignKeyRow>('SELECT * FROM foreign_keys WHERE vorgang_id = ?')
      .all(vorgangId);
    for (const row of keys) {
      if (!scopes.includes(row.scope)) continue;
      this.#db
        .prepare('DELETE FROM foreign_keys WHERE seat = ? AND vorgang_id = ? AND scope = ? AND generation = ?')
        .run(row.seat, vorgangId, row.scope, row.generation);
      const { name, box } = foreignKeyOf(row);
      tables.digest.remove('foreign-key', row.seat, ...digestFields(name, box));
    }
  }

  /** Wraps older keys with the newest generation, at most so many. Gives how many. */
  wrapOlderAnew(limit: number, tables: () => GuardedTables, randomBytes: RandomBytes): number {
    const rows = this.#db
      .prepare<[number, number], ForeignKeyRow>('SELECT * FROM foreign_keys WHERE wrapped_by < ? LIMIT ?')
      .all(this.#keys.newest, limit);
    const replace = this.#db.prepare<ForeignKeyRow>(
      `UPDATE foreign_keys SET wrapped = @wrapped, wrapped_by = @wrapped_by
       WHERE seat = @seat AND vorgang_id = @vorgang_id AND scope = @scope AND generation = @generation`,
    );
    for (const row of rows) {
      const { name, box: before } = foreignKeyOf(row);
      const box = wrapAnew(this.#keys, name, before, randomBytes);
      if (!box) throw new AppError('journal.damaged', { part: 'foreign' });
      replace.run({ ...row, wrapped: Buffer.from(box.wrapped), wrapped_by: box.wrappedBy });
      tables().digest.remove('foreign-key', row.seat, ...digestFields(name, before));
      tables().digest.add('foreign-key', row.seat, ...digestFields(name, box));
    }
    return rows.length;
  }

  /** A seat never goes back to an older generation: whoever has only an older key cannot write on in its name. */
  #goesOn({ seat, sequence }: ForeignEvent, generation: number): boolean {
    const beside = (comparison: string, order: string): number | undefined =>
      this.#db
        .prepare<[string, number], number>(
          `SELECT generation FROM foreign_events WHERE seat = ? AND sequence ${comparison} ? ORDER BY sequence ${order} LIMIT 1`,
        )
        .pluck()
        .get(seat, sequence);
    return (beside('<', 'DESC') ?? 1) <= generation && generation <= (beside('>', 'ASC') ?? generation);
  }

  #event(row: ForeignRow): JournalEvent {
    const header = decodeHeader(row.header);
    if (!header) throw new AppError('journal.damaged', { part: 'foreign' });
    const { at, kind, vorgangId, scope, actor, virtual } = header;
    const origin = { seat: row.seat, sequence: row.sequence };
    return {
      sequence: row.imported_at,
      at,
      kind,
      vorgangId,
      scope,
      actor,
      virtual,
      origin,
      body: this.#body(row, scope),
    };
  }

  /** Null when the body was dropped, or its key is destroyed at the centre and never came. */
  #body(row: ForeignRow, scope: EventScope): JsonObject | null {
    const keyRow = row.sealed ? this.#keyOf.get(row.seat, row.vorgang_id, scope, row.generation) : undefined;
    if (!row.sealed || !keyRow) return null;
    const header = decodeHeader(row.header);
    const { name, box } = foreignKeyOf(keyRow);
    const key = unwrapKey(this.#keys, name, box);
    const plain = key && header && unseal(key, encodeHeader(header), row.sealed);
    if (!plain) throw new AppError('journal.damaged', { part: 'foreign', sequence: row.sequence });
    return JSON.parse(plain.toString('utf8')) as JsonObject;
  }

  #proveComplete(event: ForeignEvent): void {
    const rows = this.#ofVorgang.all(event.vorgangId ?? '', 0);
    const own = rows.find(({ seat, sequence }) => seat === event.seat && sequence === event.sequence);
    const body = own ? this.#body(own, event.scope) : null;
    if (body === null) return; // erased meanwhile: nothing is left to count
    const there = rows.filter(({ seat, sequence }) => seat === event.seat && sequence < event.sequence).length;
    if (there !== body.events) throw tampered(event.seat, event.sequence, 'missing');
  }
}

const tampered = (seat: string, sequence: number, part: string): AppError =>
  new AppError('centre.tampered', { seat, sequence, part });
