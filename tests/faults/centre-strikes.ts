/** The faults of the centre's fault test, one function each; false when there was nothing to strike. */
import { sendBatch } from '../../electron/central/push-events.ts';
import { leaseMs, type Slot } from './centre-slot.ts';
import { isClosed, passOn, write } from './centre-work.ts';
import { expected, type World } from './centre-world.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const tick = (slot: Slot): Promise<boolean> => expected(slot.seat.sync.tick());
const twoHoursMs = 2 * 3_600_000;

export const strikes: Readonly<Record<string, (world: World, slot: Slot) => Promise<boolean>>> = {
  async 'line cut at a byte'({ random }, slot) {
    slot.line.cutAfter(1 + random.below(12_000));
    await tick(slot);
    return true;
  },
  async 'line half open'(_world, slot) {
    slot.line.halfOpen();
    await tick(slot);
    slot.line.pass();
    return true;
  },
  async 'line slow, then reset'({ random }, slot) {
    slot.line.delay(1 + random.below(15));
    const pushing = tick(slot);
    await pause(random.below(60));
    slot.line.reset();
    await pushing;
    slot.line.pass();
    return true;
  },
  async 'database killed'({ centre, random }, slot) {
    const pushing = tick(slot);
    await pause(random.below(30));
    await centre.cluster.stop(random.below(4) === 0 ? 'SIGKILL' : 'SIGQUIT');
    await pushing;
    await centre.cluster.start();
    return true;
  },
  async 'database restarted'({ centre, random, slots }) {
    const pushing = Promise.all(slots.map(tick));
    await pause(random.below(30));
    await centre.cluster.stop('SIGINT');
    await pushing;
    await centre.cluster.start();
    return true;
  },
  async 'seat dropped and reopened'({ random }, slot) {
    const pushing = tick(slot);
    await pause(random.below(12));
    slot.reopen();
    await pushing;
    return true;
  },
  async 'seat killed with SIGKILL'(world, slot) {
    const { centre, random, doomed } = world;
    slot.seat.close();
    const { line, id } = slot;
    const place = { ...centre, folder: world.folder };
    const durable = await doomed.workAndDie(place, id, line.port, random.below(1e9), random.below(150));
    slot.reopen();
    const there = slot.seat.journal.centre.lastSequence();
    if (there < durable)
      world.flaws.push({ kind: 'lost', what: `${id}: the journal ends at ${there}, not ${durable}` });
    return true;
  },
  async 'wall clock jumps'({ random }, slot) {
    slot.wallOffsetMs = (random.below(3) - 1) * twoHoursMs + random.below(1_000);
    await tick(slot);
    return true;
  },
  'push replayed': (world, slot) => resend(world, slot, false),
  'push reordered': (world, slot) => resend(world, slot, true),

  async 'race for a lease'(world) {
    const owner = world.slots.find((slot) => slot.held() !== undefined);
    const id = owner?.held();
    if (!owner || id === undefined) return false;
    owner.mine.delete(id);
    await expected(owner.seat.sync.handOver(id, owner.office === 'DRA' ? 'FIN-1' : 'DRA-1'));
    if (!(await expected(owner.seat.sync.giveBack(id, 'clerk')))) return true;
    await raceFor(world, world.slots, id);
    return true;
  },
  async 'given back, picked up, returned'(world, slot) {
    const id = await passOn(world, slot);
    const now = world.slots.find(({ mine }) => id !== null && mine.has(id));
    if (id === null || !now) return false;
    if (!isClosed(now, id)) write(world, now, id, 6);
    await passOn(world, now, slot);
    return true;
  },
  'taken over by a lead': (world, slot) => takeOver(world, slot, false),
  'erased while a late seat still writes': (world, slot) => takeOver(world, slot, true),

  /** Its bodies are gone from the seat by then; whoever asks gets them from the centre. */
  async 'finished, dropped, picked up elsewhere'(world, slot) {
    const id = slot.held();
    const to = world.pick(world.others(slot));
    if (id === undefined || !to) return false;
    if (to.office !== slot.office) await expected(slot.seat.sync.handOver(id, to.id));
    slot.seat.finish(id);
    slot.mine.delete(id);
    if ((await tick(slot)) && (await tick(slot)) && (await expected(to.seat.sync.takeUp(id, 'clerk')))) {
      const unread = to.seat.journal.events({ vorgangId: id }).find(({ body }) => body === null);
      if (unread && !world.erased.has(id)) {
        world.flaws.push({ kind: 'lost', what: `${id}: ${to.id} cannot read ${unread.kind} of ${slot.id}` });
      }
    }
    return true;
  },
  async 'Vorgang erased'(world, slot) {
    const id = slot.held();
    if (id === undefined) return false;
    const whole = world.erased.has(id) || world.random.below(2) === 0;
    if (!whole) slot.seat.biometrics(id);
    await tick(slot);
    erase(world, slot, id, whole ? 'vorgang' : 'biometrics');
    await tick(slot);
    return true;
  },
};

