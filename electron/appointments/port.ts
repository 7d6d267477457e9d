/** What the list of the day asks of others: a board that all seats of an Ortsverwaltung see, and a place for times without a person. */
import type { AppointmentKind, AppointmentState, appointmentsContract } from '../contract/appointments.ts';
import type { Implementation } from '../contract/define-contract.ts';

/** Begins a Vorgang as the clerk's own window would. */
export type StartVorgang = (
  serviceId: string,
) => ReturnType<Implementation<(typeof appointmentsContract)['calls'], unknown>['startVorgang']>;

/** One number of the day. Nothing in it tells who it is: `entry` is a keyed hash. */
export interface BoardRow {
  /** 32 bytes, hex. */
  entry: string;
  kind: AppointmentKind;
  number: number;
  state: AppointmentState;
  /** What `undo` goes back to. */
  previous: AppointmentState;
  /** Empty: not assigned here. */
  serviceId: string;
  /** Who changed it last. */
  seat: string;
  arrivedAtMs: number | null;
  calledAtMs: number | null;
  startedAtMs: number | null;
  endedAtMs: number | null;
  calls: number;
  /** Goes up with each change. */
  version: number;
}

/** What a seat may say; number, seat and version are the board's. */
export type BoardChange = Omit<BoardRow, 'number' | 'seat' | 'version'>;

/** `day` is `YYYY-MM-DD` at the counter. Throws AppError `centre.*` when it cannot be asked. */
export interface Board {
  readonly isShared: boolean;
  rows(day: string): Promise<BoardRow[]>;
  /** Null: somebody changed the row since `version` (0: there was none), or it is another seat's. Nothing was done then. */
  put(day: string, change: BoardChange, version: number): Promise<BoardRow | null>;
  /** Days before that one are gone. */
  forgetBefore(day: string): Promise<void>;
}

export const timeKinds = ['appointment', 'walk-in', 'no-show'] as const;

/** One citizen served or not come, without anything about the citizen. */
export interface ServiceTime {
  ortsverwaltung: string;
  day: string;
  /** Half hour of the call, or of the appointment that nobody came to: 0 … 47. */
  bucket: number;
  /** Empty: never assigned. */
  serviceId: string;
  kind: (typeof timeKinds)[number];
  waitSeconds: number | null;
  serviceSeconds: number | null;
}

export interface Spread {
  count: number;
  medianSeconds: number;
  p90Seconds: number;
}

export interface ServiceCell {
  ortsverwaltung: string;
  serviceId: string;
  count: number;
  appointments: number;
  noShows: number;
  wait: Spread | null;
  service: Spread | null;
}

export interface HalfHourCell {
  ortsverwaltung: string;
  bucket: number;
  wait: Spread;
}

export interface TimesOfPeriod {
  services: ServiceCell[];
  halfHours: HalfHourCell[];
}

/** The centre's place for them. */
export interface SharedTimes {
  /** Each under an id of its own: doing it twice adds nothing. */
  push(times: readonly (ServiceTime & { id: Uint8Array })[]): Promise<void>;
  read(from: string, to: string): Promise<TimesOfPeriod>;
}
