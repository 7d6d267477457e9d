/** The Vorgänge this seat may work on, and until when by its own monotonic clock: a jump of the wall clock changes nothing. */
import { AppError } from '../contract/app-error.ts';
import type { CentreLine } from './centre-line.ts';

export interface TakeOver {
  /** Name of the person with the role lead, and why. */
  lead: string;
  reason: string;
}

interface Held {
  epoch: number;
  /** Monotonic; earlier than the centre's own end of the lease. */
  untilMs: number;
}

/** A quarter is kept back: clocks run apart and answers take time, and the seat must stop first. */
const safety = 0.75;
/** Not with each tick: a renewal is a row written at the centre. */
const renewAfter = 0.25;

export class Leases {
  readonly #line: CentreLine;
  readonly #leaseMs: number;
  readonly #monotonicMs: () => number;
  readonly #held = new Map<string, Held>();

  constructor(parts: { line: CentreLine; leaseMs: number; monotonicMs(): number }) {
    this.#line = parts.line;
    this.#leaseMs = parts.leaseMs;
    this.#monotonicMs = () => parts.monotonicMs();
  }

  isHeld(vorgangId: string): boolean {
    const held = this.#held.get(vorgangId);
    return held !== undefined && held.untilMs > this.#monotonicMs();
  }

  held(): string[] {
    return [...this.#held.keys()].filter((vorgangId) => this.isHeld(vorgangId));
  }

  /** Throws `centre.lease-lost`: before any new content of a Vorgang is written. */
  assertHeld(vorgangId: string): void {
    if (!this.isHeld(vorgangId)) throw new AppError('centre.lease-lost');
  }

  /** Throws `centre.lease-held`, `centre.lease-abandoned` (a lead may then take over), `vorgang.not-found`. */
  async acquire(vorgangId: string, takeOver?: TakeOver): Promise<void> {
    const askedMs = this.#monotonicMs();
    const { state, epoch, holder } = await this.#line.run(async (client) => {
      const { rows } = await client.query<{ state: string; epoch: number | null; holder: string | null }>(
        'SELECT * FROM zp.lease_acquire($1, $2, $3, $4)',
        [vorgangId, this.#leaseMs, takeOver?.lead ?? null, takeOver?.reason ?? null],
      );
      return rows[0] ?? { state: 'not-found', epoch: null, holder: null };
    });
    if (state === 'granted' && epoch !== null) {
      this.#held.set(vorgangId, { epoch, untilMs: askedMs + this.#leaseMs * safety });
      return;
    }
    this.#held.delete(vorgangId);
    const params = { seat: holder ?? '' };
    if (state === 'held') throw new AppError('centre.lease-held', params);
    throw state === 'abandoned' ? new AppError('centre.lease-abandoned', params) : new AppError('vorgang.not-found');
  }

  /** Renews those that a quarter of their time has passed of; gives those that another seat has meanwhile. */
  async renew(): Promise<string[]> {
    const askedMs = this.#monotonicMs();
    const untilMs = askedMs + this.#leaseMs * safety;
    const due = [...this.#held].filter(([, held]) => untilMs - held.untilMs >= this.#leaseMs * renewAfter);
    if (due.length === 0) return [];
    const renewed = await this.#line.run(async (client) => {
      const { rows } = await client.query<{ id: string }>({
        name: 'renew',
        text: 'SELECT zp.leases_renew($1, $2, $3) AS id',
        values: [due.map(([id]) => id), due.map(([, { epoch }]) => epoch), this.#leaseMs],
      });
      return new Set(rows.map(({ id }) => id));
    });
    const lost: string[] = [];
    for (const [vorgangId, { epoch }] of due) {
      // Given back or acquired anew while the answer was under way: that counts.
      if (this.#held.get(vorgangId)?.epoch !== epoch) continue;
      if (renewed.has(vorgangId)) this.#held.set(vorgangId, { epoch, untilMs });
      else {
        this.#held.delete(vorgangId);
        lost.push(vorgangId);
      }
    }
    return lost;
  }

  /** `through`: the last own event; the centre refuses while it misses any up to there. */
  async release(vorgangId: string, through: number): Promise<void> {
    const held = this.#held.get(vorgangId);
    if (!held) throw new AppError('centre.lease-lost');
    // From here on nothing more is written, whether the answer arrives or not.
    this.#held.delete(vorgangId);
    await this.#line.run((client) =>
      client.query('SELECT zp.lease_release($1, $2, $3)', [vorgangId, held.epoch, through]),
    );
  }
}
