/** Gebührenquittung and Storno-Beleg: what was paid or given back, on which legal basis, by which means, the terminal's own block verbatim. */

import { taxText } from '../contract/accounting.ts';
import { formatGermanDate } from '../contract/calendar-date.ts';
import type { DocumentBlock, DocumentDefinition } from '../contract/document.ts';
import { formatEuro } from '../contract/euro.ts';
import { formatGermanTime } from './german-time.ts';
import type { CardFacts, PaidItem, PaperContext, Receipt } from './port.ts';

type Row = { label: string; value: string };

const wayTexts = {
  reverse: 'Storno der Kartenzahlung am EC-Terminal',
  refund: 'Gutschrift auf die Karte',
  cash: 'bar',
} as const;

function itemRow({ label, legalBasis, validFrom, amountCents, accounting }: PaidItem): Row {
  const tariff = accounting ? `Gebührentarif Nr. ${accounting.tariffNumber}, ` : '';
  const where = accounting
    ? `; Kassenzeichen ${accounting.kassenzeichen}${accounting.example ? ' (Beispiel)' : ''}; ${taxText(accounting.tax)}`
    : '';
  return {
    label: `${label} (${tariff}${legalBasis}, Fassung ab ${formatGermanDate(validFrom)}${where})`,
    value: formatEuro(amountCents),
  };
}

function cardRows(card: CardFacts): Row[] {
  const rows: [string, string | number | null][] = [
    ['Karte', `${card.cardName} ${card.panMasked}`.trim()],
    ['Terminal-ID', card.terminalId],
    ['Trace-Nummer', card.traceNumber],
    ['Beleg-Nummer des Terminals', card.receiptNumber],
    ['VU-Nummer', card.vuNumber],
    ['Autorisierung', card.authorisationAttribute],
  ];
  return rows.flatMap(([label, value]) => (value === null || value === '' ? [] : [{ label, value: String(value) }]));
}

function taxNote(items: readonly PaidItem[]): string {
  const taxable = items.flatMap(({ accounting, amountCents }) =>
    accounting?.tax.kind === 'steuerpflichtig' ? [{ rate: accounting.tax.ratePercent, amountCents }] : [],
  );
  if (taxable.length === 0) return 'Verwaltungsgebühren, nicht steuerbar.';
  return taxable
    .map(({ rate, amountCents }) => {
      const taxCents = Math.round((amountCents * rate) / (100 + rate));
      return `In ${formatEuro(amountCents)} sind ${String(rate).replace('.', ',')} % USt enthalten: ${formatEuro(taxCents)}.`;
    })
    .join(' ');
}

const table = (rows: readonly Row[]): DocumentBlock[] => (rows.length > 0 ? [{ kind: 'table', rows: [...rows] }] : []);

export function receiptPaper(receipt: Receipt, context: PaperContext, tillName: string): DocumentDefinition {
  const isReversal = receipt.kind === 'reversal';
  const way = receipt.way ? wayTexts[receipt.way] : receipt.method === 'cash' ? 'bar' : 'Karte am EC-Terminal';
  const head: Row[] = [
    { label: isReversal ? 'Storno-Beleg Nr.' : 'Quittung Nr.', value: receipt.number },
    ...(receipt.refersTo ? [{ label: 'Zur Quittung Nr.', value: receipt.refersTo }] : []),
    { label: 'Annehmende Stelle', value: tillName },
    { label: isReversal ? 'Zurückgegeben am' : 'Eingezahlt am', value: formatGermanTime(receipt.issuedAt) },
    { label: isReversal ? 'Rückgabe' : 'Zahlungsweg', value: way },
    ...(receipt.reason ? [{ label: 'Grund', value: receipt.reason }] : []),
  ];
  const cash = [
    { label: 'Gegeben', value: formatEuro(receipt.givenCents ?? receipt.totalCents) },
    { label: 'Rückgeld', value: formatEuro(receipt.changeCents ?? 0) },
  ];
  const total = { label: 'Summe', value: formatEuro(receipt.totalCents) };
  const received = isReversal
    ? 'Der Betrag wurde vollständig zurückgegeben.'
    : 'Der Betrag ist vollständig eingegangen.';
  const blocks: DocumentBlock[] = [
    ...table(head),
    { kind: 'heading', text: isReversal ? 'Zurückgegebene Gebühren' : 'Gebühren' },
    ...table([...receipt.items.map(itemRow), total]),
    ...(receipt.method === 'cash' && !isReversal ? table(cash) : []),
    ...(receipt.card ? table(cardRows(receipt.card)) : []),
    ...table(receipt.tse ?? []),
    { kind: 'paragraph', text: `${taxNote(receipt.items)} ${received}` },
    ...(receipt.terminalLines.length > 0
      ? [{ kind: 'verbatim' as const, caption: 'Beleg des Terminals', lines: receipt.terminalLines }]
      : []),
    ...(isReversal && receipt.way === 'cash'
      ? [{ kind: 'signature-line' as const, captions: ['Betrag erhalten (Unterschrift)'] }]
      : []),
    {
      kind: 'paragraph',
      text: `${isReversal ? 'Zurückgegeben' : 'Angenommen'} durch: ${context.clerk.displayName || receipt.issuedBy}${
        receipt.secondClerk ? `, zweite Person: ${receipt.secondClerk}` : ''
      }`,
    },
  ];
  return {
    title: isReversal ? 'Storno-Beleg' : 'Gebührenquittung',
    authority: context.seat.authority,
    ortsverwaltung: context.seat.ortsverwaltung,
    addressLines: [...context.seat.authorityAddress],
    placeAndDay: `${context.seat.place}, ${formatGermanDate(context.today)}`,
    reference: context.vorgangNumber,
    createdAt: context.now,
    training: context.seat.training,
    blocks,
  };
}
