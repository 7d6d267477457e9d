/** Days and half hours at the counter, whatever zone the machine is in. */
import { counterZone } from './calendar/zone-time.ts';

const dayMs = 86_400_000;
const halfHourMs = 30 * 60_000;

export const dayOf = (atMs: number): string => new Date(counterZone().toWall(atMs)).toISOString().slice(0, 10);

/** Half hours since midnight, 0 … 47. */
export const halfHourOf = (atMs: number): number => Math.floor((counterZone().toWall(atMs) % dayMs) / halfHourMs);

export function boundsOf(day: string): { startMs: number; endMs: number } {
  const wallMs = Date.parse(`${day}T00:00:00Z`);
  return { startMs: counterZone().toInstant(wallMs), endMs: counterZone().toInstant(wallMs + dayMs) };
}
