/**
 * Who is called next: pure, so that everybody can be told why.
 *
 * 1. A walk-in who has waited longer than `walkInMaxMinutes`, unless an appointment that is here is behind its time by more
 *    than `appointmentGraceMinutes`: nobody waits for ever, and nobody's appointment is given away for it.
 * 2. Appointments that are here and due (from `earlyMinutes` before their time), in the order of their times.
 * 3. Appointments that are due and not marked as here, in the order of their times, until `noShowMinutes` after their time:
 *    small offices have nobody at the door who marks them.
 * 4. Walk-ins in the order in which they came.
 * 5. Appointments that are here before their time.
 */
import type { AppointmentKind, AppointmentState } from '../contract/appointments.ts';

export interface QueueEntry {
  id: string;
  kind: AppointmentKind;
  state: AppointmentState;
  startsAtMs: number | null;
  arrivedAtMs: number | null;
  number: number | null;
}

export interface QueueRules {
  earlyMinutes: number;
  noShowMinutes: number;
  walkInMaxMinutes: number;
  appointmentGraceMinutes: number;
}

export const defaultQueueRules: QueueRules = {
  earlyMinutes: 5,
  noShowMinutes: 15,
  walkInMaxMinutes: 45,
  appointmentGraceMinutes: 10,
};

const minuteMs = 60_000;

/** All who can be called now, the next one first. */
export function callOrder(entries: readonly QueueEntry[], nowMs: number, rules: QueueRules): QueueEntry[] {
  const waiting = entries.filter(({ state }) => state === 'here' || state === 'expected').toSorted(byTurn);
  const dueMs = (entry: QueueEntry): number => nowMs - (entry.startsAtMs ?? nowMs);
  const isDue = (entry: QueueEntry): boolean => dueMs(entry) >= -rules.earlyMinutes * minuteMs;
  const appointments = waiting.filter(({ kind }) => kind === 'appointment');
  const here = appointments.filter(({ state }) => state === 'here');
  const walkIns = waiting.filter(({ kind, state }) => kind === 'walk-in' && state === 'here');
  const isBehind = here.some((entry) => dueMs(entry) > rules.appointmentGraceMinutes * minuteMs);
  const tooLong = isBehind
    ? []
    : walkIns.filter(({ arrivedAtMs }) => nowMs - (arrivedAtMs ?? nowMs) > rules.walkInMaxMinutes * minuteMs);
  const unmarked = appointments.filter(
    (entry) => entry.state === 'expected' && isDue(entry) && dueMs(entry) <= rules.noShowMinutes * minuteMs,
  );
  return [...new Set([...tooLong, ...here.filter(isDue), ...unmarked, ...walkIns, ...here])];
}

/** Time of the appointment, or of coming; then the number; then the id, so that every seat has the same order. */
function byTurn(a: QueueEntry, b: QueueEntry): number {
  const turn = ({ kind, startsAtMs, arrivedAtMs }: QueueEntry): number =>
    (kind === 'appointment' ? startsAtMs : arrivedAtMs) ?? 0;
  return turn(a) - turn(b) || (a.number ?? 0) - (b.number ?? 0) || a.id.localeCompare(b.id);
}
