/** Calendar days without a clock or a time zone: `YYYY-MM-DD`, and birth dates with unknown parts (`XX`, `XXXX`). */
import { z } from 'zod';

const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

function isRealDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** A real day of the calendar, `YYYY-MM-DD`. */
export const calendarDate = z.string().refine(isRealDay, 'kein Kalendertag');
export type CalendarDate = string;

function isPartialDay(text: string): boolean {
  if (/^XXXX-XX-XX$/.test(text) || /^\d{4}-XX-XX$/.test(text)) return true;
  const month = /^\d{4}-(\d{2})-XX$/.exec(text);
  if (month) return Number(month[1]) >= 1 && Number(month[1]) <= 12;
  return isRealDay(text);
}

/** A day of which the day, the month, or everything may be unknown, as registers hold it. */
export const partialDate = z.string().refine(isPartialDay, 'kein Datum');

/** The latest day the partial date can mean: whoever has no known birthday counts as young as possible. */
export function latestDay(partial: string): CalendarDate | null {
  const [year = '', month = '', day = ''] = partial.split('-');
  if (year === 'XXXX') return null;
  if (month === 'XX') return `${year}-12-31`;
  if (day === 'XX') return `${year}-${month}-${daysInMonth(Number(year), Number(month))}`;
  return partial;
}

/** The earliest day the partial date can mean; null when even the year is unknown. */
export function earliestDay(partial: string): CalendarDate | null {
  const [year = '', month = '', day = ''] = partial.split('-');
  if (year === 'XXXX') return null;
  return `${year}-${month === 'XX' ? '01' : month}-${day === 'XX' ? '01' : day}`;
}

/**
 * Completed years of life on `day` (§ 187 (2) BGB: the birthday itself counts).
 * Null when the year of birth is unknown.
 */
export function ageInYears(birth: string, day: CalendarDate): number | null {
  const born = latestDay(birth);
  if (born === null) return null;
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) >= born.slice(5) ? years : years - 1;
}

/** The same day `years` later; 29 February becomes 28 February in common years. */
export function addYears(day: CalendarDate, years: number): CalendarDate {
  const year = Number(day.slice(0, 4)) + years;
  const month = Number(day.slice(5, 7));
  const last = Math.min(Number(day.slice(8, 10)), daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${day.slice(5, 7)}-${String(last).padStart(2, '0')}`;
}

/** German form `TT.MM.JJJJ`; unknown parts stay `XX`. */
export function formatGermanDate(partial: string): string {
  const [year, month, day] = partial.split('-');
  return `${day}.${month}.${year}`;
}
