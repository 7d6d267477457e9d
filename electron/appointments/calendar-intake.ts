/** How the names of the day get into the list: from the configured source, from a file the clerk chose, or invented for training. */
import type { AppointmentsView } from '../contract/appointments.ts';
import { decodeCalendar } from './calendar/decode-calendar.ts';
import {
  appointmentsOfDay,
  type CalendarFile,
  type DayOfCalendar,
  readCalendarFile,
} from './calendar/read-calendar.ts';
import type { CalendarSource } from './calendar-source.ts';
import { boundsOf } from './counter-day.ts';
import type { DayEntry, DayStore, Layer } from './day-store.ts';
import { type ServiceWords, serviceOf } from './service-words.ts';
import { trainingList } from './training-list.ts';

export interface IntakeParts {
  store: DayStore;
  source: CalendarSource | null;
  pollMs: number;
  training: boolean;
  words: ServiceWords;
  services: ReadonlySet<string>;
  nowMs(): number;
  steadyMs(): number;
  /** Keyed hash, hex. */
  idOf(day: string, uid: string, recurrenceId: string): string;
}

type Told = AppointmentsView['calendar'];
type Notes = Pick<Told, 'problems' | 'unreadable' | 'allDay' | 'uncounted'>;

const noNotes: Notes = { problems: [], unreadable: [], allDay: 0, uncounted: 0 };

export class CalendarIntake {
  readonly #parts: IntakeParts;
  #notes: Partial<Record<Layer, Notes>> = {};
  #lookedMs = Number.NEGATIVE_INFINITY;
  /** The whole file, for tomorrow and for versions that move; never on disk. */
  #readDay = '';

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** Looks at the source when it is time, and at once when `now`. */
  async look(day: string, now: boolean): Promise<void> {
    const { source, store, training } = this.#parts;
    store.begin(day);
    if (source === null) {
      if (training && !store.has('training') && !store.has('file')) this.#invent(day);
      return;
    }
    if (!now && this.#readDay === day && this.#parts.steadyMs() - this.#lookedMs < this.#parts.pollMs) return;
    this.#lookedMs = this.#parts.steadyMs();
    const { files, problems, isNew } = await source.look();
    if (store.day !== day) return;
    if (!isNew && this.#readDay === day && !now) return;
    this.#readDay = day;
    const unreadable = files.flatMap(({ name, calendar }) => calendar.unreadable.map((line) => ({ file: name, line })));
    // A source that was never reached has nothing to say about the day.
    const isEmpty = files.length === 0 && problems.length > 0;
    const read = isEmpty
      ? null
      : this.#put(
          'source',
          files.map(({ calendar }) => calendar),
          day,
        );
    this.#notes.source = { problems, unreadable, allDay: read?.allDay ?? 0, uncounted: read?.uncounted ?? 0 };
  }

  /** Throws AppError `appointments.*`; the list is then as it was. Gives the number of appointments of the day. */
  importFile(bytes: Uint8Array, day: string): number {
    const calendar = readCalendarFile(decodeCalendar(bytes));
    this.#parts.store.begin(day);
    const { allDay, uncounted, appointments } = this.#put('file', [calendar], day);
    const unreadable = calendar.unreadable.map((line) => ({ file: '', line }));
    this.#notes.file = { ...noNotes, unreadable, allDay, uncounted };
    return appointments.length;
  }

  forget(): void {
    this.#parts.store.forget();
    this.#parts.source?.forget();
    this.#notes = {};
    this.#readDay = '';
  }

  told(): Told {
    const { store, source } = this.#parts;
    const kind = store.has('file') ? 'file' : source ? 'source' : store.has('training') ? 'training' : 'none';
    const all = Object.values(this.#notes);
    const sum = (name: 'allDay' | 'uncounted'): number => all.reduce((total, notes) => total + notes[name], 0);
    return {
      ...{ kind, readAt: store.readAt, allDay: sum('allDay'), uncounted: sum('uncounted') },
      problems: all.flatMap(({ problems }) => problems),
      unreadable: all.flatMap(({ unreadable }) => unreadable).slice(0, 100),
    };
  }

  #put(layer: Layer, calendars: readonly CalendarFile[], day: string): DayOfCalendar {
    const { store, words, services, idOf, nowMs } = this.#parts;
    const read = appointmentsOfDay(calendars, day);
    const entries = read.appointments.map(
      ({ uid, recurrenceId, startsAtMs, endsAtMs, title, isCancelled, categories }) => ({
        ...{ id: idOf(day, uid, recurrenceId), startsAtMs, endsAtMs, title, isCancelled },
        serviceId: serviceOf({ title, categories }, words, services),
      }),
    );
    store.put(layer, entries satisfies DayEntry[], new Date(nowMs()).toISOString());
    return read;
  }

  #invent(day: string): void {
    const { store, services, idOf, nowMs } = this.#parts;
    const list = trainingList(nowMs(), boundsOf(day), (uid) => idOf(day, uid, ''), services);
    store.put('training', list, new Date(nowMs()).toISOString());
  }
}
