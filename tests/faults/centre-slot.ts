/** One seat of the fault test with its line and its clocks; it survives being abandoned, and what it did is remembered outside of it. */
import { type FaultyLine, startFaultyLine } from '../support/faulty-line.ts';
import { type CentreForSeat, type SeatAtCentre, startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';

export interface Act {
  kind: string;
  cents: number;
  number: string;
}

export const leaseMs = 60_000;
/** Short, because a silent line costs this long; on a loaded machine it only adds lost connections. */
const queryTimeoutMs = 300;

export class Slot {
  readonly id: string;
  readonly line: FaultyLine;
  seat: SeatAtCentre;
  wallOffsetMs = 0;
  /** What has passed while nobody had to wait for it. */
  steadyOffsetMs = 0;
  /** Vorgänge this seat works on; whether it may is asked each time. */
  readonly mine = new Set<string>();
  /** Acts that came out well, by the number of the event, as they stood in the journal before anything was erased. */
  readonly acts = new Map<number, Act>();
  readonly #intents = new Map<string, Act>();
  readonly #centre: CentreForSeat;
  #notedThrough = 0;

  static async start(centre: CentreForSeat, id: string, databasePort: number): Promise<Slot> {
    return new Slot(centre, id, await startFaultyLine({ host: '127.0.0.1', port: databasePort }));
  }

  private constructor(centre: CentreForSeat, id: string, line: FaultyLine) {
    this.#centre = centre;
    this.id = id;
    this.line = line;
    this.seat = this.#start();
  }

  get office(): string {
    return this.id.slice(0, 3);
  }

  /** A Vorgang whose lease is held and that is still being worked on. */
  held(): string | undefined {
    return [...this.mine].find((id) => this.seat.sync.leases.isHeld(id));
  }

  /** What was in memory is gone; the journal is opened again as after any end. */
  reopen(): void {
    this.seat.close();
    this.seat = this.#start();
    this.noteActs();
  }

  /** At once after each act: an erasure takes the amounts out of the journal. */
  noteActs(): void {
    const { journal } = this.seat;
    const last = journal.centre.lastSequence();
    const kinds = ['operation-intended', 'operation-settled'];
    for (const { kind, sequence, body } of journal.events({ kinds, afterSequence: this.#notedThrough })) {
      if (body === null) continue;
      const name = String(body.operationId);
      if (kind === 'operation-settled') {
        const act = this.#intents.get(name);
        if (act) this.acts.set(sequence, act);
        continue;
      }
      const { amountCents = 0, sealNumber, stockKind, stockNumber } = body.details as Record<string, number | string>;
      const sheet = stockNumber === undefined ? '' : `${stockKind} ${stockNumber}`;
      const entry = { payment: 'fee', reversal: 'fee-returned', seal: 'seal', print: 'stock' }[String(body.kind)] ?? '';
      this.#intents.set(name, {
        kind: entry,
        cents: Number(amountCents),
        number: String(sealNumber ?? sheet),
      });
    }
    this.#notedThrough = last;
  }

  async close(): Promise<void> {
    this.seat.close();
    await this.line.stop();
  }

  #start(): SeatAtCentre {
    return startSeatAtCentre(this.#centre, this.id, {
      port: this.line.port,
      wallOffsetMs: () => this.wallOffsetMs,
      monotonicMs: () => performance.now() + this.steadyOffsetMs,
      ...{ leaseMs, queryTimeoutMs, connectTimeoutMs: 1_000, maxEvents: 9, keepFinishedMs: 0, erasuresEveryMs: 0 },
    });
  }
}
