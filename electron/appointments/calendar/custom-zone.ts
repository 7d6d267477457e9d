/** A time zone that only the file itself describes (VTIMEZONE): when its offsets begin, looked for day by day. */
import { type JcalProperty, readRule, readTime, Unreadable, type ZonesOfFile } from './event-times.ts';
import { dayBudget, occurrenceOn, type Rule } from './recurrence.ts';
import { utc, type Zone, zoneOf } from './zone-time.ts';

export type JcalComponent = readonly [string, readonly JcalProperty[], readonly JcalComponent[]];

interface Observance {
  startWallMs: number;
  rule: Rule | null;
  offsetMs: number;
}

const dayMs = 86_400_000;
/** The change of a clock comes every year. */
const lookBackDays = 370;
const maxObservances = 40;

/** Throws Unreadable. */
export function customZone([, , observances]: JcalComponent): Zone {
  if (observances.length === 0 || observances.length > maxObservances) throw new Unreadable('zone');
  const read = observances.map(readObservance);
  const first = read.toSorted((a, b) => a.startWallMs - b.startWallMs)[0];
  const cache = new Map<number, number>();
  const offsetOn = (day: number): number => {
    const known = cache.get(day);
    if (known !== undefined) return known;
    const offset = newestOnset(read, day)?.offsetMs ?? first?.offsetMs ?? 0;
    if (cache.size < 1_000) cache.set(day, offset);
    return offset;
  };
  // Clocks change at night: an office's day has one offset, that at noon.
  return zoneOf((atMs) => atMs + offsetOn(Math.floor((atMs + (first?.offsetMs ?? 0)) / dayMs)));
}

function newestOnset(all: readonly Observance[], day: number): Observance | null {
  let newest: { onset: number; of: Observance } | null = null;
  for (const of of all) {
    const onset = of.rule === null ? Math.floor(of.startWallMs / dayMs) : onsetBefore(of.rule, of.startWallMs, day);
    if (onset !== null && onset <= day && (newest === null || onset > newest.onset)) newest = { onset, of };
  }
  return newest?.of ?? null;
}

function onsetBefore(rule: Rule, startWallMs: number, day: number): number | null {
  for (let each = day; each > day - lookBackDays; each -= 1) {
    if (occurrenceOn(rule, startWallMs, each, dayBudget()) !== null) return each;
  }
  return null;
}

function readObservance([, properties]: JcalComponent): Observance {
  const value = (name: string): unknown => properties.find(([each]) => each === name)?.[3];
  const zones: ZonesOfFile = { utc, here: utc, find: () => null };
  const start = readTime(value('dtstart'), undefined, zones);
  const rule = value('rrule');
  const offset = /^([+-])(\d\d):?(\d\d)/.exec(String(value('tzoffsetto') ?? ''));
  if (!offset) throw new Unreadable('zone');
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  if (minutes > 16 * 60) throw new Unreadable('zone');
  return {
    startWallMs: start.wallMs,
    rule: rule === undefined ? null : readRule(rule, start, zones),
    offsetMs: (offset[1] === '-' ? -minutes : minutes) * 60_000,
  };
}
