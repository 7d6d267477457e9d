/** Time zones: clock times at a place to instants and back, by the machine's own time zone data. */
import { windowsZones } from './windows-zones.table.ts';

/** `wallMs` is a clock time at the place, counted as if it were UTC. */
export interface Zone {
  toWall(atMs: number): number;
  toInstant(wallMs: number): number;
}

const dayMs = 86_400_000;

/** RFC 5545 §3.3.5: a time that occurs twice is the first one; one that does not occur counts with the offset before the gap. */
export function zoneOf(toWall: (atMs: number) => number): Zone {
  return {
    toWall,
    toInstant(wallMs) {
      const offset = (atMs: number): number => toWall(atMs) - atMs;
      const before = wallMs - offset(wallMs - dayMs);
      const after = wallMs - offset(wallMs + dayMs);
      return [before, after].toSorted((a, b) => a - b).find((atMs) => toWall(atMs) === wallMs) ?? before;
    },
  };
}

export const utc: Zone = { toWall: (atMs) => atMs, toInstant: (wallMs) => wallMs };

const known = new Map<string, Zone | null>();
const knownMax = 200;

/** By IANA name or by a name of Windows; null when the machine knows neither. */
export function namedZone(name: string): Zone | null {
  const found = known.get(name);
  if (found !== undefined) return found;
  // Some programs write `/freeassociation.sourceforge.net/Europe/Berlin`.
  const bare = name.replace(/^\/[^/]+\//, '');
  const zone = intlZone(Object.hasOwn(windowsZones, name) ? (windowsZones[name] ?? name) : bare);
  if (known.size < knownMax) known.set(name, zone);
  return zone;
}

function intlZone(timeZone: string): Zone | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch {
    return null;
  }
  return zoneOf((atMs) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(atMs)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  });
}

/** Where the counters are, whatever the machine's own zone is. */
export function counterZone(): Zone {
  const zone = namedZone('Europe/Berlin');
  if (!zone) throw new Error('this machine has no time zone data for Europe/Berlin');
  return zone;
}
