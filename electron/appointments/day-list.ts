/** The list of the day: names from the calendar, numbers and states from the board, one order for all seats. */
import { AppError, isAppError } from '../contract/app-error.ts';
import type { AppointmentState, AppointmentView } from '../contract/appointments.ts';
import { type BoardStep, changeOf, isHeldElsewhere, type Subject, takeStep } from './board-steps.ts';
import type { DayEntry } from './day-store.ts';
import type { Board, BoardChange, BoardRow } from './port.ts';
import { callOrder, type QueueEntry, type QueueRules } from './queue-rule.ts';
import { secondsBetween } from './service-times.ts';

export interface DayListParts {
  board: Board;
  seat: string;
  rules: QueueRules;
  nowMs(): number;
  entries(): DayEntry[];
  serviceTitle(serviceId: string): string;
  vorgangOf(entry: string): string | null;
}

interface Listed extends QueueEntry {
  entry: DayEntry | null;
  row: BoardRow | null;
}

/** Another seat may be faster that often before we give up and say so. */
const tries = 5;

export class DayList {
  readonly #parts: DayListParts;
  #day = '';
  #rows = new Map<string, BoardRow>();
  #isLost = false;

  constructor(parts: DayListParts) {
    this.#parts = parts;
  }

  get day(): string {
    return this.#day;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  begin(day: string): void {
    if (this.#day === day) return;
    this.#day = day;
    this.#rows = new Map();
  }

  row(id: string): BoardRow | null {
    return this.#rows.get(id) ?? null;
  }

  /** Never throws `centre.*`: what was known stays, and `isLost` says so. */
  async refresh(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      if (!isAppError(error) || error.code !== 'appointments.not-shared') throw error;
    }
  }

  /** Throws `appointments.unknown-entry`, `appointments.taken`, `appointments.wrong-state`, `appointments.not-shared`. */
  async step(step: BoardStep, id: string): Promise<BoardRow> {
    return this.#change(id, (subject) => takeStep(step, subject, this.#parts.seat, this.#parts.nowMs()));
  }

