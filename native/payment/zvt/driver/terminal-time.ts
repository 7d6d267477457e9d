/** The terminal's calendar is German local time without a year; compared on a scale where Berlin's wall clock is taken as UTC. */

const berlin = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const halfYearMs = 182 * 86_400_000;

/** Milliseconds of the wall clock in Berlin at this moment. */
export function wallMs(epochMs: number): number {
  const parts = new Map(berlin.formatToParts(epochMs).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** `MM-DD` and `HH:MM:SS` in the year that brings them closest to `nearWallMs`; undefined when they are no date. */
export function recordWallMs(
  date: string | undefined,
  time: string | undefined,
  nearWallMs: number,
): number | undefined {
  if (!date || !time) return undefined;
  const year = new Date(nearWallMs).getUTCFullYear();
  const read = (candidate: number) => Date.parse(`${candidate}-${date}T${time}Z`);
  const candidates = [year - 1, year, year + 1].map(read).filter((value) => !Number.isNaN(value));
  return candidates.find((value) => Math.abs(value - nearWallMs) < halfYearMs);
}

/** `YYYYMMDDHHMMSS`; undefined when it is no date. */
export function fullWallMs(digits: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const value = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(value) ? undefined : value;
}
