/** The list of a round: whom to visit in which order; one sheet for the way, it comes back with the folders. */
import { formatGermanDate } from '../contract/calendar-date.ts';
import type { DocumentBlock, DocumentDefinition } from '../contract/document.ts';
import type { RoundView, VisitView } from '../contract/visits.ts';

export interface PaperSeat {
  id: string;
  authority: string;
  ortsverwaltung: string;
  authorityAddress: readonly string[];
  place: string;
  training: boolean;
}

function visitBlocks(visit: VisitView, index: number): DocumentBlock[] {
  return [
    { kind: 'heading', text: `${index + 1}. ${visit.from} bis ${visit.until} Uhr: ${visit.person}` },
    {
      kind: 'table',
      rows: [
        { label: 'Wohin', value: visit.address },
        { label: 'Kontakt', value: visit.contact },
        { label: 'Aufgaben', value: visit.tasks.join('; ') },
        { label: 'Wer geht', value: visit.clerks },
        { label: 'Vorgang', value: visit.ready ? visit.number : `${visit.number}, Mappe noch nicht gedruckt` },
      ],
    },
  ];
}

export function roundPaper({ day, round, visits }: RoundView, seat: PaperSeat, nowIso: string): DocumentDefinition {
  return {
    title: `Besuchsliste: ${round}`,
    authority: seat.authority,
    ortsverwaltung: seat.ortsverwaltung,
    addressLines: [...seat.authorityAddress],
    placeAndDay: formatGermanDate(day),
    reference: `Platz ${seat.id}, ${visits.length} ${visits.length === 1 ? 'Besuch' : 'Besuche'}`,
    createdAt: nowIso,
    training: seat.training,
    blocks: [
      ...visits.flatMap(visitBlocks),
      {
        kind: 'paragraph',
        bold: true,
        text: 'Diese Liste bleibt bei Ihnen, kommt mit den Mappen zurück und wird nach dem Eintragen vernichtet.',
      },
      { kind: 'fill-in', rows: [{ label: 'Vernichtet am, durch' }] },
    ],
  };
}