/** As retention does it: what the centre does not have waits. */
function erase(world: World, slot: Slot, vorgangId: string, what: 'vorgang' | 'biometrics'): void {
  if (slot.seat.sync.unsent().includes(vorgangId)) return;
  slot.seat.journal.erase({ vorgangId, what, reason: 'test', actor: 'seat' });
  if (what === 'vorgang' || !world.erased.has(vorgangId)) world.erased.set(vorgangId, what);
  if (what === 'vorgang') for (const { mine } of world.slots) mine.delete(vorgangId);
}

/** At most one may win. */
async function raceFor(world: World, slots: readonly Slot[], id: string, lead?: { lead: string; reason: string }) {
  const won = await Promise.all(slots.map((slot) => expected(slot.seat.sync.takeUp(id, 'clerk', lead))));
  const winners = slots.filter((_slot, i) => won[i]);
  if (winners.length > 1) {
    world.flaws.push({ kind: 'forked', what: `${id}: ${winners.map((slot) => slot.id).join(' and ')} won` });
  }
  const [winner] = winners;
  if (winner && !isClosed(winner, id)) winner.mine.add(id);
  return winner;
}

/** The seat is cut off with events that nobody else has; another goes on with a lead's word; then the old one comes back. */
async function takeOver(world: World, slot: Slot, thenErased: boolean): Promise<boolean> {
  const { random } = world;
  const id = slot.held();
  if (id === undefined) return false;
  await expected(slot.seat.sync.handOver(id, slot.office === 'DRA' ? 'FIN-1' : 'DRA-1'));
  slot.line.cut();
  for (let i = random.below(3); i >= 0; i -= 1) write(world, slot, id, 1 + random.below(4));
  await world.leaseTimePasses();
  const others = world.others(slot);
  for (const other of others) await tick(other);
  const winner = await raceFor(world, others, id, { lead: 'leitung', reason: 'Platz antwortet nicht' });
  if (winner) {
    slot.mine.delete(id);
    if (slot.seat.sync.mayWrite(id)) world.flaws.push({ kind: 'forked', what: `${id}: ${slot.id} still writes` });
    if (winner.mine.has(id)) write(world, winner, id, 1 + random.below(4));
    await tick(winner);
    if (thenErased && winner.mine.has(id)) erase(world, winner, id, 'vorgang');
    await tick(winner);
  }
  slot.line.pass();
  await tick(slot);
  if (winner) await tick(winner);
  return true;
}

/** Sends old batches once more, straight and out of order, as a confused or hostile client of that seat would. */
async function resend({ centre, random }: World, slot: Slot, reorder: boolean): Promise<boolean> {
  const { journal } = slot.seat;
  const client = await centre.rawClient(slot.id);
  try {
    const { rows } = await client.query<{ last: string | null }>(
      'SELECT max(sequence) AS last FROM zp.sealed_events WHERE seat = $1',
      [slot.id],
    );
    const there = Number(rows[0]?.last ?? 0);
    // What is there already once more; out of order also what comes after the next, which must leave no gap.
    const starts = [random.below(there + 1), random.below(there + 1)];
    if (reorder && journal.centre.lastSequence() > there + 1) starts.unshift(there + 1);
    for (const start of starts) {
      const { events: some, keys } = journal.centre.batchAfter(start, slot.id, { maxEvents: 7, maxBytes: 1e7 });
      const events = start > there ? some : some.filter(({ sequence }) => sequence <= there);
      await sendBatch(client, { events: reorder ? events.toReversed() : events, keys }, [], leaseMs).catch(
        (error: { code?: string }) => {
          // A gap, or content whose lease this seat never had: both are refused whole.
          if (error.code !== 'ZP002' && error.code !== 'ZP003') throw error;
        },
      );
    }
    return true;
  } finally {
    await client.end();
  }
}
