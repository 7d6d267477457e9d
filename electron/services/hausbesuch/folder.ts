/** The Besuchsmappe: cover, packing list, what to mind, return list in one; then each form on sheets of its own. */

import { formatGermanDate } from '../../contract/calendar-date.ts';
import type { DocumentBlock, DocumentDefinition } from '../../contract/document.ts';
import { filledRows } from '../paper.ts';
import { labelOf, text, textOf, valuesOf } from '../read-facts.ts';
import type { DocumentStep, Facts, ServiceContext } from '../service.ts';
import { feeRows } from './fee.ts';
import { applicationForm, form, handOverLabel, officialForm, privacyNote, publicForm, receiptForm } from './forms.ts';
import { hindrances } from './person.ts';
import { packingList } from './plan.ts';
import {
  chosenTasks,
  hasSignature,
  hasTask,
  ids,
  isVisit,
  paysBefore,
  personText,
  visitAddress,
  visitClerks,
  visitTime,
} from './visit-facts.ts';

interface Sheet {
  id: string;
  title: string;
  definition: DocumentDefinition;
}

function forms(facts: Facts, context: ServiceContext): Sheet[] {
  return [
    ...(hasTask(facts, 'officialSignature')
      ? [{ id: 'vermerk-amtlich', title: 'Vordruck amtlicher Vermerk', definition: officialForm(facts, context) }]
      : []),
    ...(hasTask(facts, 'publicSignature')
      ? [{ id: 'vermerk-oeffentlich', title: 'Vordruck öffentlicher Vermerk', definition: publicForm(facts, context) }]
      : []),
    ...(hasTask(facts, 'handOver')
      ? [{ id: 'empfang', title: 'Empfangsbestätigung', definition: receiptForm(facts, context) }]
      : []),
    ...(hasTask(facts, 'application')
      ? [{ id: 'antrag', title: 'Bestätigung zum Antrag', definition: applicationForm(facts, context) }]
      : []),
    { id: 'datenschutz', title: 'Hinweis zum Datenschutz', definition: privacyNote(context) },
  ];
}

function taskTexts(facts: Facts): string[] {
  const official = valuesOf(facts, 'official-request');
  const open = valuesOf(facts, 'public-request');
  const details: Record<string, string> = {
    officialSignature: `${text(official, 'document')}, für: ${text(official, 'recipient')}`,
    publicSignature: text(open, 'document'),
    handOver: handOverLabel(facts),
    application: `${textOf(facts, ids.applicationRequest, 'document')}, Vorgang ${textOf(facts, ids.applicationRequest, 'application')}`,
  };
  return chosenTasks(facts).map(({ id, label }) => `${label}: ${details[id]}`);
}

function cover(facts: Facts, context: ServiceContext): DocumentBlock[] {
  const place = valuesOf(facts, ids.place);
  const plan = valuesOf(facts, ids.plan);
  const fees = feeRows(facts, context);
  return [
    {
      kind: 'table',
      rows: filledRows([
        { label: 'Person', value: personText(facts) },
        { label: 'Besuch am', value: visitTime(facts) },
        { label: 'Wohin', value: visitAddress(facts) },
        { label: 'Klingel, Hinweise', value: text(place, 'access') },
        { label: 'Kontakt', value: `${text(place, 'contact')}, ${text(place, 'phone')}` },
        { label: 'Grund', value: text(place, 'other') || labelOf(hindrances, text(place, 'hindrance')) },
        { label: 'Wer geht', value: visitClerks(facts) },
        { label: 'Besuchsrunde', value: `${text(plan, 'round')}, Platz ${text(plan, 'order')}` },
        { label: 'Siegel', value: sealText(facts) },
      ]),
    },
    { kind: 'heading', text: 'Aufgaben' },
    { kind: 'list', items: taskTexts(facts) },
    { kind: 'heading', text: 'Gebühr' },
    ...(fees.length === 0
      ? ([{ kind: 'paragraph', text: 'Für diesen Besuch ist nichts zu zahlen.' }] as const)
      : ([
          { kind: 'table', rows: fees },
          {
            kind: 'paragraph',
            text: paysBefore(facts)
              ? 'Am Platz gezahlt, bevor die Mappe gedruckt wurde.'
              : 'Wird nach dem Besuch am Platz gezahlt.',
          },
        ] as const)),
    { kind: 'paragraph', bold: true, text: 'Unterwegs wird kein Geld angenommen, weder bar noch mit Karte.' },
  ];
}

