/** The day's appointments and walk-ins as the clerk's window sees them, and wait and service times without any person for the lead. */
import { z } from 'zod';
import { errorReport } from './app-error.ts';
import { defineContract } from './define-contract.ts';
import { vorgangView } from './vorgang.ts';

export const appointmentState = z.enum(['expected', 'here', 'called', 'serving', 'done', 'no-show', 'cancelled']);
export type AppointmentState = z.infer<typeof appointmentState>;
export const appointmentKind = z.enum(['appointment', 'walk-in']);
export type AppointmentKind = z.infer<typeof appointmentKind>;

const isoTime = z.string();
export const appointmentView = z.object({
  /** Keyed hash: says nothing without the authority's key. */
  id: z.string(),
  kind: appointmentKind,
  /** Drawn with the first act: what the citizen is called by. */
  number: z.int().nullable(),
  startsAt: isoTime.nullable(),
  /** As in the calendar, usually with a name. Empty for walk-ins. */
  title: z.string(),
  serviceId: z.string().nullable(),
  serviceTitle: z.string(),
  state: appointmentState,
  /** Seat that called or serves; empty: none. */
  seat: z.string(),
  mine: z.boolean(),
  arrivedAt: isoTime.nullable(),
  calledAt: isoTime.nullable(),
  calls: z.int(),
  waitMinutes: z.int().nullable(),
  /** The time is over by more than the minutes after which nobody is expected any more. */
  late: z.boolean(),
  canUndo: z.boolean(),
  /** Of a Vorgang begun at this seat. */
  vorgangId: z.string().nullable(),
});
export type AppointmentView = z.infer<typeof appointmentView>;

export const calendarProblem = z.object({ file: z.string(), error: errorReport });
export type CalendarProblem = z.infer<typeof calendarProblem>;

export const appointmentsView = z.object({
  day: z.iso.date(),
  entries: z.array(appointmentView),
  /** Who is called next, by the rule; null when nobody waits. */
  nextId: z.string().nullable(),
  /** The one this seat has called, until the Vorgang begins. */
  calledId: z.string().nullable(),
  waiting: z.int(),
  /** What people come for, to choose from. */
  services: z.array(z.object({ id: z.string(), title: z.string() })),
  walkIns: z.boolean(),
  noShowMinutes: z.int(),
  /** `alone`: no centre, this seat has the list to itself. `lost`: calls cannot be agreed upon with other seats now. */
  sharing: z.enum(['alone', 'shared', 'lost']),
  calendar: z.object({
    /** `training`: invented by the seat. `none`: nothing configured and nothing brought in. */
    kind: z.enum(['source', 'file', 'training', 'none']),
    readAt: isoTime.nullable(),
    problems: z.array(calendarProblem),
    /** Single events nobody can read; the others count. */
    unreadable: z.array(z.object({ file: z.string(), line: z.int() })),
    allDay: z.int(),
    uncounted: z.int(),
  }),
});
export type AppointmentsView = z.infer<typeof appointmentsView>;

/** Fewer than this many in a cell are not told, so that nobody can be singled out. */
export const smallestCell = 5;

const spread = z.object({ medianSeconds: z.int(), p90Seconds: z.int() }).nullable();
export const serviceTimesRow = z.object({
  ortsverwaltung: z.string(),
  serviceId: z.string(),
  serviceTitle: z.string(),
  /** Null: fewer than five. */
  count: z.int().nullable(),
  wait: spread,
  service: spread,
  /** 0 … 1 of all appointments. */
  noShowShare: z.number().nullable(),
});
export type ServiceTimesRow = z.infer<typeof serviceTimesRow>;

export const halfHourRow = z.object({
  ortsverwaltung: z.string(),
  /** Half hours since midnight at the counter. */
  bucket: z.int().min(0).max(47),
  count: z.int().nullable(),
  wait: spread,
});
export type HalfHourRow = z.infer<typeof halfHourRow>;

export const serviceTimesView = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  services: z.array(serviceTimesRow),
  halfHours: z.array(halfHourRow),
  /** False: only what this seat itself has recorded. */
  allSeats: z.boolean(),
});
export type ServiceTimesView = z.infer<typeof serviceTimesView>;

export const longestPeriodDays = 366;
const period = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, 'from is after to')
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < longestPeriodDays * 86_400_000, 'too long');

const one = z.object({ id: z.string().max(64) });
const serviceId = z.string().min(1).max(64);
/** Base64 of two megabytes and one byte, so that a file that is too large is told to be just that. */
const maxContent = Math.ceil((2 * 1024 * 1024 + 1) / 3) * 4;

export const appointmentsContract = defineContract({
  name: 'appointments',
  calls: {
    view: { input: z.object({}), output: appointmentsView },
    /** A calendar file that the clerk chose; takes the place of the one chosen before. Base64. */
    importFile: { input: z.object({ content: z.base64().max(maxContent) }), output: appointmentsView },
    /** Looks into the configured file or folder now. */
    reread: { input: z.object({}), output: appointmentsView },
    arrive: { input: one, output: appointmentsView },
    /** By the rule. While one is called and has not come, that one is called again. */
    callNext: { input: z.object({}), output: appointmentsView },
    call: { input: one, output: appointmentsView },
    /** Called by mistake: waits again. */
    putBack: { input: one, output: appointmentsView },
    noShow: { input: one, output: appointmentsView },
    cancel: { input: one, output: appointmentsView },
    /** Takes back `noShow` or `cancel`. */
    undo: { input: one, output: appointmentsView },
    assign: { input: one.extend({ serviceId }), output: appointmentsView },
    walkIn: { input: z.object({ serviceId: serviceId.nullable() }), output: appointmentsView },
    /** Begins the Vorgang; `serviceId` where none is assigned yet. */
    startVorgang: { input: one.extend({ serviceId: serviceId.optional() }), output: vorgangView },
    /** Done without a Vorgang. */
    finish: { input: one, output: appointmentsView },
    /** Lead only. */
    times: { input: period, output: serviceTimesView },
    /** Lead only. CSV; `file` is the whole path. */
    exportTimes: { input: period, output: z.object({ file: z.string(), rows: z.int() }) },
  },
  events: { changed: appointmentsView },
});
