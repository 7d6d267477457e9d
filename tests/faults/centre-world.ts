/** Three seats, one database and the time that passes between them: made anew every few runs, so that a run always costs the same. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isAppError } from '../../electron/contract/app-error.ts';
import type { seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { emptyCentre } from '../../scripts/centre/set-up-centre.ts';
import type { TestCentre } from '../support/postgres/test-centre.ts';
import type { CentreFlaw } from './centre-audit.ts';
import type { DoomedSeats } from './centre-kill.ts';
import { leaseMs, Slot } from './centre-slot.ts';

export type Random = ReturnType<typeof seededRandom>;

const seatIds = ['DRA-1', 'DRA-2', 'FIN-1'];
const comeBackTries = 100;
/** Whoever has something left after so many has lost it: then the audit says so. */
const roundsMax = 6;

const isWaiting = ({ seat: { sync, journal } }: Slot): boolean =>
  (sync.acknowledged ?? 0) < journal.centre.lastSequence();

export class World {
  readonly centre: TestCentre;
  readonly slots: readonly Slot[];
  readonly random: Random;
  readonly doomed: DoomedSeats;
  /** Seen while it happened, beside what the books tell afterwards. */
  readonly flaws: CentreFlaw[] = [];
  /** What was erased, and how far. */
  readonly erased = new Map<string, 'vorgang' | 'biometrics'>();
  readonly #folder: string;

  /** Seats and database begin empty. */
  static async begin(centre: TestCentre, random: Random, doomed: DoomedSeats, name: string): Promise<World> {
    await emptyCentre(centre.cluster);
    const folder = path.join(centre.folder, name);
    mkdirSync(folder);
    const slots: Slot[] = [];
    for (const id of seatIds) slots.push(await Slot.start({ ...centre, folder }, id, centre.cluster.port));
    return new World(centre, slots, random, doomed, folder);
  }

  private constructor(centre: TestCentre, slots: Slot[], random: Random, doomed: DoomedSeats, folder: string) {
    this.centre = centre;
    this.slots = slots;
    this.random = random;
    this.doomed = doomed;
    this.#folder = folder;
  }

  get folder(): string {
    return this.#folder;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.random.below(Math.max(1, items.length))];
  }

  others(slot: Slot): Slot[] {
    return this.slots.filter((each) => each !== slot);
  }

  /** As long as a lease lasts, at all seats and at the centre. */
  async leaseTimePasses(): Promise<void> {
    for (const slot of this.slots) slot.steadyOffsetMs += leaseMs;
    const admin = await this.centre.admin();
    try {
      await admin.query(`UPDATE zp.leases SET expires_at = expires_at - make_interval(secs => $1)`, [leaseMs / 1000]);
    } finally {
      await admin.end();
    }
  }

  /** The faults are over: everything that is due must now go through, and what one erased must reach the others. */
  async comeBack(): Promise<void> {
    // What a seat takes in late is an event of its own, which goes with its next tick: so until nobody has anything to send.
    for (let round = 0; round < roundsMax && (round < 2 || this.slots.some(isWaiting)); round += 1) {
      for (const slot of this.slots) {
        slot.line.pass();
        for (let attempt = 1; !(await expected(slot.seat.sync.tick())); attempt += 1) {
          if (attempt === comeBackTries) {
            throw new Error(`${slot.id} does not come back: ${this.centre.cluster.output.slice(-500)}`);
          }
          await new Promise((resolve) => setTimeout(resolve, 5 * attempt));
        }
      }
    }
  }

  async end(): Promise<void> {
    for (const slot of this.slots) await slot.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const waiting: readonly string[] = [
  'centre.disconnected',
  'centre.lease-held',
  'centre.lease-abandoned',
  'centre.lease-lost',
  'vorgang.not-found',
  'vorgang.erased',
];

/** True when it went well, false for what a fault may cause; anything else is a flaw of the product and ends the world. */
export async function expected(promise: Promise<unknown>): Promise<boolean> {
  try {
    await promise;
    return true;
  } catch (error) {
    if (isAppError(error) && waiting.includes(error.code)) return false;
    throw error;
  }
}
