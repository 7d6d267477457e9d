/** The Kassenbuch: entries since the last Abschluss and numbers without gaps, read from the journal, which is the only memory. */
import { z } from 'zod';
import type { TillView } from '../contract/till.ts';
import { cardSums, cashSums } from './sums.ts';
import { type Booked, type Closed, type Moved, readTillEvents, type TillJournal } from './till-events.ts';

/** Q: Gebührenquittung, S: Storno, B: Bargeldbewegung. */
export type Series = 'Q' | 'S' | 'B';

const setting = 'till-numbers';
/** Up to `sequence` these are the last numbers. It may be old, never wrong: it speaks of a past that cannot change. */
const bookmark = z.object({ sequence: z.int().min(0), numbers: z.record(z.string(), z.int().min(0)) });
/** So many entries are read again rather than writing the bookmark at every start. */
const entriesBehindMax = 200;

const recentBookings = 50;

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

  /** The last payment by card among the newest entries; null when none is known. */
  lastCard(): Booked | null {
    const recent = this.#journal.events({ kinds: ['till-booked'], last: recentBookings });
    const after = (recent[0]?.sequence ?? 1) - 1;
    return readTillEvents(this.#journal, ['till-booked'], after).findLast(({ body }) => body.card !== null) ?? null;
  }

  /** Card entries since the terminal was last closed: what its next totals must show. */
  cardSinceCut(): Booked[] {
    const after = this.closings().findLast(({ body }) => body.cut)?.sequence ?? 0;
    return readTillEvents(this.#journal, ['till-booked'], after).filter(({ body }) => body.method === 'card');
  }

  /** Looks through all years, or through what was booked after an event. */
  find(
    wanted: { number: string } | { operationId: string } | { reversedOperationId: string },
    afterSequence = 0,
  ): Booked | null {
    const [[key, value] = ['', '']] = Object.entries(wanted);
    const matches = ({ body }: Booked): boolean => body[key as keyof typeof body] === value;
    return readTillEvents(this.#journal, ['till-booked'], afterSequence).findLast(matches) ?? null;
  }

  /** The number of the next entry, for example `SCH-2026-Q00012`; used up once an entry with it is in the journal. */
  nextNumber(series: Series, day: string): string {
    if (this.#countedThrough === 0) this.#readBookmark();
    const entries = readTillEvents(this.#journal, ['till-booked', 'cash-moved'], this.#countedThrough);
    for (const { body, sequence } of entries) {
      this.#numbers.set(body.number.slice(0, -5), Number(body.number.slice(-5)));
      this.#countedThrough = sequence;
    }
    if (entries.length > entriesBehindMax) {
      this.#journal.putSetting(setting, { sequence: this.#countedThrough, numbers: Object.fromEntries(this.#numbers) });
    }
    const prefix = `${this.#seatId}-${day.slice(0, 4)}-${series}`;
    return `${prefix}${String((this.#numbers.get(prefix) ?? 0) + 1).padStart(5, '0')}`;
  }

  #readBookmark(): void {
    const known = bookmark.safeParse(this.#journal.setting(setting)).data;
    if (known === undefined) return;
    this.#countedThrough = known.sequence;
    for (const [series, number] of Object.entries(known.numbers)) this.#numbers.set(series, number);
  }
}
