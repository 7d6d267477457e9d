/** The application control sheet and the receipt for the PIN letter. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import type { DocumentBlock } from '../../contract/document.ts';
import { checkFacts, handOverFacts } from '../facts.ts';
import { identityDocument } from '../identity-documents.ts';
import { filledRows, germanTime, paper, type Row } from '../paper.ts';
import { labelOf, text, ticked, valuesOf } from '../read-facts.ts';
import type { DocumentStep, Facts, NoteStep, ServiceContext } from '../service.ts';
import {
  actingPerson,
  fullName,
  getsPinLetter,
  isDirectDelivery,
  isRepresented,
  signingRepresentatives,
  stepIds,
} from './applicant.ts';
import { checkGroups } from './check.ts';
import { residences } from './competence.ts';
import { deliveries, oldDocumentOptions, pinLetterStep } from './declarations.ts';

function pinLetterTime(facts: Facts): string {
  return germanTime(handOverFacts.safeParse(facts[pinLetterStep.id]).data?.items['pin-letter']?.at ?? '');
}

/** What the office itself found; the citizen is not asked to confirm it. */
function officeRows(facts: Facts): Row[] {
  const identity = valuesOf(facts, stepIds.identity);
  const competence = valuesOf(facts, stepIds.competence);
  const shown = text(identity, 'documentNumber') || text(identity, 'otherProof');
  const authorised = text(competence, 'authorisingAuthority');
  return filledRows([
    { label: 'Vorgelegt', value: `${identityDocument(text(identity, 'documentKind'))?.label ?? ''}, ${shown}` },
    { label: 'Zuständigkeit', value: labelOf(residences, text(competence, 'residence')) },
    {
      label: 'Ermächtigung',
      value: authorised === '' ? '' : `${authorised}, ${formatGermanDate(text(competence, 'authorisedOn'))}`,
    },
    { label: 'Wichtiger Grund', value: text(competence, 'importantReason') },
  ]);
}

function controlSheet(facts: Facts, context: ServiceContext): DocumentBlock[] {
  const declared = valuesOf(facts, stepIds.declarations);
  const old = text(valuesOf(facts, stepIds.oldDocument), 'decision');
  const answer = checkFacts.safeParse(facts.check).data;
  const signers = isRepresented(facts, context) ? signingRepresentatives(facts) : [fullName(facts)];
  return [
    ...checkGroups(facts, context).flatMap((group): DocumentBlock[] => [
      { kind: 'heading', text: group.title },
      { kind: 'table', rows: group.rows },
    ]),
    { kind: 'heading', text: 'Prüfung durch die Behörde' },
    { kind: 'table', rows: officeRows(facts) },
    { kind: 'heading', text: 'Erklärungen' },
    {
      kind: 'table',
      rows: filledRows([
        { label: 'Online-Ausweis', value: ticked(declared, 'eidBriefing') ? 'unterrichtet' : '' },
        {
          label: 'Merkblatt',
          value: ticked(declared, 'leafletOffered') ? `angeboten, Fassung ${text(declared, 'leafletVersion')}` : '',
        },
        { label: 'Sperrkennwort', value: ticked(declared, 'blockingInformed') ? 'erklärt' : '' },
        { label: 'Ausgabe', value: labelOf(deliveries, text(declared, 'delivery')) },
        { label: 'Alter Ausweis', value: labelOf(oldDocumentOptions, old) },
        { label: 'PIN-Brief', value: pinLetterTime(facts) === '' ? '' : `übergeben am ${pinLetterTime(facts)}` },
      ]),
    },
    {
      kind: 'paragraph',
      text:
        answer?.by === 'pad'
          ? 'Die Angaben wurden am Unterschriftenpad als richtig bestätigt.'
          : 'Ich bestätige, dass die Angaben richtig und vollständig sind.',
    },
    { kind: 'signature-line', captions: [...signers, `Aufgenommen: ${context.clerk.displayName}`] },
  ];
}

function pinLetterReceipt(facts: Facts, context: ServiceContext): DocumentBlock[] {
  return [
    {
      kind: 'paragraph',
      text: 'Der PIN-Brief zum Personalausweis wurde im verschlossenen Umschlag übergeben. Er war unversehrt.',
    },
    {
      kind: 'table',
      rows: filledRows([
        { label: 'Ausweis für', value: fullName(facts) },
        { label: 'Empfangen von', value: actingPerson(facts, context) },
        { label: 'Tag und Uhrzeit', value: pinLetterTime(facts) },
        { label: 'Übergeben von', value: context.clerk.displayName },
      ]),
    },
    {
      kind: 'paragraph',
      text: 'Bewahren Sie den Brief getrennt vom Ausweis auf und geben Sie die PIN niemandem. Bei Verlust des Ausweises: Sperrnotruf 116 116.',
    },
  ];
}

export const documentsStep: DocumentStep = {
  id: 'documents',
  kind: 'document',
  title: 'Papiere drucken',
  guidance:
    'Drucken Sie den Kontrollbogen für die Akte und, wenn ein PIN-Brief übergeben wurde, die Empfangsbestätigung für die Person. ' +
    'Bestätigen Sie jedes Blatt erst, wenn Sie es in der Hand haben.',
  legalBasis: 'PAuswV § 4 Abs. 1, § 17 Abs. 1',
  documents: (facts, context) => [
    {
      id: 'kontrollbogen',
      title: 'Kontrollbogen zum Antrag',
      definition: paper(context, 'Antrag auf einen Personalausweis – Kontrollbogen', controlSheet(facts, context)),
    },
    ...(getsPinLetter(facts, context)
      ? [
          {
            id: 'pin-brief-empfang',
            title: 'Empfangsbestätigung PIN-Brief',
            definition: paper(context, 'Empfangsbestätigung für den PIN-Brief', pinLetterReceipt(facts, context)),
          },
        ]
      : []),
  ],
};

export const pickupStep: NoteStep = {
  id: 'pickup',
  kind: 'note',
  title: 'Hinweise zur Ausgabe',
  guidance: 'Sagen Sie der Person, wie sie den Ausweis bekommt, und beenden Sie den Vorgang.',
  legalBasis: 'PAuswV §§ 16, 18',
  text: (facts) =>
    isDirectDelivery(facts)
      ? [
          'Der Ausweis kommt an die Meldeanschrift. Angenommen wird er nur von der Person selbst mit dem anderen Lichtbildausweis.',
          'Der alte Ausweis ist entwertet und gilt nicht mehr.',
          'Ziehen Sie vor der Zustellung um, melden Sie sich bitte sofort.',
        ]
      : [
          'Der Bürgerservice teilt mit, wann der Ausweis abgeholt werden kann.',
          'Abholen kann die Person selbst oder jemand mit schriftlicher Vollmacht und eigenem Ausweis; der alte Ausweis ist mitzubringen.',
          'Bei der Ausgabe wird der Chip gelesen; die Fingerabdrücke werden danach in der Behörde gelöscht.',
        ],
  acknowledgement: 'Die Person ist informiert.',
};
