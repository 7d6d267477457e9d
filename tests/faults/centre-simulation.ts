/** Three seats, a real PostgreSQL and everything that goes wrong between them; afterwards all books are compared. From a seed. */
import { randomUUID } from 'node:crypto';
import { isAppError } from '../../electron/contract/app-error.ts';
import { seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { type FaultyLine, startFaultyLine } from '../support/faulty-line.ts';
import { type SeatAtCentre, startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { auditCentre, type CentreFlaw } from './centre-audit.ts';
import { killWhilePushing } from './centre-kill.ts';

export interface CentreResult {
  runs: number;
  lost: number;
  double: number;
  forked: number;
  unbalanced: number;
  events: number;
  table: { fault: string; count: number }[];
  flaws: (CentreFlaw & { seed: number })[];
}

type Random = ReturnType<typeof seededRandom>;

const seatIds = ['DRA-1', 'DRA-2', 'FIN-1'];
/** Faults of one run; each is struck several times. */
const faults = [
  'line cut at a byte',
  'line half open',
  'database killed',
  'seat abandoned and reopened',
  'seat killed with SIGKILL',
  'wall clock jumps',
  'push replayed',
  'push reordered',
  'race for a lease',
] as const;
type Fault = (typeof faults)[number];
const stepsPerRun = 14;
const leaseMs = 60_000;

/** One seat with its line; survives being abandoned. */
class Slot {
  readonly id: string;
  readonly line: FaultyLine;
  readonly #centre: TestCentre;
  seat: SeatAtCentre;
  wallOffsetMs = 0;
  /** Vorgänge this seat may write on, as far as it knows. */
  readonly mine = new Set<string>();

  constructor(centre: TestCentre, id: string, line: FaultyLine) {
    this.#centre = centre;
    this.id = id;
    this.line = line;
    this.seat = this.#start();
  }

  /** As a power cut: nothing is said to anybody, what was in memory is gone. */
  reopen(): void {
    this.seat.close();
    this.seat = this.#start();
  }

  close(): void {
    this.seat.close();
  }

  #start(): SeatAtCentre {
    return startSeatAtCentre(this.#centre, this.id, {
      port: this.line.port,
      wallOffsetMs: () => this.wallOffsetMs,
      ...{ leaseMs, queryTimeoutMs: 600, connectTimeoutMs: 1_000, maxEvents: 9, keepFinishedMs: 0 },
    });
  }
}

export async function simulateCentre(options: {
  runs: number;
  seed: number;
  /** Real processes cost a second each. */
  kills?: boolean;
}): Promise<CentreResult> {
  const centre = await startTestCentre();
  const slots: Slot[] = [];
  const counts = new Map<string, number>(faults.map((fault) => [fault, 0]));
  const flaws: CentreResult['flaws'] = [];
  try {
    for (const id of seatIds) {
      const line = await startFaultyLine({ host: '127.0.0.1', port: centre.cluster.port });
      slots.push(new Slot(centre, id, line));
    }
    for (let run = 0; run < options.runs; run += 1) {
      const seed = options.seed * 1_000_003 + run;
      const random = seededRandom(seed);
      await oneRun({ centre, slots, random, counts, kills: options.kills ?? true });
      await comeBack(centre, slots);
      flaws.push(
        ...(
          await auditCentre(
            centre,
            slots.map(({ seat }) => seat),
          )
        ).map((flaw) => ({ ...flaw, seed })),
      );
    }
    const admin = await centre.admin();
    const { rows } = await admin.query<{ count: string }>('SELECT count(*) FROM zp.sealed_events');
    await admin.end();
    const count = (kind: CentreFlaw['kind']): number => flaws.filter((flaw) => flaw.kind === kind).length;
    return {
      runs: options.runs,
      ...{ lost: count('lost'), double: count('double'), forked: count('forked'), unbalanced: count('unbalanced') },
      events: Number(rows[0]?.count),
      table: [...counts].map(([fault, struck]) => ({ fault, count: struck })),
      flaws,
    };
  } finally {
    for (const slot of slots) {
      slot.close();
      await slot.line.stop();
    }
    await centre.remove();
  }
}

interface Run {
  centre: TestCentre;
  slots: readonly Slot[];
  random: Random;
  counts: Map<string, number>;
  kills: boolean;
}

async function oneRun(run: Run): Promise<void> {
  const { slots, random } = run;
  for (let step = 0; step < stepsPerRun; step += 1) {
    const slot = slots[random.below(slots.length)];
    if (!slot) continue;
    work(slot, random);
    if (random.below(3) === 0) await strike(run, slot, faults[random.below(faults.length)] ?? 'push replayed');
    else await expected(slot.seat.sync.tick());
    if (random.below(4) === 0) await passOn(run, slot);
  }
}

/** What a clerk does on Vorgänge whose lease the seat holds: never on another's. */
function work(slot: Slot, random: Random): void {
  const { seat } = slot;
  for (let i = random.below(4); i >= 0; i -= 1) {
    const held = [...slot.mine].filter((id) => seat.sync.mayWrite(id));
    const id = held[random.below(Math.max(1, held.length))];
    const choice = random.below(6);
    if (id === undefined || choice === 0) {
      const opened = randomUUID();
      seat.open(opened, `Person ${random.below(50)}`);
      slot.mine.add(opened);
    } else if (choice === 1) seat.pay(id, 100 * (1 + random.below(90)));
    else if (choice === 2 && random.below(3) === 0) {
      seat.finish(id);
      slot.mine.delete(id);
    } else seat.record(id, `step-${random.below(5)}`, `value ${random.below(1000)}`);
  }
}

