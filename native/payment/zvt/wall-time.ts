/** German wall clock, which terminals show and send without a time zone. */

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

/** `YYYYMMDDHHMMSS` in Berlin at this moment. */
export function wallDigits(epochMs: number): string {
  const parts = new Map(berlin.formatToParts(epochMs).map((part) => [part.type, part.value]));
  const order: Intl.DateTimeFormatPartTypes[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];
  return order.map((type) => parts.get(type) ?? '').join('');
}

/** Milliseconds on a scale where Berlin's wall clock is taken as UTC. */
export function wallMs(epochMs: number): number {
  return parseWall(wallDigits(epochMs)) ?? epochMs;
}

/** `YYYYMMDDHHMMSS`; undefined when it is no date. */
export function parseWall(digits: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const value = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(value) ? undefined : value;
}