  async assign(id: string, serviceId: string): Promise<BoardRow> {
    return this.#change(id, (subject) => {
      if (isHeldElsewhere(subject.row, this.#parts.seat, this.#parts.nowMs())) {
        throw new AppError('appointments.taken', { seat: subject.row?.seat ?? '' });
      }
      return { ...changeOf(subject), serviceId };
    });
  }

  async addWalkIn(id: string, serviceId: string | null): Promise<BoardRow> {
    const fresh = { ...changeOf({ entry: id, kind: 'walk-in', row: null }), serviceId: serviceId ?? '' };
    const row = await this.#put({ ...fresh, state: 'here', arrivedAtMs: this.#parts.nowMs() }, 0);
    if (!row) throw new AppError('appointments.wrong-state');
    return row;
  }

  /** The next one by the rule, called for this seat and no other. Throws `appointments.nobody-waiting`. */
  async callNext(): Promise<BoardRow> {
    await this.#read();
    for (let round = 0; round < tries; round += 1) {
      const next = this.called() ?? this.next();
      if (!next) throw new AppError('appointments.nobody-waiting');
      try {
        return await this.step('call', next.id);
      } catch (error) {
        // The other seat has that one; the list was read anew.
        const gone =
          isAppError(error) && (error.code === 'appointments.taken' || error.code === 'appointments.wrong-state');
        if (!gone) throw error;
      }
    }
    throw new AppError('appointments.nobody-waiting');
  }

  called(): Listed | null {
    return this.#listed().find(({ row }) => row?.state === 'called' && row.seat === this.#parts.seat) ?? null;
  }

  next(): Listed | null {
    const nowMs = this.#parts.nowMs();
    return (callOrder(this.#listed(), nowMs, this.#parts.rules) as Listed[])[0] ?? null;
  }

  waiting(): number {
    return this.#listed().filter(({ state }) => state === 'here').length;
  }

  views(): AppointmentView[] {
    return this.#listed()
      .toSorted((a, b) => turn(a) - turn(b) || (a.number ?? 0) - (b.number ?? 0) || a.id.localeCompare(b.id))
      .map((listed) => this.#viewOf(listed));
  }

  serviceId(id: string): string | null {
    const listed = this.#listed().find((each) => each.id === id);
    return listed ? serviceIdOf(listed) : null;
  }

  /** When the wait of a citizen began: not before the time that was agreed. */
  waitsSinceMs(id: string): number | null {
    const listed = this.#listed().find((each) => each.id === id);
    return listed ? waitsSince(listed) : null;
  }

  startsAtMs(id: string): number | null {
    return this.#parts.entries().find((entry) => entry.id === id)?.startsAtMs ?? null;
  }

  #listed(): Listed[] {
    const entries = new Map(this.#parts.entries().map((entry) => [entry.id, entry]));
    const ids = new Set([...entries.keys(), ...this.#rows.keys()]);
    return [...ids].map((id) => listedOf(id, entries.get(id) ?? null, this.row(id)));
  }

  async #change(id: string, change: (subject: Subject) => BoardChange): Promise<BoardRow> {
    const isKnown = this.#rows.has(id) || this.#parts.entries().some((entry) => entry.id === id);
    if (!isKnown) throw new AppError('appointments.unknown-entry');
    for (let round = 0; round < tries; round += 1) {
      const row = this.row(id);
      const done = await this.#put(change({ entry: id, kind: row?.kind ?? 'appointment', row }), row?.version ?? 0);
      if (done) return done;
      await this.#read();
    }
    throw new AppError('appointments.taken', { seat: this.row(id)?.seat ?? '' });
  }

  async #put(change: BoardChange, version: number): Promise<BoardRow | null> {
    const day = this.#day;
    const row = await this.#asked(() => this.#parts.board.put(day, change, version));
    if (row && day === this.#day) this.#rows.set(row.entry, row);
    return row;
  }

  async #read(): Promise<void> {
    const day = this.#day;
    const rows = await this.#asked(() => this.#parts.board.rows(day));
    if (day === this.#day) this.#rows = new Map(rows.map((row) => [row.entry, row]));
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      this.#isLost = false;
      return answer;
    } catch (error) {
      if (!isAppError(error) || !error.code.startsWith('centre.')) throw error;
      this.#isLost = true;
      throw new AppError('appointments.not-shared');
    }
  }

  #viewOf(listed: Listed): AppointmentView {
    const { id, kind, number, state, startsAtMs, arrivedAtMs, entry, row } = listed;
    const nowMs = this.#parts.nowMs();
    const serviceId = serviceIdOf(listed);
    const since = waitsSince(listed);
    const until = row?.calledAtMs ?? nowMs;
    const waits = state === 'here' || state === 'called';
    const late =
      state === 'expected' && startsAtMs !== null && nowMs - startsAtMs > this.#parts.rules.noShowMinutes * 60_000;
    return {
      ...{ id, kind, number, state, late, serviceId, calls: row?.calls ?? 0 },
      startsAt: iso(startsAtMs),
      title: entry?.title ?? '',
      serviceTitle: serviceId === null ? '' : this.#parts.serviceTitle(serviceId),
      seat: state === 'called' || state === 'serving' ? (row?.seat ?? '') : '',
      mine: row?.seat === this.#parts.seat,
      arrivedAt: iso(arrivedAtMs),
      calledAt: iso(row?.calledAtMs ?? null),
      waitMinutes:
        waits && since !== null ? Math.floor((secondsBetween(since, Math.max(since, until)) ?? 0) / 60) : null,
      canUndo: row !== null && (row.state === 'no-show' || row.state === 'cancelled'),
      vorgangId: this.#parts.vorgangOf(id),
    };
  }
}

function listedOf(id: string, entry: DayEntry | null, row: BoardRow | null): Listed {
  const onBoard: AppointmentState = row?.state ?? 'expected';
  const calledOff = entry?.isCancelled === true && (onBoard === 'expected' || onBoard === 'here');
  return {
    ...{ id, entry, row },
    kind: row?.kind ?? 'appointment',
    state: calledOff ? 'cancelled' : onBoard,
    number: row?.number ?? null,
    startsAtMs: entry?.startsAtMs ?? null,
    arrivedAtMs: row?.arrivedAtMs ?? null,
  };
}

const turn = ({ startsAtMs, arrivedAtMs }: Listed): number => startsAtMs ?? arrivedAtMs ?? 0;
const serviceIdOf = ({ entry, row }: Listed): string | null =>
  row?.serviceId ? row.serviceId : (entry?.serviceId ?? null);
const iso = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());

function waitsSince({ startsAtMs, arrivedAtMs }: Listed): number | null {
  if (startsAtMs === null) return arrivedAtMs;
  return Math.max(startsAtMs, arrivedAtMs ?? startsAtMs);
}
