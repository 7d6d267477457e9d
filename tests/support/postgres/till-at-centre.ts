/** A till of a seat at a test centre: real journal, real centre, a terminal in memory, and a line that can be cut at any call. */
import { AppError } from '../../../electron/contract/app-error.ts';
import type { Journal } from '../../../electron/journal/port.ts';
import { createLedger } from '../../../electron/operations/ledger.ts';
import type { ItemExchange } from '../../../electron/till/port.ts';
import { MemoryTerminal, startTillSeat, stoppingJournal, type TillSeat } from '../../../electron/till/till-fixture.ts';
import { type CentreForSeat, type SeatAtCentre, startSeatAtCentre } from './seat-at-centre.ts';

/** How a call to the centre goes wrong: it never arrives, its answer is lost, or it arrives after everybody gave up. */
export type Cut = 'never' | 'answer' | 'late';

export class CuttableExchange {
  calls = 0;
  /** Number of the call to cut, and how; later calls of this run fail until `mend`. */
  cutAt: { call: number; how: Cut } | null = null;
  #down = false;
  readonly #late: (() => Promise<unknown>)[] = [];

  wrap(exchange: ItemExchange): ItemExchange {
    return new Proxy(exchange, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => this.#call(() => value.apply(target, args) as Promise<unknown>);
      },
    });
  }

  /** The line is back; what was under way arrives now. */
  async mend(): Promise<void> {
    this.cutAt = null;
    this.#down = false;
    for (const late of this.#late.splice(0)) await late().catch(() => {});
  }

  async #call(call: () => Promise<unknown>): Promise<unknown> {
    this.calls += 1;
    if (this.#down) throw new AppError('centre.disconnected');
    if (this.cutAt === null || this.calls < this.cutAt.call) return call();
    this.#down = true;
    if (this.cutAt.how === 'answer') await call().catch(() => {});
    if (this.cutAt.how === 'late') this.#late.push(call);
    throw new AppError('centre.disconnected');
  }
}

export interface TillAtCentre {
  readonly seat: SeatAtCentre;
  readonly terminal: MemoryTerminal;
  readonly line: CuttableExchange;
  till: TillSeat;
  /** The till dies and starts again on the same journal; `at`: the next run dies at its n-th write. */
  restart(at?: { append: number; when: 'before' | 'after' }): Promise<void>;
  close(): void;
}

export async function startTillAtCentre(centre: CentreForSeat, id: string): Promise<TillAtCentre> {
  const seat = startSeatAtCentre(centre, id, {
    undecided: () =>
      createLedger(opened.seat.journal)
        .open()
        .map(({ vorgangId }) => vorgangId),
  });
  const terminal = new MemoryTerminal();
  const line = new CuttableExchange();
  const begin = (journal: Journal) =>
    startTillSeat(journal, terminal, {
      seatId: id,
      exchange: line.wrap(seat.sync.items),
      mayWrite: (vorgangId) => seat.sync.mayWrite(vorgangId),
    });
  const opened: TillAtCentre = {
    seat,
    terminal,
    line,
    till: await begin(seat.journal),
    async restart(at) {
      opened.till = await begin(at ? stoppingJournal(seat.journal, at) : seat.journal);
    },
    close: () => seat.close(),
  };
  return opened;
}

/** Money that moved for a Vorgang at this seat, by the journal: cash in the drawer and cards as booked, less what went back. */
export function takenCents({ seat, terminal }: TillAtCentre): number {
  const ledger = createLedger(seat.journal);
  const ids = seat.journal.vorgangIds();
  const cash = ids
    .flatMap((id) => ledger.ofVorgang(id))
    .filter(({ phase, details }) => phase === 'done' && details.method === 'cash')
    .reduce((sum, { kind, details }) => sum + (kind === 'payment' ? 1 : -1) * Number(details.amountCents), 0);
  return cash + terminal.sumCents;
}
