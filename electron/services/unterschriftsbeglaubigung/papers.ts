/** The two Vermerke with their seal fields, and what follows the signature. Official and public stay apart. */
import type { DocumentBlock } from '../../contract/document.ts';
import { paper } from '../paper.ts';
import { publicPurpose } from '../public-signature-request.ts';
import { textOf } from '../read-facts.ts';
import type { CheckStep, DocumentStep, Facts, HandOverStep, NoteStep, SealStep, ServiceContext } from '../service.ts';
import { isOfficial, isPublic } from './certification-kind.ts';
import { actValue, assuranceText, mannerText, personText } from './signatory.ts';

const documentName = (facts: Facts): string =>
  textOf(facts, isPublic(facts) ? 'public-request' : 'official-request', 'document');

const vermerkTitle = (facts: Facts): string =>
  isPublic(facts) ? 'Öffentlicher Beglaubigungsvermerk' : 'Amtlicher Beglaubigungsvermerk';

const signatureCount = (facts: Facts): string =>
  actValue(facts, 'signatures') === '1'
    ? 'Die vorstehende Unterschrift'
    : `Die vorstehenden ${actValue(facts, 'signatures')} Unterschriften`;

const verb = (facts: Facts): string => (actValue(facts, 'signatures') === '1' ? 'wurde' : 'wurden');

export const checkStep: CheckStep = {
  id: 'check',
  kind: 'check',
  title: 'Angaben bestätigen',
  guidance: 'Die Person liest, was im Vermerk stehen wird.',
  legalBasis: 'VwVfG § 34 Abs. 3; BeurkG § 40 Abs. 3',
  groups: (facts) => [
    {
      title: vermerkTitle(facts),
      rows: [
        { label: 'Schriftstück', value: documentName(facts) },
        isPublic(facts)
          ? { label: 'Zweck', value: publicPurpose(facts) }
          : { label: 'Zur Vorlage bei', value: textOf(facts, 'official-request', 'recipient') },
        { label: 'Person', value: personText(facts) },
        { label: 'Gewissheit', value: assuranceText(facts) },
        { label: 'Unterschrift', value: `${actValue(facts, 'signatures')}, ${mannerText(facts)}` },
        { label: 'Ort', value: actValue(facts, 'place') },
      ],
    },
  ],
};

function closing(context: ServiceContext): DocumentBlock[] {
  return [{ kind: 'signature-line', captions: [context.clerk.displayName] }, { kind: 'seal-field' }];
}

export const officialDocumentStep: DocumentStep = {
  id: 'official-document',
  kind: 'document',
  title: 'Amtlichen Vermerk drucken',
  guidance:
    'Der Vermerk gehört unmittelbar an die Unterschrift: auf dasselbe Blatt drucken oder das Blatt anheften und den Rand übersiegeln.',
  legalBasis: 'VwVfG § 34 Abs. 3',
  when: isOfficial,
  documents: (facts, context) => [
    {
      id: 'vermerk-amtlich',
      title: vermerkTitle(facts),
      definition: paper(
        context,
        vermerkTitle(facts),
        [
          {
            kind: 'paragraph',
            text: `${signatureCount(facts)} unter dem Schriftstück «${documentName(facts)}» (${actValue(facts, 'sheets')} Blatt) ${verb(facts)} von ${personText(facts)}, ${mannerText(facts)} und ${actValue(facts, 'signatures') === '1' ? 'ist' : 'sind'} echt.`,
          },
          { kind: 'paragraph', text: assuranceText(facts) },
          {
            kind: 'paragraph',
            bold: true,
            text: `Die Beglaubigung dient nur der Vorlage bei: ${textOf(facts, 'official-request', 'recipient')}.`,
          },
          ...closing(context),
        ],
        actValue(facts, 'place'),
      ),
    },
  ],
};

export const publicDocumentStep: DocumentStep = {
  id: 'public-document',
  kind: 'document',
  title: 'Öffentlichen Vermerk drucken',
  guidance:
    'Der Vermerk gehört auf die Urkunde oder auf ein fest verbundenes Blatt. Mehrere Blätter heften und so übersiegeln, dass jedes einen Teil des Siegels trägt.',
  legalBasis: 'BeglG RP § 2; BGB § 129; BeurkG §§ 39, 40, 44',
  when: isPublic,
  documents: (facts, context) => [
    {
      id: 'vermerk-oeffentlich',
      title: vermerkTitle(facts),
      definition: paper(
        context,
        vermerkTitle(facts),
        [
          {
            kind: 'paragraph',
            text: `${signatureCount(facts)} unter der Urkunde «${documentName(facts)}» (${actValue(facts, 'sheets')} Blatt) ${verb(facts)} von ${personText(facts)}, ${mannerText(facts)}. Dies wird hiermit öffentlich beglaubigt.`,
          },
          { kind: 'paragraph', text: assuranceText(facts) },
          { kind: 'paragraph', text: 'Rechtsgrundlage: § 2 BeglG RP in Verbindung mit § 129 BGB.' },
          ...closing(context),
        ],
        actValue(facts, 'place'),
      ),
    },
  ],
};

export const sealStep: SealStep = {
  id: 'seal',
  kind: 'seal',
  title: 'Unterschreiben und siegeln',
  guidance:
    'Unterschreiben Sie den Vermerk selbst und setzen Sie das Dienstsiegel daneben. Ohne Unterschrift und Siegel ist die Beglaubigung unwirksam.',
  legalBasis: 'VwVfG § 34 Abs. 3 Nr. 4; BeurkG § 39',
  targets: (facts) => [{ id: isPublic(facts) ? 'vermerk-oeffentlich' : 'vermerk-amtlich', label: vermerkTitle(facts) }],
};

const registerTexts = (facts: Facts, register: string): string[] => [
  `Tragen Sie die Beglaubigung in das ${register} ein: laufende Nummer, Tag, Person, Schriftstück, Siegelnummer.`,
  `Person: ${personText(facts)}`,
  `Schriftstück: ${documentName(facts)}`,
];

export const officialRegisterStep: NoteStep = {
  id: 'official-register',
  kind: 'note',
  title: 'Register der amtlichen Beglaubigungen',
  guidance: 'Jede amtliche Beglaubigung wird eingetragen; es gibt dafür ein eigenes Register.',
  legalBasis: 'VwVfG § 34; Dienstanweisung der Gemeinde',
  when: isOfficial,
  text: (facts) => registerTexts(facts, 'Register der amtlichen Beglaubigungen'),
  acknowledgement: 'Im Register der amtlichen Beglaubigungen eingetragen.',
};

export const publicRegisterStep: NoteStep = {
  id: 'public-register',
  kind: 'note',
  title: 'Register der öffentlichen Beglaubigungen',
  guidance: 'Öffentliche Beglaubigungen stehen in einem eigenen Register, nie in dem der amtlichen.',
  legalBasis: 'BeglG RP § 4; Rundschreiben MdI/JM vom 28.07.2006',
  when: isPublic,
  text: (facts) => registerTexts(facts, 'Register der öffentlichen Beglaubigungen'),
  acknowledgement: 'Im Register der öffentlichen Beglaubigungen eingetragen.',
};

export const handOverStep: HandOverStep = {
  id: 'hand-over',
  kind: 'hand-over',
  title: 'Schriftstück zurückgeben',
  guidance: 'Geben Sie das beglaubigte Schriftstück zurück. Eine Kopie behält die Behörde nicht.',
  legalBasis: 'VwVfG § 34; BeurkG § 45',
  items: () => [{ id: 'schriftstueck', label: 'Beglaubigtes Schriftstück', needsReceipt: false }],
};
