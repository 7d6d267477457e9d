/** The Gebührenquittung: what was paid, on which legal basis, by which means, with the terminal's own block verbatim. */

import { formatGermanDate } from '../contract/calendar-date.ts';
import type { DocumentBlock, DocumentDefinition } from '../contract/document.ts';
import { formatEuro } from '../contract/euro.ts';
import type { ServiceContext } from '../services/service.ts';
import type { Receipt } from './port.ts';

/** ISO time with zone to `TT.MM.JJJJ, HH:MM Uhr` in German time. */
export function formatGermanTime(iso: string): string {
  return `${new Intl.DateTimeFormat('de-DE', {
    timeZone: 'Europe/Berlin',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso))} Uhr`;
}

export function receiptPaper(receipt: Receipt, context: ServiceContext, tillName: string): DocumentDefinition {
  const items = receipt.items.map((item) => ({
    label: `${item.label} (${item.legalBasis}, Fassung ab ${formatGermanDate(item.validFrom)})`,
    value: formatEuro(item.amountCents),
  }));
  const cash = [
    { label: 'Gegeben', value: formatEuro(receipt.givenCents ?? receipt.totalCents) },
    { label: 'Rückgeld', value: formatEuro(receipt.changeCents ?? 0) },
  ];
  const blocks: DocumentBlock[] = [
    {
      kind: 'table',
      rows: [
        { label: 'Quittung Nr.', value: receipt.number },
        { label: 'Annehmende Stelle', value: tillName },
        { label: 'Eingezahlt am', value: formatGermanTime(receipt.issuedAt) },
        { label: 'Zahlungsweg', value: receipt.method === 'cash' ? 'bar' : 'Karte am EC-Terminal' },
      ],
    },
    { kind: 'heading', text: 'Gebühren' },
    { kind: 'table', rows: [...items, { label: 'Summe', value: formatEuro(receipt.totalCents) }] },
    ...(receipt.method === 'cash' ? [{ kind: 'table' as const, rows: cash }] : []),
    { kind: 'paragraph', text: 'Verwaltungsgebühren, nicht steuerbar. Der Betrag ist vollständig eingegangen.' },
    ...(receipt.terminalLines.length > 0
      ? [{ kind: 'verbatim' as const, caption: 'Beleg des Terminals', lines: receipt.terminalLines }]
      : []),
    { kind: 'paragraph', text: `Angenommen durch: ${context.clerk.displayName}` },
  ];
  return {
    title: 'Gebührenquittung',
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
