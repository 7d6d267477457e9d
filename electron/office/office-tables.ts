/** The tables of the Ortsverwaltung as they go into files: cents as whole numbers, so that no program misreads a comma. */
import type { OfficeView } from '../contract/office.ts';

export interface OfficeTable {
  name: string;
  header: readonly string[];
  rows: (string | number)[][];
}

export function officeTables(view: OfficeView, titleOf: (kind: string) => string): OfficeTable[] {
  const { fees, balances, items, seals, stock, findings } = view;
  return [
    {
      name: 'gebuehren',
      header: ['Tag', 'Platz', 'Zahlungen', 'Bar (Cent)', 'Karte (Cent)', 'davon zurückgegeben (Cent)'],
      rows: fees.map((fee) => [fee.day, fee.seat, fee.payments, fee.cashCents, fee.cardCents, fee.returnedCents]),
    },
    {
      name: 'abschluesse',
      header: [
        'Platz',
        'Zahlungen (Cent)',
        'Kassenbuch (Cent)',
        'Abschlüsse (Cent)',
        'offen (Cent)',
        'Anzahl Abschlüsse',
      ],
      rows: balances.map((of) => [
        ...[of.seat, of.actsCents, of.bookedCents, of.closedCents, of.openCents, of.closings],
      ]),
    },
    {
      name: 'sammelkasse',
      header: ['Kassenzeichen', 'Betrag (Cent)', 'von Platz', 'seit', 'Zustand', 'kassiert an'],
      rows: items.map((item) => [
        ...[item.kassenzeichen, item.amountCents, item.seat, item.postedAt, item.state, item.holder ?? ''],
      ]),
    },
    {
      name: 'siegel',
      header: ['Siegel', 'Platz', 'Anzahl', 'zuletzt'],
      rows: seals.map(({ sealNumber, seat, uses, lastAt }) => [sealNumber, seat, uses, lastAt]),
    },
    {
      name: 'bestand',
      header: ['Vordruck', 'Platz', 'Eingang', 'abgegeben', 'verbraucht', 'verworfen', 'fehlt', 'liegt hier'],
      rows: stock.map((of) => [
        ...[titleOf(of.kind), of.seat, of.received, of.issued, of.used, of.spoiled, of.missing, of.left],
      ]),
    },
    {
      name: 'befunde',
      header: ['Befund', 'Abhilfe'],
      rows: findings.map(({ text, remedy }) => [text, remedy]),
    },
  ];
}
