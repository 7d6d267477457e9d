/** What may become of a number on the board: pure, the same for the seat alone and for all seats of an Ortsverwaltung. */
import { AppError } from '../contract/app-error.ts';
import type { AppointmentKind, AppointmentState } from '../contract/appointments.ts';
import type { BoardChange, BoardRow } from './port.ts';

export type BoardStep = 'arrive' | 'call' | 'put-back' | 'start' | 'finish' | 'no-show' | 'cancel' | 'undo';

const from: Readonly<Record<BoardStep, readonly AppointmentState[]>> = {
  arrive: ['expected'],
  call: ['expected', 'here', 'called'],
  'put-back': ['called'],
  start: ['expected', 'here', 'called'],
  finish: ['called', 'serving'],
  'no-show': ['expected', 'here', 'called'],
  cancel: ['expected', 'here'],
  undo: ['no-show', 'cancelled'],
};

const to: Readonly<Record<Exclude<BoardStep, 'put-back' | 'undo'>, AppointmentState>> = {
  arrive: 'here',
  call: 'called',
  start: 'serving',
  finish: 'done',
  'no-show': 'no-show',
  cancel: 'cancelled',
};

/** A called number whose seat went silent is free again after this long. */
export const heldForMs = 10 * 60_000;

export interface Subject {
  entry: string;
  kind: AppointmentKind;
  /** What the board says so far. */
  row: BoardRow | null;
}

export const changeOf = ({ entry, kind, row }: Subject): BoardChange => ({
  ...{ entry, kind, state: 'expected', previous: 'expected', serviceId: '', calls: 0 },
  ...{ arrivedAtMs: null, calledAtMs: null, startedAtMs: null, endedAtMs: null },
  ...(row === null ? {} : withoutBoard(row)),
});

/** Another seat's call or Vorgang is not touched, unless that call is long forgotten. */
export function isHeldElsewhere(row: BoardRow | null, seat: string, nowMs: number): boolean {
  if (row === null || row.seat === seat) return false;
  if (row.state === 'serving') return true;
  return row.state === 'called' && nowMs - (row.calledAtMs ?? nowMs) < heldForMs;
}

/** Throws `appointments.taken` (param `seat`), `appointments.wrong-state`. */
export function takeStep(step: BoardStep, subject: Subject, seat: string, nowMs: number): BoardChange {
  const { row } = subject;
  const state = row?.state ?? 'expected';
  if (isHeldElsewhere(row, seat, nowMs)) throw new AppError('appointments.taken', { seat: row?.seat ?? '' });
  if (!from[step].includes(state)) throw new AppError('appointments.wrong-state');
  const before = changeOf(subject);
  if (step === 'put-back') {
    const back = before.arrivedAtMs === null ? 'expected' : 'here';
    return { ...before, state: back, calledAtMs: null, calls: 0 };
  }
  if (step === 'undo') return { ...before, state: before.previous };
  const next: BoardChange = { ...before, state: to[step], previous: back(before) };
  switch (step) {
    case 'arrive':
      return { ...next, arrivedAtMs: nowMs };
    case 'call':
      return { ...next, calledAtMs: isRecall(row, seat) ? before.calledAtMs : nowMs, calls: before.calls + 1 };
    case 'start':
      return { ...next, calledAtMs: before.calledAtMs ?? nowMs, startedAtMs: nowMs };
    case 'finish':
      return { ...next, endedAtMs: nowMs };
    default:
      return next;
  }
}

const isRecall = (row: BoardRow | null, seat: string): boolean => row?.state === 'called' && row.seat === seat;

/** Who was called and did not come waits again when that is taken back, and is not called to another seat. */
const back = ({ state, arrivedAtMs }: BoardChange): AppointmentState =>
  state === 'called' ? (arrivedAtMs === null ? 'expected' : 'here') : state;

function withoutBoard({ number: _number, seat: _seat, version: _version, ...change }: BoardRow): BoardChange {
  return change;
}
