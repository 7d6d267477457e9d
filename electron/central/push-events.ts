/** Carries the seat's events to the centre: in order, in bounded batches, as often as it takes, each once. */
import type pg from 'pg';
import { AppError } from '../contract/app-error.ts';
import type { Batch } from '../journal/centre-access.ts';
import type { JournalEvent } from '../journal/port.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { CentreLine } from './centre-line.ts';
import { type LedgerEntry, ledgerEntriesOf } from './ledger-entries.ts';
import { lineKinds, sendLines, stockLinesOf, tillLinesOf } from './ledger-lines.ts';
import { isFirstGeneration, putKeys } from './push-keys.ts';

export interface PushParts {
  line: CentreLine;
  journal: SealedJournal;
  seatId: string;
  training: boolean;
  /** How long the lease of a Vorgang opened here lasts at first. */
  leaseMs: number;
  maxEvents?: number;
  maxBytes?: number;
}

const setting = 'centre-acknowledged';
const noteEveryEvents = 100;
const defaultMaxEvents = 500;
const defaultMaxBytes = 8 * 1024 * 1024;

export interface Pushed {
  /** Everything up to here is at the centre. */
  acknowledged: number;
  /** Vorgänge with content among what was sent. */
  vorgangIds: string[];
}

export class PushEvents {
  readonly #parts: PushParts;
  #acknowledged: number | null = null;
  #surelyThere: number | null = null;

  constructor(parts: PushParts) {
    this.#parts = parts;
  }

  /** Null until the centre has been asked. */
  get acknowledged(): number | null {
    return this.#acknowledged;
  }

  /** What the centre said last, also in an earlier life of the seat: stays known while nobody answers. */
  get surelyThere(): number {
    if (this.#acknowledged !== null) return this.#acknowledged;
    const noted = this.#surelyThere ?? this.#parts.journal.setting(setting);
    return typeof noted === 'number' ? noted : 0;
  }

  get pending(): number {
    return this.#parts.journal.centre.lastSequence() - (this.#acknowledged ?? 0);
  }

  /** One batch. Throws AppError `centre.*`; then it may have arrived or not, and the next call finds out. */
  async pushBatch(): Promise<Pushed> {
    const { line, journal, seatId, training } = this.#parts;
    try {
      this.#acknowledged ??= await this.#askPosition();
      const from = this.#acknowledged;
      const batch = journal.centre.batchAfter(from, seatId, {
        maxEvents: this.#parts.maxEvents ?? defaultMaxEvents,
        maxBytes: this.#parts.maxBytes ?? defaultMaxBytes,
      });
      const last = batch.events.at(-1);
      this.#note(from);
      if (!last) return { acknowledged: from, vorgangIds: [] };
      const opened = readOpened(journal, batch, last.sequence);
      const entries = ledgerEntriesOf(journal, opened, training);
      const lines = readLines(journal, batch, last.sequence);
      this.#acknowledged = await line.transaction(async (client) => {
        const acknowledged = await sendBatch(client, batch, entries, this.#parts.leaseMs);
        for (const { kind, vorgangId, body } of opened) {
          if (kind !== 'erased') continue;
          await client.query('SELECT zp.erase_vorgang($1, $2)', [vorgangId, body?.what === 'biometrics']);
        }
        await sendLines(client, tillLinesOf(journal, lines, training), stockLinesOf(lines, training));
        return acknowledged;
      });
      const content = batch.events.filter(({ scope }) => scope !== 'seat').flatMap(({ vorgangId }) => vorgangId ?? []);
      return { acknowledged: this.#acknowledged, vorgangIds: [...new Set(content)] };
    } catch (error) {
      this.#acknowledged = null; // whether it arrived only the centre can say
      throw error;
    }
  }

  /** Until the centre has everything up to `sequence`, by default all there is. */
  async pushAll(sequence = this.#parts.journal.centre.lastSequence()): Promise<Pushed> {
    const vorgangIds = new Set<string>();
    for (;;) {
      const pushed = await this.pushBatch();
      for (const id of pushed.vorgangIds) vorgangIds.add(id);
      if (pushed.acknowledged >= sequence) return { ...pushed, vorgangIds: [...vorgangIds] };
    }
  }

  /** On disk only now and then: what is noted too low is asked for again. */
  #note(acknowledged: number): void {
    const { journal } = this.#parts;
    this.#surelyThere = acknowledged;
    const noted = journal.setting(setting);
    const isFar = typeof noted !== 'number' || noted > acknowledged || acknowledged - noted >= noteEveryEvents;
    if (isFar) journal.putSetting(setting, acknowledged);
  }

