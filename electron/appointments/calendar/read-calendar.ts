/** Calendar files to the appointments of one day: versions, moved and called-off occurrences settled, everything bounded. */

import { type CalendarText, type Component, readContentLines } from './content-lines.ts';
import { customZone } from './custom-zone.ts';
import { instantOf, Unreadable, type ZonesOfFile } from './event-times.ts';
import { type CalendarEvent, parseComponent, readEvent } from './read-event.ts';
import { type DayBudget, dayBudget, occurrenceOn } from './recurrence.ts';
import { counterZone, namedZone, utc, type Zone } from './zone-time.ts';

export interface DayAppointment {
  uid: string;
  /** Instant of the occurrence in its series; empty for an event that does not repeat. */
  recurrenceId: string;
  startsAtMs: number;
  endsAtMs: number;
  isCancelled: boolean;
  title: string;
  categories: readonly string[];
}

/** What a file holds, in memory as long as the file is known. */
export interface CalendarFile {
  events: readonly CalendarEvent[];
  cancels: boolean;
  /** Lines of events that cannot be read; the others count. */
  unreadable: readonly number[];
}

export interface DayOfCalendar {
  appointments: DayAppointment[];
  /** Days without a time are no appointments: holidays, absences. */
  allDay: number;
  /** Series that cannot be counted through. */
  uncounted: number;
}

const dayMs = 86_400_000;

/** Throws AppError `appointments.*`. */
export function readCalendarFile(text: string): CalendarFile {
  const content = readContentLines(text);
  const zones = zonesOf(content);
  const unreadable: number[] = [];
  const events = content.components
    .filter(({ kind }) => kind === 'VEVENT')
    .flatMap(({ text: each, line }) => {
      try {
        return [readEvent(parseComponent(each), line, zones)];
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        unreadable.push(line);
        return [];
      }
    });
  return { events, cancels: content.cancels, unreadable };
}

/** `day` as `YYYY-MM-DD`, at the counter. */
export function appointmentsOfDay(files: readonly CalendarFile[], day: string): DayOfCalendar {
  const here = counterZone();
  const dayStartWall = Date.parse(`${day}T00:00:00Z`);
  const [from, to] = [here.toInstant(dayStartWall), here.toInstant(dayStartWall + dayMs)];
  const budget = dayBudget();
  const result: DayOfCalendar = { appointments: [], allDay: 0, uncounted: 0 };
  for (const versions of byUid(files)) {
    const masters = versions.filter(({ replaces }) => replaces === null);
    const moved = versions.filter(({ replaces }) => replaces !== null);
    const gone = new Set(moved.map(({ replaces }) => replaces));
    for (const event of masters) {
      for (const startsAtMs of startsOn(event, dayStartWall / dayMs, budget, result)) {
        if (!gone.has(startsAtMs)) take(event, startsAtMs, event.rule || event.added.length > 0 ? startsAtMs : null);
      }
    }
    for (const event of moved) take(event, instantOf(event.start), event.replaces);
  }
  result.appointments.sort((a, b) => a.startsAtMs - b.startsAtMs || a.uid.localeCompare(b.uid));
  return result;

  function take(event: CalendarEvent, startsAtMs: number, occurrence: number | null): void {
    if (startsAtMs < from || startsAtMs >= to) return;
    if (event.start.isDate) {
      if (!event.isCancelled) result.allDay += 1;
      return;
    }
    result.appointments.push({
      uid: event.uid,
      recurrenceId: occurrence === null ? '' : new Date(occurrence).toISOString(),
      startsAtMs,
      endsAtMs: startsAtMs + event.durationMs,
      isCancelled: event.isCancelled,
      title: event.title,
      categories: event.categories,
    });
  }
}

/** Begins of the event around that day. The zone of the event may be a day ahead or behind the counter's. */
function startsOn(event: CalendarEvent, day: number, budget: DayBudget, result: DayOfCalendar): number[] {
  const { start, rule } = event;
  const near = (atMs: number): boolean => Math.abs(atMs / dayMs - day) < 3;
  const starts = new Set<number>(event.added.filter(near));
  try {
    for (const each of [day - 1, day, day + 1]) {
      const wallMs = rule ? occurrenceOn(rule, start.wallMs, each, budget) : start.wallMs;
      if (wallMs !== null && near(wallMs)) starts.add(start.zone.toInstant(wallMs));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    result.uncounted += 1;
  }
  for (const removed of event.removed) starts.delete(removed);
  return [...starts];
}

/** The newest version of each event and each replaced occurrence, whichever file it stands in. */
function byUid(files: readonly CalendarFile[]): CalendarEvent[][] {
  const newest = new Map<string, Map<number | null, CalendarEvent>>();
  for (const { events, cancels } of files) {
    for (const read of events) {
      const event = cancels ? { ...read, isCancelled: true } : read;
      const known = newest.get(event.uid) ?? new Map<number | null, CalendarEvent>();
      newest.set(event.uid, known);
      const before = known.get(event.replaces);
      if (!before || isNewer(event, before)) known.set(event.replaces, event);
    }
  }
  return [...newest.values()].map((versions) => [...versions.values()]);
}

function isNewer({ version: [sequence, stamp], isCancelled }: CalendarEvent, before: CalendarEvent): boolean {
  if (sequence !== before.version[0]) return sequence > before.version[0];
  // Of two that say the same, calling off comes after making.
  return stamp === before.version[1] ? isCancelled : stamp > before.version[1];
}

function zonesOf({ components }: CalendarText): ZonesOfFile {
  const described = new Map<string, Component>();
  for (const component of components) {
    const tzid =
      component.kind === 'VTIMEZONE' ? /^TZID(?:;[^:]*)?:(.*)$/m.exec(component.text)?.[1]?.trim() : undefined;
    if (tzid) described.set(tzid, component);
  }
  const found = new Map<string, Zone | null>();
  return {
    utc,
    here: counterZone(),
    find(tzid) {
      const known = found.get(tzid);
      if (known !== undefined) return known;
      const component = described.get(tzid);
      const zone = namedZone(tzid) ?? (component ? describedZone(component) : null);
      found.set(tzid, zone);
      return zone;
    },
  };
}

function describedZone(component: Component): Zone | null {
  try {
    return customZone(parseComponent(component.text));
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
