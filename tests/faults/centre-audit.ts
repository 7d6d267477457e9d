/** Compares the books after the faults: what the seats wrote, what the centre has, and what adds up. Each call looks at what is new. */
import type pg from 'pg';
import type { SealedEvent } from '../../electron/journal/sealed-event.ts';
import type { SeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import type { TestCentre } from '../support/postgres/test-centre.ts';
import type { Act } from './centre-slot.ts';

export interface CentreFlaw {
  kind: 'lost' | 'double' | 'forked' | 'unbalanced' | 'unerased' | 'failed';
  what: string;
}

/** A seat and what is remembered of its acts outside of its journal. */
export interface AuditedSeat {
  readonly seat: SeatAtCentre;
  readonly acts: ReadonlyMap<number, Act>;
}

interface EventRow {
  seat: string;
  sequence: number;
  header: string;
  previous_hash: Buffer;
  sealed_hash: Buffer;
  hash: Buffer;
  link_seal: Buffer;
  origin_seal: Buffer;
  vorgang_id: string | null;
  epoch: number | null;
  scope: string;
  sealed: Buffer | null;
  received_at: Date;
}

interface Grant {
  vorgang_id: string;
  epoch: number;
  seat: string;
  how: string;
  granted_at: Date;
}

const piece = { maxEvents: 1_000, maxBytes: 64e6 };

export class CentreAudit {
  readonly #centre: TestCentre;
  readonly #seats: readonly AuditedSeat[];
  /** Up to here event by event compared, by seat. */
  readonly #through = new Map<string, number>();

  constructor(centre: TestCentre, seats: readonly AuditedSeat[]) {
    this.#centre = centre;
    this.#seats = seats;
  }

  /** What came since the last call; every Vorgang that it touches, whole. `erased`: what must be gone everywhere. */
  async look(erased: ReadonlyMap<string, 'vorgang' | 'biometrics'> = new Map()): Promise<CentreFlaw[]> {
    const admin = await this.#centre.admin();
    try {
      const flaws: CentreFlaw[] = [];
      const touched = new Set<string>();
      for (const audited of this.#seats) {
        const { seat, acts } = audited;
        const after = this.#through.get(seat.id) ?? 0;
        const rows = await eventsOf(admin, 'seat = $1 AND sequence > $2', [seat.id, after]);
        const gone = new Set([...erased.keys()]);
        flaws.push(...sameChain(seat, after, rows, gone));
        const ledger = await admin.query<LedgerRow>(
          `SELECT sequence::integer AS at, kind, amount_cents::integer AS cents, number FROM zp.ledger_entries
           WHERE seat = $1 AND sequence > $2`,
          [seat.id, after],
        );
        flaws.push(...sameActs(seat, after, acts, ledger.rows));
        for (const { vorgang_id, scope } of rows) if (vorgang_id !== null && scope !== 'seat') touched.add(vorgang_id);
        this.#through.set(seat.id, seat.journal.centre.lastSequence());
      }
      const content = await eventsOf(admin, `vorgang_id = ANY ($1) AND scope <> 'seat'`, [[...touched]]);
      const grants = await admin.query<Grant>('SELECT * FROM zp.lease_grants WHERE vorgang_id = ANY ($1)', [
        [...touched],
      ]);
      flaws.push(...oneLine(this.#seats, content, grants.rows));
      const keys = await admin.query<{ vorgang_id: string; scope: string }>(
        `SELECT vorgang_id, scope FROM zp.wrapped_keys WHERE vorgang_id = ANY ($1) AND wrapped IS NOT NULL
         UNION SELECT vorgang_id, scope FROM zp.later_keys WHERE vorgang_id = ANY ($1) AND wrapped IS NOT NULL`,
        [[...erased.keys()]],
      );
      flaws.push(...allGone(this.#seats, erased, keys.rows));
      const whole = [...erased].filter(([, what]) => what === 'vorgang').map(([id]) => id);
      const terms = await admin.query<{ vorgang_id: string }>(
        'SELECT DISTINCT vorgang_id FROM zp.search_terms WHERE vorgang_id = ANY ($1)',
        [whole],
      );
      for (const { vorgang_id } of terms.rows) {
        flaws.push({ kind: 'unerased', what: `${vorgang_id}: search terms at the centre` });
      }
      return flaws;
    } finally {
      await admin.end();
    }
  }

  /** Every journal proves itself as a whole, and everything since the beginning is compared again. */
  async lookAtAll(erased: ReadonlyMap<string, 'vorgang' | 'biometrics'> = new Map()): Promise<CentreFlaw[]> {
    this.#through.clear();
    const proofs = this.#seats.flatMap(({ seat }): CentreFlaw[] => {
      const report = seat.journal.verify();
      return report.ok ? [] : [{ kind: 'lost', what: `${seat.id}: ${report.firstBad?.reason}` }];
    });
    return [...proofs, ...(await this.look(erased))];
  }
}

async function eventsOf(admin: pg.Client, where: string, values: unknown[]): Promise<EventRow[]> {
  const { rows } = await admin.query<Omit<EventRow, 'sequence'> & { sequence: string }>(
    `SELECT * FROM zp.sealed_events WHERE ${where} ORDER BY seat, sequence`,
    values,
  );
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
}

/** Event by event, byte by byte what stands in the journal, once; and a body that is gone there is here. */
function sameChain(
  { id, journal, sync }: SeatAtCentre,
  after: number,
  rows: readonly EventRow[],
  erased: ReadonlySet<string>,
): CentreFlaw[] {
  const flaws: CentreFlaw[] = [];
  const bySequence = new Map<number, EventRow[]>();
  for (const row of rows) bySequence.set(row.sequence, [...(bySequence.get(row.sequence) ?? []), row]);
  let at = after;
  for (;;) {
    const { events } = journal.centre.batchAfter(at, id, piece);
    for (const event of events) {
      const found = bySequence.get(event.sequence) ?? [];
      const [row] = found;
      const through = sync.acknowledged ?? 0;
      const name = `${id} ${event.sequence} (${event.kind}, acknowledged through ${through})`;
      if (!row) flaws.push({ kind: 'lost', what: `${name} is not at the centre` });
      else if (found.length > 1) flaws.push({ kind: 'double', what: `${name} is there ${found.length} times` });
      else if (!isSame(event, row)) flaws.push({ kind: 'double', what: `${name} is another` });
      else if (!row.sealed && !erased.has(event.vorgangId ?? '')) {
        flaws.push({ kind: 'lost', what: `the body of ${name} is not at the centre` });
      }
      bySequence.delete(event.sequence);
    }
    at = events.at(-1)?.sequence ?? at;
    if (events.length === 0) break;
  }
  for (const sequence of bySequence.keys()) {
    flaws.push({ kind: 'double', what: `${id} ${sequence} is at the centre and was never written` });
  }
  return flaws;
}

const isSame = (event: SealedEvent, row: EventRow): boolean =>
  event.header === row.header &&
  event.previousHash.equals(row.previous_hash) &&
  event.sealedHash.equals(row.sealed_hash) &&
  event.hash.equals(row.hash) &&
  event.linkSeal.equals(row.link_seal) &&
  event.originSeal.equals(row.origin_seal) &&
  (event.sealed === null || row.sealed === null || event.sealed.equals(row.sealed));

/**
 * Every lease belongs to one seat; and whoever wrote under a lease had before its eyes all that was written under the earlier
 * ones. With both, the events of a Vorgang are one line in the order of the leases. What a seat brings only after a lead took
 * its Vorgang over comes late by nature: it stands under its old lease.
 */
function oneLine(seats: readonly AuditedSeat[], rows: readonly EventRow[], grants: readonly Grant[]): CentreFlaw[] {
  const flaws: CentreFlaw[] = [];
  const granted = byVorgang(grants);
  for (const [vorgangId, events] of byVorgang(rows)) {
    const leases = granted.get(vorgangId) ?? [];
    for (const { seat, epoch } of events) {
      if (leases.some((lease) => lease.epoch === epoch && lease.seat === seat)) continue;
      flaws.push({ kind: 'forked', what: `${vorgangId}: ${seat} wrote under lease ${epoch}` });
    }
    for (const { seat } of seats) flaws.push(...sawAll(seat, vorgangId, events, leases));
  }
  return flaws;
}

function byVorgang<T extends { vorgang_id: string | null }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.vorgang_id ?? '');
    if (group) group.push(row);
    else groups.set(row.vorgang_id ?? '', [row]);
  }
  return groups;
}

