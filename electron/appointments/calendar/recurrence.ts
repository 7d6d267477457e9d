/** Whether a recurrence rule (RFC 5545 §3.3.10) falls on a day: decided for that day alone, so that no rule can run on for ever. */

export interface Rule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  count: number | null;
  /** Last clock time, in the zone of the event. */
  untilWallMs: number | null;
  byMonth: readonly number[];
  byMonthDay: readonly number[];
  /** `ordinal` 0: every such weekday. `weekday` from 0, Sunday. */
  byDay: readonly { ordinal: number; weekday: number }[];
  bySetPos: readonly number[];
  /** From 0, Sunday. */
  weekStart: number;
}

const dayMs = 86_400_000;
/** Days that may still be looked at one by one, for a whole reading: a file full of long series must not keep the seat busy. */
export interface DayBudget {
  days: number;
}
export const dayBudget = (): DayBudget => ({ days: 200_000 });

const dayNumber = (wallMs: number): number => Math.floor(wallMs / dayMs);
const dateOf = (day: number): Date => new Date(day * dayMs);
/** 1 January 1970 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;
const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** The clock time of the occurrence that begins on `day` (days since 1970), or null. Throws RangeError when the budget is spent. */
export function occurrenceOn(rule: Rule, startWallMs: number, day: number, budget: DayBudget): number | null {
  const first = dayNumber(startWallMs);
  const wallMs = day * dayMs + (startWallMs - first * dayMs);
  if (day < first || (rule.untilWallMs !== null && wallMs > rule.untilWallMs) || !fallsOn(rule, first, day))
    return null;
  if (rule.count === null) return wallMs;
  let counted = 0;
  for (let each = first; each <= day && counted <= rule.count; each += 1) {
    if (budget.days <= 0) throw new RangeError('too far to count');
    budget.days -= 1;
    if (fallsOn(rule, first, each)) counted += 1;
  }
  return counted <= rule.count ? wallMs : null;
}

function fallsOn(rule: Rule, first: number, day: number): boolean {
  const date = dateOf(day);
  const start = dateOf(first);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month + 1)) return false;
  switch (rule.freq) {
    case 'DAILY':
      return (day - first) % rule.interval === 0 && isMonthDay(rule, date) && isWeekday(rule, day);
    case 'WEEKLY': {
      const weekOf = (of: number): number => of - ((weekdayOf(of) - rule.weekStart + 7) % 7);
      if (((weekOf(day) - weekOf(first)) / 7) % rule.interval !== 0) return false;
      return rule.byDay.length > 0 ? isWeekday(rule, day) : weekdayOf(day) === weekdayOf(first);
    }
    case 'MONTHLY': {
      const months = (year - start.getUTCFullYear()) * 12 + month - start.getUTCMonth();
      return months % rule.interval === 0 && inMonthSet(rule, start, date);
    }
    case 'YEARLY':
      if ((year - start.getUTCFullYear()) % rule.interval !== 0) return false;
      return (rule.byMonth.length > 0 || month === start.getUTCMonth()) && inMonthSet(rule, start, date);
  }
}

/** The days of that month which the rule names, cut down by BYSETPOS. */
function inMonthSet(rule: Rule, start: Date, date: Date): boolean {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const plain = rule.byMonthDay.length === 0 && rule.byDay.length === 0;
  const days: number[] = [];
  for (let each = 1; each <= daysInMonth(year, month); each += 1) {
    const at = new Date(Date.UTC(year, month, each));
    const named = plain
      ? each === start.getUTCDate()
      : isMonthDay(rule, at) && (rule.byDay.length === 0 || rule.byDay.some((by) => isNthWeekday(by, at)));
    if (named) days.push(each);
  }
  const index = days.indexOf(date.getUTCDate());
  if (index < 0) return false;
  return rule.bySetPos.length === 0 || rule.bySetPos.some((pos) => (pos > 0 ? pos - 1 : days.length + pos) === index);
}

const isWeekday = (rule: Rule, day: number): boolean =>
  rule.byDay.length === 0 || rule.byDay.some(({ weekday }) => weekday === weekdayOf(day));

function isMonthDay(rule: Rule, date: Date): boolean {
  if (rule.byMonthDay.length === 0) return true;
  const last = daysInMonth(date.getUTCFullYear(), date.getUTCMonth());
  return rule.byMonthDay.some((by) => (by > 0 ? by : last + 1 + by) === date.getUTCDate());
}

function isNthWeekday({ ordinal, weekday }: { ordinal: number; weekday: number }, date: Date): boolean {
  if (date.getUTCDay() !== weekday) return false;
  if (ordinal === 0) return true;
  const last = daysInMonth(date.getUTCFullYear(), date.getUTCMonth());
  const nth = Math.ceil(date.getUTCDate() / 7);
  return ordinal > 0 ? nth === ordinal : Math.ceil((last - date.getUTCDate() + 1) / 7) === -ordinal;
}
