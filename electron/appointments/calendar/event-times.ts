/** Times of one event as the parser gives them (jCal), strictly checked: clock time and where that clock stands. */
import type { Rule } from './recurrence.ts';
import type { Zone } from './zone-time.ts';

/** What a calendar file says and nobody can make sense of; told with the line of its event, never with its words. */
export class Unreadable extends Error {}

export interface ReadTime {
  wallMs: number;
  zone: Zone;
  /** A day without a time. */
  isDate: boolean;
}

/** `[name, parameters, type, …values]`, as RFC 7265 has it. */
export type JcalProperty = readonly [string, Readonly<Record<string, string | string[]>>, string, ...unknown[]];

export interface ZonesOfFile {
  utc: Zone;
  /** Where the counter stands: for floating times. */
  here: Zone;
  /** Null: neither the machine nor the file knows that zone. */
  find(tzid: string): Zone | null;
}

const moment = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(Z?))?$/;

/** Throws Unreadable. */
export function readTime(value: unknown, tzid: string | string[] | undefined, zones: ZonesOfFile): ReadTime {
  const match = typeof value === 'string' ? moment.exec(value) : null;
  if (!match) throw new Unreadable('time');
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const wallMs = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, Math.min(59, second ?? 0));
  // 31 February, 25 o'clock: the calendar would quietly move them elsewhere.
  const roundTrip = new Date(wallMs).toISOString().slice(0, 16);
  if (roundTrip !== `${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00'}:${match[5] ?? '00'}`)
    throw new Unreadable('time');
  if ((second ?? 0) > 60 || (year ?? 0) < 1900 || (year ?? 0) > 2200) throw new Unreadable('time');
  const isDate = match[4] === undefined;
  if (match[7] === 'Z') return { wallMs, zone: zones.utc, isDate };
  if (isDate || tzid === undefined) return { wallMs, zone: zones.here, isDate };
  const zone = typeof tzid === 'string' ? zones.find(tzid) : null;
  if (zone === null) throw new Unreadable('zone');
  return { wallMs, zone, isDate };
}

export const instantOf = ({ wallMs, zone }: ReadTime): number => zone.toInstant(wallMs);

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const readParts = ['freq', 'interval', 'count', 'until', 'wkst', 'bymonth', 'bymonthday', 'byday', 'bysetpos'];
const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

/** Throws Unreadable also for what is allowed but never seen on an office's calendar: hours, seconds, week numbers. */
export function readRule(value: unknown, start: ReadTime, zones: ZonesOfFile): Rule {
  if (typeof value !== 'object' || value === null) throw new Unreadable('rule');
  const parts = value as Record<string, unknown>;
  if (Object.keys(parts).some((name) => !readParts.includes(name))) throw new Unreadable('rule');
  const freq = frequencies.find((each) => each === parts.freq);
  const byDay = list(parts.byday).map(readWeekday);
  const rule: Rule = {
    freq: freq ?? 'DAILY',
    interval: parts.interval === undefined ? 1 : whole(parts.interval, 1, 1_000),
    count: parts.count === undefined ? null : whole(parts.count, 1, 100_000),
    untilWallMs: parts.until === undefined ? null : readUntil(parts.until, start, zones),
    byMonth: list(parts.bymonth).map((each) => whole(each, 1, 12)),
    byMonthDay: list(parts.bymonthday).map((each) => whole(each, -31, 31)),
    byDay,
    bySetPos: list(parts.bysetpos).map((each) => whole(each, -366, 366)),
    weekStart: parts.wkst === undefined ? 1 : readWeekStart(parts.wkst),
  };
  const perMonth = freq === 'MONTHLY' || (freq === 'YEARLY' && rule.byMonth.length > 0);
  const named = rule.byMonthDay.length + byDay.length > 0;
  if (
    freq === undefined ||
    [...rule.byMonthDay, ...rule.bySetPos].includes(0) ||
    (freq === 'WEEKLY' && rule.byMonthDay.length > 0) ||
    (freq === 'YEARLY' && named && !perMonth) ||
    (byDay.some(({ ordinal }) => ordinal !== 0) && !perMonth) ||
    (rule.bySetPos.length > 0 && (!perMonth || !named || (freq === 'YEARLY' && rule.byMonth.length > 1)))
  ) {
    throw new Unreadable('rule');
  }
  return rule;
}

/** The end is given in UTC where the event has a zone; compared on the event's own clock. A mere day counts to its end. */
function readUntil(value: unknown, start: ReadTime, zones: ZonesOfFile): number {
  const until = readTime(String(value), undefined, zones);
  if (until.isDate) return until.wallMs + 86_399_999;
  return until.zone === zones.utc ? start.zone.toWall(until.wallMs) : until.wallMs;
}

const list = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function whole(value: unknown, min: number, max: number): number {
  const number = typeof value === 'string' && /^[+-]?\d{1,6}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max)
    throw new Unreadable('rule');
  return number;
}

function readWeekday(value: unknown): { ordinal: number; weekday: number } {
  const match = typeof value === 'string' ? /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(value.toUpperCase()) : null;
  const ordinal = Number(match?.[1] ?? 0);
  if (!match || Math.abs(ordinal) > 5 || (match[1] !== undefined && ordinal === 0)) throw new Unreadable('rule');
  return { ordinal, weekday: weekdays.indexOf(match[2] ?? '') };
}

/** The parser counts from 1, Sunday. */
function readWeekStart(value: unknown): number {
  return typeof value === 'number' ? whole(value, 1, 7) - 1 : readWeekday(value).weekday;
}