function sawAll(
  seat: SeatAtCentre,
  vorgangId: string,
  events: readonly EventRow[],
  leases: readonly Grant[],
): CentreFlaw[] {
  const byName = new Map(events.map((row) => [`${row.seat} ${row.sequence}`, row]));
  const takeOvers = leases.filter(({ how }) => how === 'taken-over');
  const seen = new Set<string>();
  const flaws: CentreFlaw[] = [];
  for (const { origin, sequence, scope } of seat.journal.events({ vorgangId })) {
    if (scope === 'seat') continue;
    const name = `${origin?.seat ?? seat.id} ${origin?.sequence ?? sequence}`;
    const epoch = byName.get(name)?.epoch ?? 0;
    const unseen = origin
      ? undefined
      : events.find((row) => {
          const early = row.epoch ?? 0;
          if (early >= epoch || seen.has(`${row.seat} ${row.sequence}`)) return false;
          const late = takeOvers.some(
            (lease) => lease.epoch > early && lease.epoch <= epoch && row.received_at > lease.granted_at,
          );
          return !late;
        });
    if (unseen) {
      const what = `${vorgangId}: ${name} (lease ${epoch}) without ${unseen.seat} ${unseen.sequence}`;
      flaws.push({ kind: 'forked', what });
    }
    seen.add(name);
  }
  return flaws;
}

