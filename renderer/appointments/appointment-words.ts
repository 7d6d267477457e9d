/** States of the list in a clerk's words. */
import type { AppointmentState, AppointmentView } from '../../electron/contract/appointments.ts';
import type { BadgeProps } from '../ui/badge.tsx';
import { showTime } from '../ui/german-date.ts';

export const stateWords: Record<AppointmentState, { text: string; tone: BadgeProps['tone'] }> = {
  expected: { text: 'erwartet', tone: 'info' },
  here: { text: 'da', tone: 'success' },
  called: { text: 'aufgerufen', tone: 'warning' },
  serving: { text: 'in Bearbeitung', tone: 'info' },
  done: { text: 'erledigt', tone: 'success' },
  'no-show': { text: 'nicht erschienen', tone: 'danger' },
  cancelled: { text: 'abgesagt', tone: 'warning' },
};

export const unassigned = 'ohne Zuordnung';

/** `Nummer 4` or, before one is drawn, the time: what is said aloud; never a name. */
export function spokenOf(entry: AppointmentView): string {
  if (entry.number !== null) return `Nummer ${entry.number}`;
  return entry.startsAt === null ? 'ohne Termin' : `Termin um ${showTime(entry.startsAt)} Uhr`;
}

export const isOver = ({ state }: AppointmentView): boolean =>
  state === 'done' || state === 'no-show' || state === 'cancelled';
