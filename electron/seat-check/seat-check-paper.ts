/** The Platzprüfung as a paper, for the folder of the Ortsverwaltung or for IT. */
import { formatGermanDate } from '../contract/calendar-date.ts';
import type { DocumentDefinition } from '../contract/document.ts';
import type { SeatCheckItem, SeatCheckReport } from '../contract/seat-check.ts';

export interface PaperSeat {
  id: string;
  name: string;
  authority: string;
  ortsverwaltung: string;
  authorityAddress: readonly string[];
  place: string;
  training: boolean;
}

const zone = 'Europe/Berlin';
const states: Record<SeatCheckItem['state'], string> = { ok: 'in Ordnung', warning: 'Hinweis', fault: 'gestört' };

export function seatCheckPaper(report: SeatCheckReport, seat: PaperSeat, clerkName: string): DocumentDefinition {
  const at = new Date(report.checkedAt);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
  const time = new Intl.DateTimeFormat('de-DE', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
  const rows = report.items.map(({ title, state, text, remedy }) => ({
    label: title,
    value: [`${states[state]}: ${text}`, remedy].filter(Boolean).join(' '),
  }));
  return {
    title: 'Platzprüfung',
    authority: seat.authority,
    ortsverwaltung: seat.ortsverwaltung,
    addressLines: [...seat.authorityAddress],
    placeAndDay: `${seat.place}, ${formatGermanDate(day)}`,
    reference: `Platz ${seat.id}`,
    createdAt: report.checkedAt,
    training: seat.training,
    blocks: [
      { kind: 'paragraph', text: `${seat.name}, ${time} Uhr, geprüft durch ${clerkName}` },
      { kind: 'table', rows },
      ...(report.notes.length > 0
        ? [
            { kind: 'heading' as const, text: 'Hinweise zu diesem Platz' },
            { kind: 'list' as const, items: [...report.notes] },
          ]
        : []),
    ],
  };
}
