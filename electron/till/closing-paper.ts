/** The Kassenabschluss as a paper: drawer by denomination, Soll and Ist, cards against the terminal, every entry, every difference. */
import { formatGermanDate } from '../contract/calendar-date.ts';
import type { DocumentBlock, DocumentDefinition } from '../contract/document.ts';
import { formatEuro } from '../contract/euro.ts';
import { type CashCount, denominationsCents, type TotalsComparison } from '../contract/till.ts';
import type { ClosingState } from './closing-state.ts';
import { formatGermanTime, germanDay } from './german-time.ts';
import type { PaperContext } from './port.ts';
import type { Period } from './till-book.ts';

export interface ClosingFacts {
  state: ClosingState;
  period: Period;
  counts: CashCount;
  countedCents: number;
  comparison: TotalsComparison | null;
  /** One line each for acts nobody knows the outcome of. */
  unknown: readonly string[];
  differenceReason: string;
  closedAt: string;
  secondClerk: string | null;
  tillName: string;
  takesCash: boolean;
}

type Row = { label: string; value: string };
const table = (rows: readonly Row[]): DocumentBlock[] => (rows.length > 0 ? [{ kind: 'table', rows: [...rows] }] : []);
const heading = (text: string): DocumentBlock => ({ kind: 'heading', text });
const euro = (label: string, cents: number): Row => ({ label, value: formatEuro(cents) });

const moveTexts = {
  'float-in': 'Einlage Wechselgeld',
  'other-in': 'Sonstige Einzahlung',
  'delivery-out': 'Ablieferung',
  'other-out': 'Sonstige Auszahlung',
} as const;

export function closingPaper(facts: ClosingFacts, context: PaperContext): DocumentDefinition {
  const { state, period, closedAt, secondClerk } = facts;
  const head: Row[] = [
    { label: 'Abschluss Nr.', value: String(state.number) },
    { label: 'Zahlstelle', value: facts.tillName },
    { label: 'Zeitraum ab', value: period.last ? formatGermanTime(period.last.body.closedAt) : 'Beginn' },
    { label: 'Abgeschlossen am', value: formatGermanTime(closedAt) },
    { label: 'Abgeschlossen durch', value: context.clerk.displayName },
    ...(secondClerk === null ? [] : [{ label: 'Zweite Person', value: secondClerk }]),
  ];
  const blocks: DocumentBlock[] = [
    ...table(head),
    ...(facts.takesCash ? cashBlocks(facts) : []),
    ...cardBlocks(facts),
    ...entryBlocks(period),
    ...unknownBlocks(facts),
    ...(facts.differenceReason === ''
      ? []
      : [heading('Begründung'), { kind: 'paragraph' as const, text: facts.differenceReason }]),
    {
      kind: 'signature-line',
      captions: secondClerk === null ? ['Unterschrift'] : ['Unterschrift', 'Zweite Person'],
    },
  ];
  return {
    title: 'Kassenabschluss',
    authority: context.seat.authority,
    ortsverwaltung: context.seat.ortsverwaltung,
    addressLines: [...context.seat.authorityAddress],
    placeAndDay: `${context.seat.place}, ${formatGermanDate(germanDay(closedAt))}`,
    reference: context.vorgangNumber,
    createdAt: closedAt,
    training: context.seat.training,
    blocks,
  };
}

function cashBlocks({ period, counts, countedCents }: ClosingFacts): DocumentBlock[] {
  const { cash } = period;
  const pieces = denominationsCents.flatMap((cents) => {
    const count = counts[String(cents)] ?? 0;
    return count === 0 ? [] : [euro(`${count} × ${formatEuro(cents)}`, count * cents)];
  });
  return [
    heading('Bargeld'),
    ...table([
      euro('Anfangsbestand', cash.openingCents),
      euro('Gebühren bar', cash.paymentsCents),
      euro('Bar zurückgegeben', 0 - cash.paidBackCents),
      euro('Einlagen', cash.movedInCents),
      euro('Entnahmen', 0 - cash.movedOutCents),
      euro('Soll', cash.nowCents),
      euro('Ist (gezählt)', countedCents),
      euro('Differenz', countedCents - cash.nowCents),
    ]),
    heading('Zählung'),
    ...table(pieces.length > 0 ? pieces : [{ label: 'Kein Bargeld', value: formatEuro(0) }]),
  ];
}

function cardBlocks({ period, comparison, state }: ClosingFacts): DocumentBlock[] {
  const { card } = period;
  const sums = table([
    euro(`Kartenzahlungen (${card.payments})`, card.paymentsCents),
    euro(`Storno am Terminal (${card.reversals})`, 0 - card.reversedCents),
    euro(`Gutschriften (${card.refunds})`, 0 - card.refundedCents),
    euro('Summe Karten', card.netCents),
  ]);
  if (comparison === null) {
    const text = state.leftOut
      ? `Kein Kassenschnitt: ${state.leftOut.reason} (entschieden durch ${state.leftOut.lead}).`
      : 'Kein Kassenschnitt nötig.';
    return [heading('Karten'), ...sums, { kind: 'paragraph', text }];
  }
  const told = comparison.terminalCount === null ? '' : ` (${comparison.terminalCount})`;
  return [
    heading('Karten'),
    ...sums,
    heading('Kassenschnitt'),
    ...table([
      euro(`Journal seit letztem Kassenschnitt (${comparison.journalCount})`, comparison.journalCents),
      euro(`Terminal${told}`, comparison.terminalCents),
    ]),
    ...(comparison.differences.length > 0
      ? [{ kind: 'list' as const, items: comparison.differences }]
      : [{ kind: 'paragraph' as const, text: 'Journal und Terminal stimmen überein.' }]),
  ];
}

function entryBlocks({ bookings, moves }: Period): DocumentBlock[] {
  const rows = [
    ...bookings.map(({ at, body }) => ({
      at,
      row: euro(
        `${body.number} · ${body.method === 'cash' ? 'bar' : 'Karte'} · ${body.vorgangNumber}`,
        body.amountCents,
      ),
    })),
    ...moves.map(({ at, body }) => ({
      at,
      row: euro(`${body.number} · ${moveTexts[body.kind]}: ${body.reason}`, body.amountCents),
    })),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  if (rows.length === 0) return [heading('Buchungen'), { kind: 'paragraph', text: 'Keine Buchungen.' }];
  return [heading('Buchungen'), ...table(rows.map(({ row }) => row))];
}

function unknownBlocks({ unknown, state }: ClosingFacts): DocumentBlock[] {
  if (unknown.length === 0) return [];
  const leads = [...new Set(state.passedUnknown.map(({ lead, reason }) => `${lead}: ${reason}`))];
  return [
    heading('Ungeklärt'),
    { kind: 'list', items: [...unknown] },
    { kind: 'paragraph', text: `Zugelassen durch ${leads.join('; ')}` },
  ];
}
