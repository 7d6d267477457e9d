/** Appointments at this seat: the list of the day, calling, walk-ins, and what of it is written down for the lead. */
import { createHash, randomUUID } from 'node:crypto';
import { AppError, isAppError } from '../contract/app-error.ts';
import type { AppointmentsView, appointmentsContract } from '../contract/appointments.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { ClerkView } from '../contract/session.ts';
import type { Journal } from '../journal/port.ts';
import { CalendarIntake } from './calendar-intake.ts';
import type { CalendarSource } from './calendar-source.ts';
import { dayOf } from './counter-day.ts';
import { DayList } from './day-list.ts';
import { DayStore } from './day-store.ts';
import { DayUpkeep } from './day-upkeep.ts';
import { inTurn } from './in-turn.ts';
import type { Board, SharedTimes, StartVorgang } from './port.ts';
import type { QueueRules } from './queue-rule.ts';
import { ServiceClock } from './service-clock.ts';
import type { ServiceWords } from './service-words.ts';
import { TimeBook } from './time-book.ts';
import { timesHeader, timesRows } from './times-export.ts';

export interface AppointmentsParts {
  journal: Pick<Journal, 'append' | 'events' | 'setting' | 'putSetting'>;
  seat: string;
  ortsverwaltung: string;
  clock: { nowMs(): number; steadyMs(): number; after(delayMs: number, action: () => void): () => void };
  board: Board;
  /** Null: no centre. */
  times: SharedTimes | null;
  /** Keyed with the authority's key: the same at every seat, meaningless elsewhere. */
  hash(...parts: string[]): Uint8Array;
  source: CalendarSource | null;
  pollMs: number;
  /** Invents a list when nothing is configured. */
  training: boolean;
  rules: QueueRules;
  walkIns: boolean;
  words: ServiceWords;
  services: readonly { id: string; title: string }[];
  /** Those of them that somebody comes to the counter for. */
  offered: ReadonlySet<string>;
  /** Throws `session.not-signed-in`. */
  clerk(): ClerkView;
  startVorgang: StartVorgang;
  /** Null while it goes on here. */
  endOfVorgang(vorgangId: string): number | null;
  /** The number on the citizen's window; null: none. */
  showCall(call: { number: number; startsAt: string | null } | null): void;
  emitChanged(view: AppointmentsView): void;
  /** Gives the text and the whole path; throws AppError. */
  saveCsv(fileName: string, header: readonly string[], rows: readonly string[][]): { file: string; text: string };
  warn(event: string, fields: Record<string, string | number>): void;
}

type Calls = Implementation<(typeof appointmentsContract)['calls'], unknown>;

export interface AppointmentsRoom extends Calls {
  /** The clerk is with that Vorgang now, or with none. */
  turnedTo(vorgangId: string | null): void;
  signedOut(): void;
  start(): void;
  stop(): void;
}

export const unassignedTitle = 'ohne Zuordnung';