  /** Compares the end that the centre has with the own chain: an older copy of this journal is found out here. */
  #askPosition(): Promise<number> {
    const { line, journal } = this.#parts;
    return line.run(async (client) => {
      const { rows } = await client.query<{ sequence: string; hash: Buffer }>(
        `SELECT sequence, hash FROM zp.sealed_events
         WHERE ortsverwaltung = zp.my_ov() AND seat = zp.my_seat() ORDER BY sequence DESC LIMIT 1`,
      );
      const row = rows[0];
      if (!row) return 0;
      const sequence = Number(row.sequence);
      if (!journal.centre.hashAt(sequence)?.equals(row.hash)) throw new AppError('centre.chain-differs', { sequence });
      return sequence;
    });
  }
}

const openedKinds: readonly string[] = ['operation-settled', 'erased'];

/** The few events of the batch whose body the seat itself has to look into. */
function readOpened(journal: SealedJournal, { events }: Batch, last: number): JournalEvent[] {
  const first = events[0]?.sequence ?? 0;
  const ids = new Set(
    events.filter(({ kind }) => openedKinds.includes(kind)).flatMap(({ vorgangId }) => vorgangId ?? []),
  );
  return [...ids]
    .flatMap((vorgangId) => journal.events({ vorgangId, kinds: openedKinds, afterSequence: first - 1 }))
    .filter(({ origin, sequence }) => origin === undefined && sequence <= last);
}

/** Bookings and movements of stock among the batch: of the seat, never of a Vorgang's content. */
function readLines(journal: SealedJournal, { events }: Batch, last: number): JournalEvent[] {
  const first = events.find(({ kind }) => lineKinds.includes(kind))?.sequence;
  if (first === undefined) return [];
  return journal.events({ kinds: lineKinds, afterSequence: first - 1, throughSequence: last });
}

/** Sent twice it changes nothing. Within the caller's transaction; gives the last event that the centre has of this seat. */
export async function sendBatch(
  client: pg.Client,
  { events, keys }: Batch,
  entries: readonly LedgerEntry[],
  leaseMs: number,
): Promise<number> {
  const first = keys.filter(isFirstGeneration);
  const { rows } = await client.query<{ acknowledged: string }>({
    name: 'push',
    text: 'SELECT zp.push($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS acknowledged',
    values: [
      events.map(({ header }) => header),
      events.map(({ previousHash }) => previousHash),
      events.map(({ sealedHash }) => sealedHash),
      events.map(({ hash }) => hash),
      events.map(({ linkSeal }) => linkSeal),
      events.map(({ originSeal }) => originSeal),
      events.map(({ sealed }) => sealed),
      first.map(({ vorgangId }) => vorgangId),
      first.map(({ scope }) => scope),
      first.map(({ wrapped }) => wrapped),
      entries.map(({ sequence }) => sequence),
      entries.map(({ kind }) => kind),
      entries.map(({ amountCents }) => amountCents),
      entries.map(({ number }) => number),
      entries.map(({ training }) => training),
      leaseMs,
    ],
  });
  await putKeys(
    client,
    keys.filter((key) => !isFirstGeneration(key)),
  );
  return Number(rows[0]?.acknowledged ?? 0);
}
