/** Compares the books after the faults: what the seats wrote, what the centre has, and what adds up. */
import type { SeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import type { TestCentre } from '../support/postgres/test-centre.ts';

export interface CentreFlaw {
  kind: 'lost' | 'double' | 'forked' | 'unbalanced';
  what: string;
}

interface EventRow {
  seat: string;
  sequence: string;
  hash: Buffer;
  vorgang_id: string | null;
  epoch: number | null;
  scope: string;
}

interface Grant {
  vorgang_id: string;
  epoch: number;
  seat: string;
}

export async function auditCentre(centre: TestCentre, seats: readonly SeatAtCentre[]): Promise<CentreFlaw[]> {
  const admin = await centre.admin();
  try {
    const { rows } = await admin.query<EventRow>(
      'SELECT seat, sequence, hash, vorgang_id, epoch, scope FROM zp.sealed_events ORDER BY seat, sequence',
    );
    const grants = await admin.query<Grant>('SELECT * FROM zp.lease_grants');
    const ledger = await admin.query<{ seat: string; kind: string; entries: string; cents: string }>(
      'SELECT seat, kind, count(*) AS entries, sum(amount_cents) AS cents FROM zp.ledger_entries GROUP BY seat, kind',
    );
    return [
      ...seats.flatMap((seat) =>
        sameChain(
          seat,
          rows.filter((row) => row.seat === seat.id),
        ),
      ),
      ...oneLine(seats, rows, grants.rows),
      ...seats.flatMap((seat) =>
        sameSums(
          seat,
          ledger.rows.filter((row) => row.seat === seat.id),
        ),
      ),
    ];
  } finally {
    await admin.end();
  }
}

/** Event by event what stands in the journal, once; and the journal itself proves. */
function sameChain(seat: SeatAtCentre, rows: readonly EventRow[]): CentreFlaw[] {
  const flaws: CentreFlaw[] = [];
  const report = seat.journal.verify();
  if (!report.ok) flaws.push({ kind: 'lost', what: `${seat.id}: ${report.firstBad?.reason}` });
  const last = seat.journal.centre.lastSequence();
  const bySequence = new Map<number, EventRow[]>();
  for (const row of rows) bySequence.set(Number(row.sequence), [...(bySequence.get(Number(row.sequence)) ?? []), row]);
  for (let sequence = 1; sequence <= last; sequence += 1) {
    const found = bySequence.get(sequence) ?? [];
    if (found.length === 0) flaws.push({ kind: 'lost', what: `${seat.id} ${sequence} is not at the centre` });
    if (found.length > 1) flaws.push({ kind: 'double', what: `${seat.id} ${sequence} is there ${found.length} times` });
    const hash = seat.journal.centre.hashAt(sequence);
    if (found[0] && !hash?.equals(found[0].hash))
      flaws.push({ kind: 'double', what: `${seat.id} ${sequence} is another` });
  }
  if (rows.length > last)
    flaws.push({ kind: 'double', what: `${seat.id} has more events at the centre than it wrote` });
  return flaws;
}

/**
 * Every lease belongs to one seat; and whoever wrote under a lease had before its eyes all that was written under the earlier
 * ones. With both, the events of a Vorgang are one line in the order of the leases.
 */
function oneLine(seats: readonly SeatAtCentre[], rows: readonly EventRow[], grants: readonly Grant[]): CentreFlaw[] {
  const flaws: CentreFlaw[] = [];
  const holder = new Map(grants.map((grant) => [`${grant.vorgang_id} ${grant.epoch}`, grant.seat]));
  const content = new Map<string, EventRow[]>();
  for (const row of rows) {
    if (row.scope === 'seat' || row.vorgang_id === null) continue;
    content.set(row.vorgang_id, [...(content.get(row.vorgang_id) ?? []), row]);
  }
  for (const [vorgangId, events] of content) {
    for (const { seat, epoch } of events) {
      if (holder.get(`${vorgangId} ${epoch}`) === seat) continue;
      flaws.push({ kind: 'forked', what: `${vorgangId}: ${seat} wrote under lease ${epoch}` });
    }
    for (const seat of seats) flaws.push(...sawAll(seat, vorgangId, events));
  }
  return flaws;
}

function sawAll(seat: SeatAtCentre, vorgangId: string, events: readonly EventRow[]): CentreFlaw[] {
  const epochs = new Map(events.map((row) => [`${row.seat} ${row.sequence}`, row.epoch ?? 0]));
  const seen = new Set<string>();
  const flaws: CentreFlaw[] = [];
  for (const { origin, sequence, scope } of seat.journal.events({ vorgangId })) {
    if (scope === 'seat') continue;
    const name = `${origin?.seat ?? seat.id} ${origin?.sequence ?? sequence}`;
    const epoch = epochs.get(name) ?? 0;
    const unseen = origin ? undefined : [...epochs].find(([other, earlier]) => earlier < epoch && !seen.has(other));
    if (unseen) flaws.push({ kind: 'forked', what: `${vorgangId}: ${name} (lease ${epoch}) without ${unseen[0]}` });
    seen.add(name);
  }
  return flaws;
}

function sameSums(
  seat: SeatAtCentre,
  ledger: readonly { kind: string; entries: string; cents: string }[],
): CentreFlaw[] {
  const intents = new Map(
    seat.journal
      .events({ kinds: ['operation-intended'] })
      .map(({ body }) => [
        String(body?.operationId),
        (body?.details as { amountCents: number } | undefined)?.amountCents ?? 0,
      ]),
  );
  const settled = seat.journal.events({ kinds: ['operation-settled'] });
  const cents = settled.reduce((sum, { body }) => sum + (intents.get(String(body?.operationId)) ?? 0), 0);
  const fees = ledger.find(({ kind }) => kind === 'fee');
  const there = { entries: Number(fees?.entries ?? 0), cents: Number(fees?.cents ?? 0) };
  if (there.entries === settled.length && there.cents === cents) return [];
  return [
    {
      kind: 'unbalanced',
      what: `${seat.id}: ${settled.length} fees of ${cents} ct, at the centre ${there.entries} of ${there.cents} ct`,
    },
  ];
}