/** Gives a Vorgang back and lets another seat take it up; either may fail on the way. */
async function passOn({ slots, random }: Run, from: Slot): Promise<void> {
  const id = [...from.mine].find((candidate) => from.seat.sync.leases.isHeld(candidate));
  if (id === undefined) return;
  const to = slots[random.below(slots.length)];
  if (!to || to === from) return;
  if (to.id.slice(0, 3) !== from.id.slice(0, 3)) await expected(from.seat.sync.handOver(id, to.id));
  from.mine.delete(id);
  if (!(await expected(from.seat.sync.giveBack(id, 'clerk')))) return;
  if (await expected(to.seat.sync.takeUp(id, 'clerk'))) to.mine.add(id);
}

async function strike(run: Run, slot: Slot, fault: Fault): Promise<void> {
  const { centre, slots, random, counts } = run;
  if (fault === 'seat killed with SIGKILL' && !run.kills) return;
  counts.set(fault, (counts.get(fault) ?? 0) + 1);
  switch (fault) {
    case 'line cut at a byte':
      slot.line.cutAfter(1 + random.below(12_000));
      await expected(slot.seat.sync.tick());
      break;
    case 'line half open':
      slot.line.halfOpen();
      await expected(slot.seat.sync.tick());
      slot.line.pass();
      break;
    case 'database killed': {
      const pushing = expected(slot.seat.sync.tick());
      await new Promise((resolve) => setTimeout(resolve, random.below(30)));
      await centre.cluster.stop('SIGKILL');
      await pushing;
      await centre.cluster.start();
      break;
    }
    case 'seat abandoned and reopened': {
      const pushing = expected(slot.seat.sync.tick());
      await new Promise((resolve) => setTimeout(resolve, random.below(12)));
      slot.reopen();
      await pushing;
      break;
    }
    case 'seat killed with SIGKILL':
      slot.close();
      await killWhilePushing(centre, slot.id, slot.line.port, 20 + random.below(200));
      slot.reopen();
      break;
    case 'wall clock jumps':
      slot.wallOffsetMs = (random.below(5) - 2) * 3_600_000;
      await expected(slot.seat.sync.tick());
      break;
    case 'push replayed':
    case 'push reordered':
      await resend(centre, slot, random, fault === 'push reordered');
      break;
    case 'race for a lease': {
      const owner = slots.find(({ mine, seat }) => [...mine].some((id) => seat.sync.leases.isHeld(id)));
      const id = owner && [...owner.mine].find((candidate) => owner.seat.sync.leases.isHeld(candidate));
      if (!owner || id === undefined) break;
      owner.mine.delete(id);
      await expected(owner.seat.sync.giveBack(id, 'clerk'));
      await Promise.all(
        slots.map(async (each) => {
          if (await expected(each.seat.sync.takeUp(id, 'clerk'))) each.mine.add(id);
        }),
      );
      break;
    }
  }
}

/** Sends old batches once more, straight and out of order, as a confused or hostile client of that seat would. */
async function resend(centre: TestCentre, slot: Slot, random: Random, reorder: boolean): Promise<void> {
  const { seat } = slot;
  const client = await centre.rawClient(slot.id);
  try {
    const { rows } = await client.query<{ last: string | null }>(
      'SELECT max(sequence) AS last FROM zp.sealed_events WHERE seat = $1',
      [slot.id],
    );
    const there = Number(rows[0]?.last ?? 0);
    // What is there already once more; out of order also what comes after the next, which must leave no gap.
    const starts = [random.below(there + 1), random.below(there + 1)];
    if (reorder && seat.journal.centre.lastSequence() > there + 1) starts.unshift(there + 1);
    for (const start of starts) {
      const { events: some, keys } = seat.journal.centre.batchAfter(start, slot.id, { maxEvents: 7, maxBytes: 1e7 });
      const events = start > there ? some : some.filter(({ sequence }) => sequence <= there);
      const order = reorder ? events.toReversed() : events;
      await client
        .query('SELECT zp.push($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)', [
          order.map(({ header }) => header),
          order.map(({ previousHash }) => previousHash),
          order.map(({ sealedHash }) => sealedHash),
          order.map(({ hash }) => hash),
          order.map(({ linkSeal }) => linkSeal),
          order.map(({ originSeal }) => originSeal),
          order.map(({ sealed }) => sealed),
          keys.map(({ vorgangId }) => vorgangId),
          keys.map(({ scope }) => scope),
          keys.map(({ wrapped }) => wrapped),
          ...[[], [], [], [], []],
          leaseMs,
        ])
        .catch((error: { code?: string }) => {
          // A gap, or content whose lease this seat never had: both are refused whole.
          if (error.code !== 'ZP002' && error.code !== 'ZP003') throw error;
        });
    }
  } finally {
    await client.end();
  }
}

/** The faults are over: everything that is due must now go through. */
async function comeBack(centre: TestCentre, slots: readonly Slot[]): Promise<void> {
  for (const slot of slots) {
    slot.line.pass();
    for (let attempt = 1; ; attempt += 1) {
      if (await expected(slot.seat.sync.tick())) break;
      if (attempt === 20) throw new Error(`${slot.id} does not come back: ${centre.cluster.output.slice(-500)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const waiting: readonly string[] = [
  'centre.disconnected',
  'centre.lease-held',
  'centre.lease-abandoned',
  'centre.lease-lost',
  'vorgang.not-found',
];

/** True when it went well, false for what a fault may cause; anything else is a flaw of the product and ends the run. */
async function expected(promise: Promise<unknown>): Promise<boolean> {
  try {
    await promise;
    return true;
  } catch (error) {
    if (isAppError(error) && waiting.includes(error.code)) return false;
    throw error;
  }
}
