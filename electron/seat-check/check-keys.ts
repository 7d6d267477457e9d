/** The authority key: which generation seals what is written here, and whether a newer one waits for the next start. */
import { formatGermanDate } from '../contract/calendar-date.ts';
import type { SeatCheckItem } from '../contract/seat-check.ts';

export interface KeyFacts {
  /** Generation the running seat works with. */
  inUse: number;
  /** Newest generation in the key file. */
  inFile: number;
  /** The day that one came here; null where it was never noted. */
  adoptedOn: string | null;
}

export function checkKeys({ inUse, inFile, adoptedOn }: KeyFacts): SeatCheckItem {
  const item = { id: 'authority-key', title: 'Behördenschlüssel' };
  if (inFile > inUse) {
    const text = `Generation ${inUse} in Gebrauch. Generation ${inFile} liegt bereit und gilt ab dem nächsten Start.`;
    return { ...item, state: 'warning', text, remedy: 'Starten Sie das Programm neu, sobald niemand bedient wird.' };
  }
  const since = adoptedOn === null ? '' : `, hinterlegt am ${formatGermanDate(adoptedOn)}`;
  return { ...item, state: 'ok', text: `Generation ${inUse}${since}.`, remedy: '' };
}
