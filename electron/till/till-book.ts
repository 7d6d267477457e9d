/** The Kassenbuch: entries since the last Abschluss and numbers without gaps, read from the journal, which is the only memory. */
import type { TillView } from '../contract/till.ts';
import { cardSums, cashSums } from './sums.ts';
import { type Booked, type Closed, type Moved, readTillEvents, type TillJournal } from './till-events.ts';

/** Q: Gebührenquittung, S: Storno, B: Bargeldbewegung. */
export type Series = 'Q' | 'S' | 'B';

export interface Period {
  /** Null before the first Abschluss. */
  last: Closed | null;
  bookings: Booked[];
  moves: Moved[];
  cash: TillView['cash'];
  card: TillView['card'];
}

export class TillBook {
  readonly #journal: TillJournal;
  readonly #seatId: string;
  readonly #closings: Closed[] = [];
  /** Last number of each series and year, and the event up to which they count. */
  readonly #numbers = new Map<string, number>();
  #countedThrough = 0;

  constructor(journal: TillJournal, seatId: string) {
    this.#journal = journal;
    this.#seatId = seatId;
  }

  /** Oldest first. Past closings do not change, so each is read once. */
  closings(): readonly Closed[] {
    const after = this.#closings.at(-1)?.sequence ?? 0;
    this.#closings.push(...readTillEvents(this.#journal, ['till-closed'], after));
    return this.#closings;
  }

  period(): Period {
    const last = this.closings().at(-1) ?? null;
    const bookings = readTillEvents(this.#journal, ['till-booked'], last?.sequence ?? 0);
    const moves = readTillEvents(this.#journal, ['cash-moved'], last?.sequence ?? 0);
    const entries = bookings.map(({ body }) => body);
    const moved = moves.map(({ body }) => body);
    const cash = cashSums(last?.body.countedCents ?? 0, entries, moved);
    return { last, bookings, moves, cash, card: cardSums(entries) };
  }

  /** Card entries since the terminal was last closed: what its next totals must show. */
  cardSinceCut(): Booked[] {
    const after = this.closings().findLast(({ body }) => body.cut)?.sequence ?? 0;
    return readTillEvents(this.#journal, ['till-booked'], after).filter(({ body }) => body.method === 'card');
  }

  /** Looks through all years. */
  find(wanted: { number: string } | { operationId: string } | { reversedOperationId: string }): Booked | null {
    const [[key, value] = ['', '']] = Object.entries(wanted);
    const matches = ({ body }: Booked): boolean => body[key as keyof typeof body] === value;
    return readTillEvents(this.#journal, ['till-booked']).findLast(matches) ?? null;
  }

  /** The number of the next entry, for example `SCH-2026-Q00012`; used up once an entry with it is in the journal. */
  nextNumber(series: Series, day: string): string {
    const entries = readTillEvents(this.#journal, ['till-booked', 'cash-moved'], this.#countedThrough);
    for (const { body, sequence } of entries) {
      this.#numbers.set(body.number.slice(0, -5), Number(body.number.slice(-5)));
      this.#countedThrough = sequence;
    }
    const prefix = `${this.#seatId}-${day.slice(0, 4)}-${series}`;
    return `${prefix}${String((this.#numbers.get(prefix) ?? 0) + 1).padStart(5, '0')}`;
  }
}
