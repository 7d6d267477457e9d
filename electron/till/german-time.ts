/** Times as papers show them and days as the till counts them: at the counter in Germany, whatever the machine's time zone. */

const zone = 'Europe/Berlin';

/** ISO time with zone to `TT.MM.JJJJ, HH:MM Uhr` in German time. */
export function formatGermanTime(iso: string): string {
  return `${new Intl.DateTimeFormat('de-DE', {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso))} Uhr`;
}

/** ISO time to the calendar day `YYYY-MM-DD`. */
export function germanDay(iso: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(iso));
}
