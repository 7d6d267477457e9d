/** Clocks and the seat's certificate: what makes receipts wrong or the seat useless some day, seen before it happens. */
import type { SeatCheckItem } from '../contract/seat-check.ts';

/** Receipts carry minutes; leases and the order of events stand on other clocks. */
const noticedMs = 30_000;
const wrongMs = 5 * 60_000;
/** The terminal prints its own time on receipts beside ours. */
const terminalNoticedMs = 2 * 60_000;
const dayMs = 24 * 3_600_000;
const soonDays = 30;
const callIt = 'Informieren Sie die IT.';

/** `3 s`, `4 min`, `2 h`. */
function span(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

const ahead = (ms: number): string => (ms > 0 ? 'vor' : 'nach');

export function checkCentreClock(told: { offsetMs: number; boundMs: number } | null | undefined): SeatCheckItem[] {
  const item = { id: 'centre-clock', title: 'Uhr gegen das Zentrum' };
  if (told === undefined) return [];
  if (told === null) {
    return [
      {
        ...item,
        state: 'warning',
        text: 'Das Zentrum sagt gerade keine Zeit.',
        remedy: 'Prüfen Sie später noch einmal.',
      },
    ];
  }
  const { offsetMs, boundMs } = told;
  const atLeastMs = Math.abs(offsetMs) - boundMs;
  if (atLeastMs <= noticedMs) {
    const text = `Beide Uhren stimmen auf ${span(Math.max(1_000, Math.abs(offsetMs) + boundMs))} überein.`;
    return [{ ...item, state: 'ok', text, remedy: '' }];
  }
  const text = `Die Uhr dieses Rechners geht ${span(offsetMs)} ${ahead(-offsetMs)}.`;
  return [
    atLeastMs > wrongMs
      ? {
          ...item,
          state: 'fault',
          text,
          remedy: `Nehmen Sie kein Geld an: Quittungen bekämen eine falsche Zeit. ${callIt}`,
        }
      : { ...item, state: 'warning', text, remedy: callIt },
  ];
}

/** Positive: the terminal is ahead of this machine. Known only from the last card payment. */
export function checkTerminalClock(offsetMs: number | null): SeatCheckItem[] {
  const item = { id: 'terminal-clock', title: 'Uhr des EC-Terminals' };
  if (offsetMs === null) return [];
  if (Math.abs(offsetMs) <= terminalNoticedMs) {
    return [{ ...item, state: 'ok', text: 'Bei der letzten Kartenzahlung stimmte sie.', remedy: '' }];
  }
  const text = `Bei der letzten Kartenzahlung ging sie ${span(offsetMs)} ${ahead(offsetMs)}.`;
  return [
    {
      ...{ ...item, state: 'warning', text },
      remedy: 'Kassenbelege und Quittungen zeigen verschiedene Zeiten. Lassen Sie die Uhr des Terminals stellen.',
    },
  ];
}

export function checkCertificate(ends: string | null, nowMs: number): SeatCheckItem[] {
  const item = { id: 'certificate', title: 'Zertifikat dieses Platzes' };
  if (ends === null) return [];
  const days = Math.floor((Date.parse(ends) - nowMs) / dayMs);
  if (days < 0) {
    const text = 'Es ist abgelaufen: Das Zentrum lässt den Platz nicht mehr ein.';
    return [{ ...item, state: 'fault', text, remedy: callIt }];
  }
  const text = days === 0 ? 'Es läuft heute ab.' : `Es läuft in ${days} Tagen ab.`;
  if (days > soonDays) return [{ ...item, state: 'ok', text, remedy: '' }];
  return [{ ...item, state: 'warning', text, remedy: `Danach arbeitet der Platz nicht mehr. ${callIt}` }];
}
