/** What goes on by itself: a new day, the source, the other seats' acts, Vorgänge that ended, times on their way to the centre. */
import { isAppError } from '../contract/app-error.ts';
import type { CalendarIntake } from './calendar-intake.ts';
import { dayOf, halfHourOf } from './counter-day.ts';
import type { DayList } from './day-list.ts';
import type { DayStore } from './day-store.ts';
import { inTurn } from './in-turn.ts';
import type { Board, BoardRow } from './port.ts';
import type { ServiceClock } from './service-clock.ts';
import { secondsBetween } from './service-times.ts';
import type { TimeBook } from './time-book.ts';

export interface UpkeepParts {
  board: Board;
  list: DayList;
  intake: CalendarIntake;
  store: DayStore;
  served: ServiceClock;
  book: TimeBook;
  seat: string;
  ortsverwaltung: string;
  clock: { nowMs(): number; after(delayMs: number, action: () => void): () => void };
  /** A clerk is signed in and looks at the list. */
  isWatching(): boolean;
  endOfVorgang(vorgangId: string): number | null;
  changed(): void;
  warn(event: string, fields: Record<string, string | number>): void;
}

export const lookEveryMs = 5_000;
const soonMs = 50;
/** Long after its end nobody comes any more. */
const overMs = 60 * 60_000;

export class DayUpkeep {
  readonly #parts: UpkeepParts;
  readonly #alone = inTurn();
  #stopTimer: () => void = () => {};
  #stopped = false;
  #forgottenBefore = '';

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#after(0);
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTimer();
  }

  soon(): void {
    if (!this.#stopped) this.#after(soonMs);
  }

  /** The day at the counter; what belonged to another day is written down without names, and gone. */
  async beginDay(): Promise<void> {
    const { list, store, served, board, intake } = this.#parts;
    const day = dayOf(this.#parts.clock.nowMs());
    list.begin(day);
    const { absent, day: of } = served.beginDay(day);
    for (const { serviceId, bucket } of absent) {
      const { ortsverwaltung } = this.#parts;
      this.#parts.book.record({
        ...{ ortsverwaltung, day: of, bucket, serviceId, kind: 'no-show', waitSeconds: null, serviceSeconds: null },
      });
    }
    if (store.day !== day) {
      intake.forget();
      store.begin(day);
    }
    if (this.#forgottenBefore === day) return;
    try {
      await board.forgetBefore(day);
      this.#forgottenBefore = day;
    } catch (error) {
      if (!isAppError(error)) throw error; // the centre cannot be reached: asked again with the next look
    }
  }

  noteAbsent(entry: string): void {
    const { list, served } = this.#parts;
    // A walk-in who left again had no appointment to miss.
    const startsAtMs = list.startsAtMs(entry);
    if (startsAtMs === null) return;
    served.setAbsent(entry, { entry, serviceId: list.serviceId(entry) ?? '', bucket: halfHourOf(startsAtMs) });
  }

  /** The citizen is done: told to the other seats first, which lets it happen once, then written down. */
  async finish(entry: string, endedAtMs: number): Promise<void> {
    const { list, served, book, ortsverwaltung } = this.#parts;
    const isLinked = served.open.some((each) => each.entry === entry);
    const row = await this.#markDone(entry, isLinked);
    if (row === null) {
      served.end(entry, endedAtMs);
      return;
    }
    // Meanwhile the same end may have been noticed in another way.
    if (isLinked && !served.open.some((each) => each.entry === entry)) return;
    const activeMs = isLinked ? served.end(entry, endedAtMs) : endedAtMs - (row.calledAtMs ?? endedAtMs);
    const since = list.waitsSinceMs(entry);
    const calledAtMs = row.calledAtMs ?? endedAtMs;
    book.record({
      ortsverwaltung,
      day: list.day,
      bucket: halfHourOf(calledAtMs),
      serviceId: list.serviceId(entry) ?? '',
      kind: row.kind,
      waitSeconds: since === null ? null : secondsBetween(since, Math.max(since, calledAtMs)),
      serviceSeconds: activeMs === null ? null : secondsBetween(0, activeMs),
    });
  }

  /** A Vorgang could not be begun: the citizen is called as before. */
  async takeBack(before: BoardRow | null, row: BoardRow): Promise<void> {
    const { board, list } = this.#parts;
    const { number: _number, seat: _seat, version, ...change } = row;
    const state = before?.state ?? 'expected';
    const startedAtMs = before?.startedAtMs ?? null;
    try {
      await board.put(list.day, { ...change, state, startedAtMs, calledAtMs: before?.calledAtMs ?? null }, version);
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
    await list.refresh();
  }

  /** At the end of a working day nothing of a name stays until the night. */
  signedOut(): void {
    const { list, store, intake, clock } = this.#parts;
    const entries = store.entries();
    if (entries.length === 0) return;
    const nowMs = clock.nowMs();
    const states = new Map(list.views().map(({ id, state }) => [id, state]));
    const isOver = entries.every(({ id, endsAtMs }) => {
      const state = states.get(id) ?? 'expected';
      return state === 'done' || state === 'no-show' || state === 'cancelled' || nowMs > endsAtMs + overMs;
    });
    if (isOver) intake.forget();
  }

  #after(delayMs: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(delayMs, () => void this.#look());
  }

  #look(): Promise<void> {
    return this.#alone(async () => {
      if (this.#stopped) return;
      try {
        await this.#lookNow();
      } catch (error) {
        this.#parts.warn('appointments', { code: isAppError(error) ? error.code : 'internal' });
      }
      if (!this.#stopped) this.#after(lookEveryMs);
    });
  }

  async #lookNow(): Promise<void> {
    const { list, intake, book } = this.#parts;
    await this.beginDay();
    await this.#settle();
    // Nobody is there: no name is fetched, no other seat is asked.
    if (this.#parts.isWatching()) {
      await intake.look(list.day, false);
      await list.refresh();
      if (!this.#stopped) this.#parts.changed();
    }
    try {
      await book.push();
    } catch (error) {
      if (!isAppError(error) || error.code !== 'centre.disconnected') throw error;
    }
  }

  /** Vorgänge that ended since, also while the seat was off. */
  async #settle(): Promise<void> {
    for (const { entry, vorgangId } of [...this.#parts.served.open]) {
      const endedAtMs = this.#parts.endOfVorgang(vorgangId);
      if (endedAtMs === null) continue;
      if (this.#parts.list.row(entry) === null) await this.#parts.list.refresh();
      try {
        await this.finish(entry, endedAtMs);
      } catch (error) {
        if (!isAppError(error) || error.code !== 'appointments.not-shared') throw error;
      }
    }
  }

  /** Null when it was done before, or nobody knows it any more. */
  async #markDone(entry: string, isLinked: boolean): Promise<BoardRow | null> {
    try {
      return await this.#parts.list.step('finish', entry);
    } catch (error) {
      if (!isLinked || !isAppError(error)) throw error;
      if (error.code === 'appointments.wrong-state') return this.#parts.list.row(entry);
      if (error.code === 'appointments.taken' || error.code === 'appointments.unknown-entry') return null;
      throw error;
    }
  }
}