function sealText(facts: Facts): string {
  const values = valuesOf(facts, ids.sealOut);
  if (!hasSignature(facts) || text(values, 'sealNumber') === '') return '';
  return `Nr. ${text(values, 'sealNumber')}, trägt ${text(values, 'carrier')}, mitgenommen am ${formatGermanDate(text(values, 'day'))}, ${text(values, 'time')} Uhr`;
}

function rules(facts: Facts): string[] {
  return [
    'Dienstausweis zeigen, Besuch erklären, Hinweis zum Datenschutz übergeben.',
    'Person feststellen: gültiger Ausweis oder Pass mit Lichtbild. Ohne Gewissheit nichts öffentlich beglaubigen und nichts aushändigen.',
    ...(hasSignature(facts)
      ? [
          'Ist die Person bei klarem Verstand und frei von Druck? Im Zweifel abbrechen und den Grund eintragen.',
          'Unterschrift vor Ihren Augen leisten oder anerkennen lassen. Vermerk sofort dort ausfüllen, unterschreiben, siegeln.',
          'Im Vermerk steht der wirkliche Ort. Mehrere Blätter heften und übersiegeln.',
        ]
      : []),
    ...(hasTask(facts, 'handOver')
      ? [
          'Dokument gegen Unterschrift übergeben: Tag und Uhrzeit sofort eintragen. Nur an die Person selbst oder mit Vollmacht.',
        ]
      : []),
    'Nichts fotografieren, nichts verschicken, nichts diktieren. Personenbezogenes nur auf dieses Papier.',
    'Kein Geld annehmen.',
  ];
}

const returned: DocumentBlock[] = [
  {
    kind: 'checklist',
    items: [
      'alles erledigt',
      'teilweise erledigt, der Rest unten',
      'niemand angetroffen',
      'Person hat abgelehnt',
      'abgebrochen, Grund unten',
    ],
  },
  {
    kind: 'fill-in',
    rows: [
      { label: 'Angekommen um' },
      { label: 'Gegangen um' },
      { label: 'Nicht erledigt' },
      { label: 'Grund' },
      { label: 'Siegel zurück am, um' },
      { label: 'Nicht ausgehändigtes zurück' },
      { label: 'Vernichtet (Art, Tag, wer)' },
    ],
  },
];

function folder(facts: Facts, context: ServiceContext): DocumentDefinition {
  const sheets = forms(facts, context);
  return form(context, 'Besuchsmappe', [
    ...cover(facts, context),
    { kind: 'page-break', title: 'Packliste' },
    { kind: 'checklist', items: ['Platzprüfung heute gemacht (Selbsttest der Geräte)', ...packingList(facts)] },
    { kind: 'heading', text: 'Blätter in dieser Mappe' },
    { kind: 'checklist', items: ['Besuchsmappe mit Packliste und Rückgabeliste', ...sheets.map(({ title }) => title)] },
    { kind: 'heading', text: 'Vor Ort' },
    { kind: 'checklist', items: rules(facts) },
    { kind: 'page-break', title: 'Rückgabeliste' },
    {
      kind: 'paragraph',
      text: 'Am selben Tag am Platz eintragen: Vorgang in der Übersicht öffnen, «Ergebnis des Besuchs». Danach kommt dieses Blatt zur Mappe.',
    },
    ...returned,
    { kind: 'heading', text: 'Zurück am Platz' },
    {
      kind: 'checklist',
      items: ['Besuchsmappe', ...sheets.map(({ title }) => title).filter((title) => !title.startsWith('Hinweis'))],
    },
    { kind: 'signature-line', captions: ['Zurückgegeben', 'Angenommen am Platz'] },
  ]);
}

export const folderStep: DocumentStep = {
  id: 'folder',
  kind: 'document',
  title: 'Besuchsmappe drucken',
  guidance:
    'Drucken Sie jedes Blatt und legen Sie es in die Mappe. Mit der Mappe geht alles Personenbezogene auf Papier mit; das Notebook ' +
    'bleibt am Platz.',
  legalBasis: 'VwVfG § 34 Abs. 3; PAuswV § 4 Abs. 1; DSGVO Art. 13; DSGVO Art. 32',
  when: isVisit,
  documents: (facts, context) => [
    { id: 'mappe', title: 'Besuchsmappe', definition: folder(facts, context) },
    ...forms(facts, context),
  ],
};
