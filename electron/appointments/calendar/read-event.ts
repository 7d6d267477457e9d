/** One VEVENT as far as a day's list needs it: when, what for, called off or not, and which version of it this is. */
import ICAL from 'ical.js';
import type { JcalComponent } from './custom-zone.ts';
import {
  instantOf,
  type JcalProperty,
  type ReadTime,
  readRule,
  readTime,
  Unreadable,
  type ZonesOfFile,
} from './event-times.ts';
import type { Rule } from './recurrence.ts';

export interface CalendarEvent {
  uid: string;
  /** Instant of the occurrence that this one replaces; null for the event itself. */
  replaces: number | null;
  /** Later versions are greater: SEQUENCE, then when it was written. */
  version: readonly [sequence: number, stamp: string];
  isCancelled: boolean;
  title: string;
  categories: readonly string[];
  start: ReadTime;
  durationMs: number;
  rule: Rule | null;
  /** Instants. */
  added: readonly number[];
  removed: readonly number[];
  line: number;
}

/** Throws Unreadable; the parser's own words hold the content and go no further. */
export function parseComponent(text: string): JcalComponent {
  try {
    return ICAL.parse(text) as unknown as JcalComponent;
  } catch {
    throw new Unreadable('syntax');
  }
}

const maxTitle = 200;
const maxListed = 1_000;
const defaultMinutes = 15;
const maxHours = 24;

/** Throws Unreadable. */
export function readEvent([, properties]: JcalComponent, line: number, zones: ZonesOfFile): CalendarEvent {
  const first = (name: string): JcalProperty | undefined => properties.find(([each]) => each === name);
  const text = (name: string): string => String(first(name)?.[3] ?? '').trim();
  const time = (name: string): ReadTime | null => {
    const property = first(name);
    return property ? readTime(property[3], property[1].tzid, zones) : null;
  };
  const times = (name: string): number[] =>
    properties
      .filter(([each]) => each === name)
      .flatMap(([, parameters, type, ...values]) => {
        if (type === 'period') throw new Unreadable('period');
        return values.slice(0, maxListed).map((value) => instantOf(readTime(value, parameters.tzid, zones)));
      });
  const start = time('dtstart');
  const uid = text('uid');
  if (!start || uid === '' || uid.length > 1_000) throw new Unreadable('event');
  if (first('recurrence-id')?.[1].range !== undefined) throw new Unreadable('range');
  const rules = properties.filter(([name]) => name === 'rrule');
  if (rules.length > 1) throw new Unreadable('rule');
  const replaced = time('recurrence-id');
  const sequence = Number(first('sequence')?.[3] ?? 0);
  return {
    uid,
    replaces: replaced && instantOf(replaced),
    version: [Number.isSafeInteger(sequence) ? sequence : 0, text('last-modified') || text('dtstamp')],
    isCancelled: text('status').toUpperCase() === 'CANCELLED',
    title: plain(text('summary')).slice(0, maxTitle),
    categories: properties.filter(([name]) => name === 'categories').flatMap((each) => each.slice(3).map(String)),
    start,
    durationMs: readDuration(start, time('dtend'), first('duration')?.[3]),
    rule: rules[0] ? readRule(rules[0][3], start, zones) : null,
    added: times('rdate'),
    removed: times('exdate'),
    line,
  };
}

function readDuration(start: ReadTime, end: ReadTime | null, duration: unknown): number {
  let ms = defaultMinutes * 60_000;
  if (end) ms = instantOf(end) - instantOf(start);
  else if (typeof duration === 'string') {
    if (!/^\+?P[\dWDTHMS]{2,20}$/.test(duration)) throw new Unreadable('duration');
    try {
      ms = ICAL.Duration.fromString(duration).toSeconds() * 1_000;
    } catch {
      throw new Unreadable('duration');
    }
  }
  if (!Number.isFinite(ms) || ms < 0) throw new Unreadable('duration');
  return Math.min(ms, maxHours * 3_600_000);
}

/** Letters that would turn a line around or hide others have no place in a list of people. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
