/** The Meldebescheinigung itself and how it reaches the person. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import type { DocumentBlock } from '../../contract/document.ts';
import { filledRows, paper, type Row } from '../paper.ts';
import { text, textOf, valuesOf } from '../read-facts.ts';
import type { CheckStep, DocumentStep, Facts, HandOverStep, SealStep } from '../service.ts';
import { certificateTitle } from './fee.ts';
import { isPaper, stepIds, wantedItems } from './request-facts.ts';

function personRows(facts: Facts): Row[] {
  const data = valuesOf(facts, stepIds.data);
  return filledRows([
    { label: 'Familienname', value: text(data, 'surname') },
    { label: 'Vornamen', value: text(data, 'givenNames') },
    { label: 'Rufname', value: text(data, 'usualName') },
    { label: 'Doktorgrad', value: text(data, 'doctorate') },
    { label: 'Geburtsdatum', value: formatGermanDate(textOf(facts, stepIds.identity, 'birthDate')) },
  ]);
}

function addressRows(facts: Facts): Row[] {
  const data = valuesOf(facts, stepIds.data);
  const others = text(data, 'otherAddresses')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [
    { label: 'Hauptwohnung', value: `${text(data, 'street')}, ${text(data, 'postcode')} ${text(data, 'city')}` },
    ...others.map((value) => ({ label: 'Nebenwohnung', value })),
  ];
}

function furtherRows(facts: Facts): Row[] {
  const data = valuesOf(facts, stepIds.data);
  return wantedItems(facts).map((item) =>
    item.id === 'alive'
      ? { label: 'Sterbedatum', value: 'Es ist kein Sterbedatum gespeichert.' }
      : { label: item.label, value: text(data, item.id) },
  );
}

function groups(facts: Facts): { title: string; rows: Row[] }[] {
  const further = furtherRows(facts);
  return [
    { title: 'Person', rows: personRows(facts) },
    { title: 'Gemeldet unter', rows: addressRows(facts) },
    ...(further.length > 0 ? [{ title: 'Weitere Angaben', rows: further }] : []),
  ];
}

export const checkStep: CheckStep = {
  id: 'check',
  kind: 'check',
  title: 'Angaben bestätigen',
  guidance:
    'Die Person liest, was bescheinigt wird. Falsche Einträge werden erst im Register berichtigt, dann bescheinigt.',
  legalBasis: 'BMG § 18; § 12',
  groups,
};

export const documentsStep: DocumentStep = {
  id: 'documents',
  kind: 'document',
  title: 'Bescheinigung drucken',
  guidance: 'Drucken Sie die Bescheinigung, vergleichen Sie sie mit dem Register und unterschreiben Sie.',
  legalBasis: 'BMG § 18',
  when: isPaper,
  documents: (facts, context) => [
    {
      id: 'meldebescheinigung',
      title: certificateTitle(facts),
      definition: paper(context, certificateTitle(facts), [
        { kind: 'paragraph', text: 'Nach den Angaben im Melderegister wird bescheinigt (§ 18 Bundesmeldegesetz):' },
        ...groups(facts).flatMap((group): DocumentBlock[] => [
          { kind: 'heading', text: group.title },
          { kind: 'table', rows: group.rows },
        ]),
        { kind: 'signature-line', captions: [`Im Auftrag: ${context.clerk.displayName}`] },
        { kind: 'seal-field' },
      ]),
    },
  ],
};

export const sealStep: SealStep = {
  id: 'seal',
  kind: 'seal',
  title: 'Siegeln',
  guidance: 'Erst unterschreiben, dann das Dienstsiegel neben die Unterschrift setzen und seine Nummer eintragen.',
  legalBasis: 'LVO Landeswappen/Landessiegel § 2; Siegelordnung der Gemeinde',
  when: isPaper,
  targets: (facts) => [{ id: 'meldebescheinigung', label: certificateTitle(facts) }],
};

export const handOverStep: HandOverStep = {
  id: 'hand-over',
  kind: 'hand-over',
  title: 'Aushändigen',
  guidance:
    'Geben Sie die Bescheinigung der Person, die sich ausgewiesen hat, oder stellen Sie sie elektronisch bereit.',
  legalBasis: 'BMG § 18',
  items: (facts) => [
    {
      id: 'meldebescheinigung',
      label: isPaper(facts)
        ? certificateTitle(facts)
        : `${certificateTitle(facts)}, im Fachverfahren elektronisch bereitgestellt`,
      needsReceipt: false,
    },
  ],
};
