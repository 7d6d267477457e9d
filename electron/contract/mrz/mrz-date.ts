/** Two-digit years of the zone against a known day, and partial dates of a register as the zone has them. */
import type { CalendarDate } from '../calendar-date.ts';

/** A document is valid for at most ten years; a date that would lie further ahead belongs to the last century. */
const aheadYears = 50;

function expand(date: string, isPast: boolean, today: CalendarDate): string {
  const part = (start: number): string => {
    const text = date.slice(start, start + 2);
    return text === '<<' ? 'XX' : text;
  };
  if (part(0) === 'XX') return 'XXXX-XX-XX';
  const [month, day] = [part(2), part(2) === 'XX' ? 'XX' : part(4)];
  const thisCentury = `20${part(0)}-${month}-${day}`;
  const first = thisCentury.replaceAll('XX', '01');
  const limit = isPast ? today : `${Number(today.slice(0, 4)) + aheadYears}${today.slice(4)}`;
  return first > limit ? `19${thisCentury.slice(2)}` : thisCentury;
}

/** YYMMDD → `YYYY-MM-DD` with XX for unknown parts; nobody is born after `today`. */
export function expandBirthDate(date: string, today: CalendarDate): string {
  return expand(date, true, today);
}

export function expandExpiryDate(date: string, today: CalendarDate): string {
  return expand(date, false, today);
}

/** `YYYY-MM-XX` → YYMM<<. */
export function encodeMrzDate(partial: string): string {
  const [year = '', month = '', day = ''] = partial.split('-');
  return `${year.slice(2)}${month}${day}`.replaceAll('X', '<');
}
