/** Three seats, a real PostgreSQL and everything that goes wrong between them; after each run all books are compared. From a seed. */
import { existsSync } from 'node:fs';
import { seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { CentreAudit, type CentreFlaw } from './centre-audit.ts';
import { DoomedSeats } from './centre-kill.ts';
import { strikes } from './centre-strikes.ts';
import { passOn, work } from './centre-work.ts';
import { expected, World } from './centre-world.ts';

/** So many runs follow each other on the same journals and the same database; then both begin empty. */
export const runsPerWorld = 20;
const stepsPerRun = 14;

export interface Tally {
  seed: number;
  runs: number;
  events: number;
  /** Struck how often, and what it took. */
  faults: Record<string, { count: number; ms: number }>;
  flaws: (CentreFlaw & { seed: number })[];
}

export interface WorldOrder {
  seed: number;
  runs: number;
}

/** Called after a run with its books settled, before they are compared: plants damage to prove the audit. */
export type Sabotage = (world: World) => Promise<void>;

export const worldsOf = ({ runs, seed }: { runs: number; seed: number }): WorldOrder[] =>
  Array.from({ length: Math.ceil(runs / runsPerWorld) }, (_none, i) => ({
    seed: seed + i,
    runs: Math.min(runsPerWorld, runs - i * runsPerWorld),
  }));

/** A kill of a process loses nothing the system has; waiting for a disk would only make the runs slow. */
const memoryFolder = (): string | undefined => (existsSync('/dev/shm') ? '/dev/shm' : undefined);

/** One database server for all of them; `onWorld` hears of each. */
export async function simulateWorlds(
  orders: readonly WorldOrder[],
  onWorld: (tally: Tally) => void,
  sabotage?: Sabotage,
): Promise<void> {
  const centre = await startTestCentre({}, memoryFolder());
  const doomed = new DoomedSeats();
  try {
    for (const order of orders) onWorld(await simulateWorld(centre, doomed, order, sabotage));
  } finally {
    await doomed.stop();
    await centre.remove();
  }
}

async function simulateWorld(
  centre: TestCentre,
  doomed: DoomedSeats,
  { seed, runs }: WorldOrder,
  sabotage: Sabotage | undefined,
): Promise<Tally> {
  const world = await World.begin(centre, seededRandom(seed), doomed, `world-${seed}`);
  const tally: Tally = { seed, runs, events: 0, faults: {}, flaws: [] };
  const note = (flaws: readonly CentreFlaw[]): void =>
    void tally.flaws.push(...flaws.map((flaw) => ({ ...flaw, seed })));
  const audit = new CentreAudit(centre, world.slots);
  const timed = async <T>(name: string, act: () => Promise<T>, counts: (value: T) => boolean): Promise<T> => {
    const startedMs = performance.now();
    const value = await act();
    const { count, ms } = tally.faults[name] ?? { count: 0, ms: 0 };
    tally.faults[name] = { count: count + (counts(value) ? 1 : 0), ms: ms + performance.now() - startedMs };
    return value;
  };
  try {
    for (let run = 0; run < runs; run += 1) {
      await oneRun(world, timed);
      await timed(
        '(coming back)',
        () => world.comeBack(),
        () => true,
      );
      await sabotage?.(world);
      note(
        await timed(
          '(audit)',
          () => audit.look(world.erased),
          () => true,
        ),
      );
    }
    note(
      await timed(
        '(audit of all)',
        () => audit.lookAtAll(world.erased),
        () => true,
      ),
    );
    note(world.flaws);
  } catch (error) {
    note([
      ...world.flaws,
      { kind: 'failed', what: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    ]);
  } finally {
    tally.events = world.slots.reduce((sum, { seat }) => sum + seat.journal.centre.lastSequence(), 0);
    await world.end();
  }
  return tally;
}

type Timed = <T>(name: string, act: () => Promise<T>, counts: (value: T) => boolean) => Promise<T>;

async function oneRun(world: World, timed: Timed): Promise<void> {
  const names = Object.keys(strikes);
  for (let step = 0; step < stepsPerRun; step += 1) {
    const slot = world.pick(world.slots);
    if (!slot) continue;
    await timed(
      '(work)',
      () => work(world, slot),
      () => true,
    );
    const fault = world.random.below(3) === 0 ? world.pick(names) : undefined;
    const strike = strikes[fault ?? ''];
    if (fault && strike)
      await timed(
        fault,
        () => strike(world, slot),
        (struck) => struck,
      );
    else
      await timed(
        '(tick)',
        () => expected(slot.seat.sync.tick()),
        () => true,
      );
    if (world.random.below(4) === 0)
      await timed(
        '(passing on)',
        () => passOn(world, slot),
        (id) => id !== null,
      );
  }
}