interface LedgerRow {
  at: number;
  kind: string;
  cents: number;
  number: string;
}

/** Act by act, to the cent, each once. */
function sameActs(
  { id }: SeatAtCentre,
  after: number,
  acts: ReadonlyMap<number, Act>,
  ledger: readonly LedgerRow[],
): CentreFlaw[] {
  const flaws: CentreFlaw[] = [];
  const there = new Map(ledger.map((row) => [row.at, row]));
  for (const [sequence, act] of acts) {
    if (sequence <= after) continue;
    const row = there.get(sequence);
    there.delete(sequence);
    if (row?.kind === act.kind && row.cents === act.cents && row.number === act.number) continue;
    const found = row ? `${row.kind} ${row.cents} ct ${row.number}` : 'nothing';
    flaws.push({
      kind: 'unbalanced',
      what: `${id} ${sequence}: ${act.kind} ${act.cents} ct ${act.number}, there ${found}`,
    });
  }
  for (const { at, kind } of there.values()) {
    flaws.push({ kind: 'unbalanced', what: `${id} ${at}: ${kind} at the centre that never was` });
  }
  return flaws;
}

/** No key at the centre, no readable content at any seat. */
function allGone(
  seats: readonly AuditedSeat[],
  erased: ReadonlyMap<string, 'vorgang' | 'biometrics'>,
  keys: readonly { vorgang_id: string; scope: string }[],
): CentreFlaw[] {
  const flaws: CentreFlaw[] = [];
  const mustGo = (id: string, scope: string): boolean =>
    scope === 'biometrics' || (scope === 'vorgang' && erased.get(id) === 'vorgang');
  for (const { vorgang_id, scope } of keys) {
    if (mustGo(vorgang_id, scope))
      flaws.push({ kind: 'unerased', what: `${vorgang_id}: a key (${scope}) at the centre` });
  }
  for (const vorgangId of erased.keys()) {
    for (const { seat } of seats) {
      const left = seat.journal
        .events({ vorgangId })
        .find(({ scope, body }) => scope !== 'seat' && body !== null && mustGo(vorgangId, scope));
      if (left)
        flaws.push({ kind: 'unerased', what: `${vorgangId}: ${left.kind} (${left.scope}) readable at ${seat.id}` });
    }
  }
  return flaws;
}
