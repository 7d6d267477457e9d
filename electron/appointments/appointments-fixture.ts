/** A room of appointments in a test: a clock that is moved, a journal in memory, Vorgänge that end when told to. */
import { createHmac } from 'node:crypto';
import { type SteppedClock, steppedClock } from '../../tests/support/stepped-clock.ts';
import type { AppointmentsView } from '../contract/appointments.ts';
import type { JsonValue } from '../contract/json.ts';
import type { ClerkView, Role } from '../contract/session.ts';
import type { JournalEvent } from '../journal/port.ts';
import { type AppointmentsParts, type AppointmentsRoom, createAppointmentsRoom } from './appointments-room.ts';
import { createLocalBoard } from './local-board.ts';
import { defaultQueueRules } from './queue-rule.ts';

export const services = [
  { id: 'personalausweis', title: 'Personalausweis beantragen' },
  { id: 'meldebescheinigung', title: 'Meldebescheinigung' },
];

/** 23 November 2026, a Monday, 9:00 at the counter. */
export const nineMs = Date.UTC(2026, 10, 23, 8);

export function calendarOf(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
}
export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** `09:15 Meldebescheinigung – Muster`, times at the counter, in winter. */
export const dayOfTitles = (...entries: readonly string[]): string =>
  base64(
    calendarOf(
      ...entries.map((entry, index) => [
        `UID:${index}`,
        `DTSTART;TZID=Europe/Berlin:20261123T${entry.slice(0, 5).replace(':', '')}00`,
        `SUMMARY:${entry.slice(6)}`,
      ]),
    ),
  );

export interface MemoryJournal {
  readonly events: JournalEvent[];
  readonly settings: Map<string, JsonValue>;
  readonly port: AppointmentsParts['journal'];
}

export function memoryJournal(nowMs: () => number): MemoryJournal {
  const events: JournalEvent[] = [];
  const settings = new Map<string, JsonValue>();
  const port: AppointmentsParts['journal'] = {
    append(event) {
      const stored = {
        vorgangId: null,
        virtual: false,
        ...event,
        sequence: events.length + 1,
        at: new Date(nowMs()).toISOString(),
      };
      events.push(stored);
      return stored;
    },
    events: ({ kinds, afterSequence = 0 }) =>
      events.filter(({ kind, sequence }) => (kinds === undefined || kinds.includes(kind)) && sequence > afterSequence),
    setting: (name) => structuredClone(settings.get(name) ?? null),
    putSetting: (name, value) => void settings.set(name, structuredClone(value)),
  };
  return { events, settings, port };
}

export interface TestRoom {
  room: AppointmentsRoom;
  clock: SteppedClock;
  journal: MemoryJournal;
  ends: Map<string, number>;
  emitted: AppointmentsView[];
  shown: ({ number: number; startsAt: string | null } | null)[];
  files: Map<string, string>;
  role: Role | null;
  failStart: boolean;
  view(): Promise<AppointmentsView>;
  entry(title: string): Promise<AppointmentsView['entries'][number]>;
}

export function openTestRoom(over: Partial<AppointmentsParts> = {}, startMs = nineMs): TestRoom {
  const clock = steppedClock(startMs);
  const journal = memoryJournal(() => clock.nowMs());
  let vorgaenge = 0;
  const test: Omit<TestRoom, 'room'> = {
    ...{ clock, journal, ends: new Map(), emitted: [], shown: [], files: new Map(), role: 'clerk', failStart: false },
    view: () => room.view({}, null),
    async entry(title) {
      const found = (await room.view({}, null)).entries.find((entry) => entry.title.includes(title));
      if (!found) throw new Error(`no entry ${title}`);
      return found;
    },
  };
  const port = over.journal ?? journal.port;
  const seat = over.seat ?? 'DRA-1';
  const room = createAppointmentsRoom({
    ...{ journal: port, seat, ortsverwaltung: 'Drais', clock, board: createLocalBoard(port, seat), times: null },
    ...{ source: null, pollMs: 60_000, training: false, rules: defaultQueueRules, walkIns: true, services },
    offered: new Set(services.map(({ id }) => id)),
    hash: (...of) => createHmac('sha256', 'key').update(JSON.stringify(of)).digest(),
    words: services.map(({ id, title }) => ({ service: id, words: [title.split(' ')[0] ?? title] })),
    clerk(): ClerkView {
      if (made.role === null) throw new Error('nobody');
      return { userName: 'berger', displayName: 'Berger', role: made.role };
    },
    async startVorgang(serviceId) {
      if (made.failStart) throw new Error('disk full');
      vorgaenge += 1;
      const id = `v-${vorgaenge}`;
      room.turnedTo(id);
      const summary = { id, number: id, serviceId, serviceTitle: serviceId, phase: 'open' as const, person: '' };
      const opened = { stepTitle: '', openedAt: '', openedBy: '', hasUnknownOperation: false };
      return { summary: { ...summary, ...opened }, steps: [], panel: null, operations: [], unknown: null, notices: [] };
    },
    endOfVorgang: (vorgangId) => made.ends.get(vorgangId) ?? null,
    showCall: (call) => test.shown.push(call),
    emitChanged: (view) => test.emitted.push(view),
    saveCsv(fileName, header, rows) {
      const text = [header, ...rows].map((row) => row.join(';')).join('\n');
      test.files.set(fileName, text);
      return { file: `/export/${fileName}`, text };
    },
    warn: () => {},
    ...over,
  });
  const made: TestRoom = Object.assign(test, { room });
  return made;
}
