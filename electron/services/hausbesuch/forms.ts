/** The forms that are filled in by hand at the visit: Vermerke, receipt, confirmation, and what stays with the citizen. */
import type { DocumentBlock, DocumentDefinition } from '../../contract/document.ts';
import { paper } from '../paper.ts';
import { labelOf, text, textOf, ticked, valuesOf } from '../read-facts.ts';
import type { Facts, ServiceContext } from '../service.ts';
import { documentKinds } from './tasks.ts';
import { ids, personName, personText, visitCity } from './visit-facts.ts';

/** A form is no letter: place and day are filled in where the act happens. */
export function form(context: ServiceContext, title: string, blocks: readonly DocumentBlock[]): DocumentDefinition {
  return { ...paper(context, title, blocks), placeAndDay: 'Vordruck für den Hausbesuch' };
}

const identity: DocumentBlock = {
  kind: 'fill-in',
  rows: [{ label: 'Ausgewiesen durch (Art, Nummer)' }, { label: 'oder: mir persönlich bekannt, weil' }],
};

function acts(facts: Facts): DocumentBlock[] {
  const place = textOf(facts, ids.plan, 'placeOnForm') === 'blank' ? {} : { value: visitCity(facts) };
  return [
    { kind: 'checklist', items: ['vor mir vollzogen', 'vor mir anerkannt'] },
    {
      kind: 'fill-in',
      rows: [{ label: 'Zahl der Unterschriften' }, { label: 'Zahl der Blätter' }],
    },
    identity,
    { kind: 'fill-in', rows: [{ label: 'Ort der Beglaubigung', ...place }, { label: 'Tag und Uhrzeit' }] },
  ];
}

const ending = (): DocumentBlock[] => [
  { kind: 'fill-in', rows: [{ label: 'Siegelnummer' }] },
  { kind: 'seal-field' },
  { kind: 'signature-line', captions: ['Unterschrift, Name in Druckschrift'] },
];

export function officialForm(facts: Facts, context: ServiceContext): DocumentDefinition {
  const request = valuesOf(facts, 'official-request');
  return form(context, 'Amtlicher Beglaubigungsvermerk', [
    {
      kind: 'paragraph',
      text: `Die vorstehende Unterschrift unter dem Schriftstück «${text(request, 'document')}» ist echt. Sie wurde von ${personText(facts)},`,
    },
    ...acts(facts),
    {
      kind: 'paragraph',
      bold: true,
      text: `Die Beglaubigung dient nur der Vorlage bei: ${text(request, 'recipient')}.`,
    },
    ...ending(),
  ]);
}

export function publicForm(facts: Facts, context: ServiceContext): DocumentDefinition {
  const request = valuesOf(facts, 'public-request');
  return form(context, 'Öffentlicher Beglaubigungsvermerk', [
    {
      kind: 'paragraph',
      text: `Die vorstehende Unterschrift unter der Urkunde «${text(request, 'document')}» wurde von ${personText(facts)},`,
    },
    ...acts(facts),
    {
      kind: 'paragraph',
      text: 'Dies wird hiermit öffentlich beglaubigt (§ 2 BeglG RP in Verbindung mit § 129 BGB).',
    },
    ...ending(),
  ]);
}

export const handOverLabel = (facts: Facts): string => {
  const values = valuesOf(facts, ids.handOverRequest);
  return `${labelOf(documentKinds, text(values, 'kind'))}, Seriennummer ${text(values, 'number')}`;
};

export function receiptForm(facts: Facts, context: ServiceContext): DocumentDefinition {
  const values = valuesOf(facts, ids.handOverRequest);
  const items = [handOverLabel(facts), ...(ticked(values, 'letter') ? ['Brief mit Sperrkennwort, verschlossen'] : [])];
  return form(context, 'Empfangsbestätigung', [
    { kind: 'paragraph', text: `Ich, ${personText(facts)}, habe heute erhalten:` },
    { kind: 'checklist', items },
    ...(ticked(values, 'old')
      ? ([
          { kind: 'paragraph', text: 'Das alte Dokument' },
          { kind: 'checklist', items: ['habe ich abgegeben', 'bekomme ich entwertet zurück', 'habe ich nicht mehr'] },
        ] as const satisfies DocumentBlock[])
      : []),
    {
      kind: 'fill-in',
      rows: [{ label: 'Ort' }, { label: 'Tag' }, { label: 'Uhrzeit' }, { label: 'Ausgewiesen durch' }],
    },
    {
      kind: 'paragraph',
      text: 'Tag und Uhrzeit werden nach der Rückkehr eingetragen (PAuswV § 4 Abs. 1). Dieses Blatt bleibt bei der Behörde.',
    },
    { kind: 'signature-line', captions: [`${personName(facts)}`, 'Für die Behörde'] },
  ]);
}

export function applicationForm(facts: Facts, context: ServiceContext): DocumentDefinition {
  const values = valuesOf(facts, ids.applicationRequest);
  return form(context, 'Bestätigung zum Antrag', [
    {
      kind: 'table',
      rows: [
        { label: 'Antrag', value: text(values, 'document') },
        { label: 'Vorgang', value: text(values, 'application') },
        { label: 'Person', value: personText(facts) },
      ],
    },
    {
      kind: 'paragraph',
      text: 'Die Angaben im ausgedruckten Antrag wurden mir vorgelesen oder von mir gelesen. Sie sind',
    },
    { kind: 'checklist', items: ['richtig', 'zu ändern wie folgt'] },
    { kind: 'fill-in', rows: [{ label: 'Änderungen' }, { label: 'weitere Änderungen' }] },
    identity,
    { kind: 'fill-in', rows: [{ label: 'Ort, Tag und Uhrzeit' }] },
    { kind: 'signature-line', captions: [personName(facts), 'Person festgestellt und gesehen'] },
  ]);
}

/** Information under DSGVO Art. 13; stays with the citizen. */
export function privacyNote(context: ServiceContext): DocumentDefinition {
  const days = context.law('retention.finished-vorgang').value;
  return form(context, 'Was mit Ihren Daten geschieht', [
    {
      kind: 'paragraph',
      text: 'Wir besuchen Sie, weil Sie nicht zu uns kommen können. Dafür brauchen wir einige Angaben von Ihnen.',
    },
    {
      kind: 'list',
      items: [
        `Verantwortlich: ${context.seat.authority}, ${context.seat.ortsverwaltung}, Anschrift oben.`,
        'Wofür: für die Beglaubigung, die Aushändigung oder den Antrag, um den Sie gebeten haben (DSGVO Art. 6 Abs. 1 Buchst. e).',
        'Was: Name, Geburtsdatum, Anschrift, Ihr Ausweis (Art und Nummer), Ort und Zeit des Besuchs. Keine Diagnose.',
        'Wie: auf Papier. Kein Foto, keine Kopie, keine Aufnahme, kein Gerät in Ihrer Wohnung.',
        'An wen: nur an die Stellen, die das Gesetz nennt, oder an die, für die Sie das Schriftstück brauchen.',
        `Wie lange: der Vorgang wird ${days} Tage nach seinem Ende gelöscht. Papiere zur Feststellung Ihrer Person werden vernichtet.`,
        'Ihre Rechte: Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch, Beschwerde bei der Aufsicht (DSGVO Art. 15 bis 18, 21, 77).',
        'Fragen: an die Datenschutzbeauftragten der Stadt, Anschrift oben.',
      ],
    },
    { kind: 'paragraph', bold: true, text: 'Es wird heute kein Geld angenommen..' },
  ]);
}
