/** Clock, disk and journal: what the seat itself stands on. */
import type { SeatCheckItem } from '../contract/seat-check.ts';

export interface MachineFacts {
  nowMs: number;
  /** ISO time of the last event; null for an empty journal. */
  lastEventAt: string | null;
  events: number;
  /** Null when the system does not tell. */
  freeBytes: number | null;
}

/** Clocks are set in small steps while the seat runs; more than this back is no such step. */
const toleratedMs = 2_000;
/** So far after the last event the clock has been set wrong rather than the seat left alone. */
const longMs = 366 * 24 * 3_600_000;
const mebibyte = 1024 * 1024;
const scarceBytes = 2_048 * mebibyte;
const tooFewBytes = 256 * mebibyte;
const callIt = 'Informieren Sie die IT.';

export const checkMachine = (facts: MachineFacts): SeatCheckItem[] => [
  checkClock(facts),
  checkDisk(facts),
  journal(facts),
];

function checkClock({ nowMs, lastEventAt }: MachineFacts): SeatCheckItem {
  const item = { id: 'clock', title: 'Uhr' };
  const aheadMs = lastEventAt === null ? 0 : nowMs - Date.parse(lastEventAt);
  if (aheadMs < -toleratedMs) {
    const text = 'Die Uhr dieses Rechners geht nach: Der letzte Eintrag im Journal ist jünger als die Uhrzeit.';
    const remedy = `Beginnen Sie keine Vorgänge: Quittungen bekämen eine falsche Zeit. ${callIt}`;
    return { ...item, state: 'fault', text, remedy };
  }
  if (aheadMs > longMs) {
    const text = 'Seit dem letzten Eintrag im Journal ist nach der Uhr dieses Rechners mehr als ein Jahr vergangen.';
    return {
      ...item,
      state: 'warning',
      text,
      remedy: `Vergleichen Sie Datum und Uhrzeit. Stimmen sie nicht: ${callIt}`,
    };
  }
  return { ...item, state: 'ok', text: 'Datum und Uhrzeit passen zum Journal.', remedy: '' };
}

function checkDisk({ freeBytes }: MachineFacts): SeatCheckItem {
  const item = { id: 'disk', title: 'Speicherplatz' };
  if (freeBytes === null) {
    return { ...item, state: 'warning', text: 'Der freie Speicherplatz ist nicht bekannt.', remedy: callIt };
  }
  const text = `Frei: ${Math.floor(freeBytes / mebibyte).toLocaleString('de-DE')} MB.`;
  if (freeBytes < tooFewBytes) {
    return { ...item, state: 'fault', text, remedy: `Ohne Platz kann das Journal nicht schreiben. ${callIt}` };
  }
  if (freeBytes < scarceBytes) return { ...item, state: 'warning', text, remedy: `Der Platz wird knapp. ${callIt}` };
  return { ...item, state: 'ok', text, remedy: '' };
}

/** A journal whose end cannot be proven keeps the seat from starting: here it has been. */
const journal = ({ events }: MachineFacts): SeatCheckItem => ({
  id: 'journal',
  title: 'Journal',
  state: 'ok',
  text: `Beim Start geprüft, das Ende der Kette stimmt. Einträge: ${events.toLocaleString('de-DE')}.`,
  remedy: '',
});
