/** Law and tariff rows: those nobody has verified, and those that end soon with nothing after them. */
import { formatGermanDate } from '../contract/calendar-date.ts';
import type { SeatCheckItem } from '../contract/seat-check.ts';

export interface DatedRow {
  key: string;
  validFrom: string;
  validTo: string | null;
  confidence: 'H' | 'M' | 'L' | 'U';
}

const soonDays = 30;
const shown = 3;

export function checkLaw(rows: readonly DatedRow[], today: string): SeatCheckItem[] {
  const inForce = rows.filter((row) => row.validFrom <= today && (row.validTo === null || today <= row.validTo));
  const soon = new Date(Date.parse(today) + soonDays * 24 * 3_600_000).toISOString().slice(0, 10);
  const ending = inForce.filter(
    ({ key, validTo }) =>
      validTo !== null && validTo <= soon && !rows.some((next) => next.key === key && next.validFrom > validTo),
  );
  const unverified = inForce.filter(({ confidence }) => confidence === 'U');
  return [
    {
      id: 'law-verified',
      title: 'Gebühren und Fristen: geprüft',
      state: unverified.length > 0 ? 'warning' : 'ok',
      text:
        unverified.length > 0
          ? `Nicht geprüft: ${list(unverified.map(({ key }) => key))}.`
          : 'Alle Werte sind geprüft.',
      remedy:
        unverified.length > 0
          ? 'Melden Sie dies der Leitung. Ungeprüfte Beträge werden an einem echten Platz nicht erhoben.'
          : '',
    },
    {
      id: 'law-current',
      title: 'Gebühren und Fristen: gültig',
      state: ending.length > 0 ? 'warning' : 'ok',
      text:
        ending.length > 0
          ? `Bald ohne gültigen Wert: ${list(ending.map(({ key, validTo }) => `${key} bis ${formatGermanDate(validTo ?? '')}`))}.`
          : `In den nächsten ${soonDays} Tagen läuft nichts aus.`,
      remedy: ending.length > 0 ? 'Melden Sie dies der Leitung, damit die neuen Werte eingespielt werden.' : '',
    },
  ];
}

/** The first few, and how many more. */
function list(names: readonly string[]): string {
  const more = names.length - shown;
  return `${names.slice(0, shown).join(', ')}${more > 0 ? ` und ${more} weitere` : ''}`;
}