export function createAppointmentsRoom(parts: AppointmentsParts): AppointmentsRoom {
  const { journal, seat, clock, board } = parts;
  const nowMs = (): number => clock.nowMs();
  const titles = new Map(parts.services.map(({ id, title }) => [id, title]));
  const serviceTitle = (serviceId: string): string =>
    serviceId === '' ? unassignedTitle : (titles.get(serviceId) ?? serviceId);
  const idOf = (...of: string[]): string => Buffer.from(parts.hash('appointment', ...of)).toString('hex');
  const store = new DayStore(journal);
  const served = new ServiceClock(journal);
  const book = new TimeBook({ ...{ journal, seat, serviceTitle }, shared: parts.times, hash: parts.hash });
  const intake = new CalendarIntake({
    ...{ store, source: parts.source, pollMs: parts.pollMs, training: parts.training, words: parts.words },
    ...{ services: new Set(titles.keys()), nowMs, steadyMs: () => clock.steadyMs(), idOf },
  });
  const list = new DayList({
    ...{ board, seat, rules: parts.rules, nowMs, serviceTitle },
    entries: () => store.entries(),
    vorgangOf: (entry) => served.open.find((each) => each.entry === entry)?.vorgangId ?? null,
  });
  const upkeep = new DayUpkeep({ ...parts, board, list, intake, store, served, book, isWatching, changed });
  const alone = inTurn();
  let told = '';
  /** Nobody looked since sign-in: no name is fetched, and nothing is told. */
  let isWatched = false;

  function isWatching(): boolean {
    try {
      return parts.clerk().role !== 'it' && isWatched;
    } catch {
      return false;
    }
  }

  function view(): AppointmentsView {
    return {
      day: list.day,
      entries: list.views(),
      nextId: list.next()?.id ?? null,
      calledId: list.called()?.id ?? null,
      waiting: list.waiting(),
      services: parts.services.filter(({ id }) => parts.offered.has(id)).map(({ id, title }) => ({ id, title })),
      walkIns: parts.walkIns,
      noShowMinutes: parts.rules.noShowMinutes,
      sharing: board.isShared ? (list.isLost ? 'lost' : 'shared') : 'alone',
      calendar: intake.told(),
    };
  }

  function changed(): AppointmentsView {
    const now = view();
    const called = list.called();
    parts.showCall(
      called?.number == null
        ? null
        : {
            number: called.number,
            startsAt: called.startsAtMs === null ? null : new Date(called.startsAtMs).toISOString(),
          },
    );
    const text = JSON.stringify(now);
    if (text !== told && isWatching()) parts.emitChanged(now);
    told = text;
    return now;
  }

  /** One act at a time: a double click calls one citizen, not two. */
  const act = <I>(work: (input: I, clerk: ClerkView) => Promise<unknown>) => {
    return (input: I): Promise<AppointmentsView> => {
      const clerk = parts.clerk();
      isWatched = true;
      return alone(async () => {
        await upkeep.beginDay();
        try {
          await work(input, clerk);
        } finally {
          changed();
        }
        return view();
      });
    };
  };

  function lead(): ClerkView {
    const clerk = parts.clerk();
    if (clerk.role !== 'lead') throw new AppError('session.forbidden');
    return clerk;
  }

  return {
    start: () => upkeep.start(),
    stop: () => upkeep.stop(),
    turnedTo: (vorgangId) => {
      served.turnTo(vorgangId, nowMs());
      upkeep.soon();
    },
    signedOut() {
      isWatched = false;
      served.turnTo(null, nowMs());
      upkeep.signedOut();
    },
    view: act(async () => {
      await intake.look(list.day, false);
      await list.refresh();
    }),
    importFile: act(async ({ content }, { userName }) => {
      const entries = intake.importFile(new Uint8Array(Buffer.from(content, 'base64')), list.day);
      journal.append({
        kind: 'appointments-imported',
        scope: 'seat',
        actor: userName,
        body: { day: list.day, entries },
      });
    }),
    reread: act(() => intake.look(list.day, true)),
    arrive: act(({ id }) => list.step('arrive', id)),
    callNext: act(() => list.callNext()),
    call: act(async ({ id }) => {
      const called = list.called();
      // Two numbers at once on one screen: nobody would know who is meant.
      if (called && called.id !== id) throw new AppError('appointments.wrong-state');
      await list.step('call', id);
    }),
    putBack: act(({ id }) => list.step('put-back', id)),
    noShow: act(async ({ id }) => {
      await list.step('no-show', id);
      upkeep.noteAbsent(id);
    }),
    cancel: act(({ id }) => list.step('cancel', id)),
    undo: act(async ({ id }) => {
      await list.step('undo', id);
      served.setAbsent(id, null);
    }),
    assign: act(async ({ id, serviceId }) => {
      if (!titles.has(serviceId)) throw new AppError('appointments.service-needed');
      await list.assign(id, serviceId);
    }),
    walkIn: act(async ({ serviceId }) => {
      if (!parts.walkIns) throw new AppError('appointments.wrong-state');
      if (serviceId !== null && !titles.has(serviceId)) throw new AppError('appointments.service-needed');
      await list.addWalkIn(idOf(list.day, 'walk-in', randomUUID()), serviceId);
    }),
    async startVorgang({ id, serviceId }) {
      parts.clerk();
      return alone(async () => {
        await upkeep.beginDay();
        const wanted = serviceId ?? list.serviceId(id);
        if (wanted === null || !titles.has(wanted)) throw new AppError('appointments.service-needed');
        if (wanted !== list.serviceId(id)) await list.assign(id, wanted);
        const before = list.row(id);
        const row = await list.step('start', id);
        try {
          const vorgang = await parts.startVorgang(wanted);
          served.begin(id, vorgang.summary.id, row.calledAtMs ?? nowMs(), nowMs());
          return vorgang;
        } catch (error) {
          await upkeep.takeBack(before, row);
          throw error;
        } finally {
          changed();
        }
      });
    },
    finish: act(({ id }) => upkeep.finish(id, nowMs())),
    async times({ from, to }) {
      lead();
      await book.push().catch(ignoreCentre);
      return book.read(from, to);
    },
    async exportTimes({ from, to }) {
      const { userName } = lead();
      await book.push().catch(ignoreCentre);
      const rows = timesRows(await book.read(from, to));
      const { file, text } = parts.saveCsv(`wartezeiten-${seat}-${from}-${to}.csv`, timesHeader, rows);
      const sha256 = createHash('sha256').update(text).digest('hex');
      const body = { from, to, rows: rows.length, sha256, day: dayOf(nowMs()) };
      journal.append({ kind: 'service-times-exported', scope: 'seat', actor: userName, body });
      return { file, rows: rows.length };
    },
  };
}

/** What this seat still holds comes with the next look; the others' times can be read without it. */
function ignoreCentre(error: unknown): void {
  if (!isAppError(error)) throw error;
}
