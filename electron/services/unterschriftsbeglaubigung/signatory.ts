/** Who signed, how the official made sure of it, and how, where and how often the signature was made. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import { documentNumberField } from '../document-number-field.ts';
import { futureDayProblems } from '../future-day-problems.ts';
import { identityDocument, photoIdentityOptions } from '../identity-documents.ts';
import { labelOf, text, textOf, valuesOf } from '../read-facts.ts';
import type { Facts, FieldsStep, StepDeclaration } from '../service.ts';
import { isOfficial, isPublic } from './certification-kind.ts';

const assurances = [
  { value: 'document', label: 'durch ein gültiges Dokument' },
  { value: 'known', label: 'persönlich bekannt' },
  { value: 'none', label: 'keine Gewissheit' },
] as const;

export const signatoryStep: FieldsStep = {
  id: 'signatory',
  kind: 'identify',
  title: 'Unterzeichnende Person',
  guidance:
    'Stellen Sie fest, wer unterschrieben hat oder gleich unterschreibt. Im Vermerk steht, wodurch Sie sich Gewissheit verschafft haben.',
  legalBasis: 'VwVfG § 34 Abs. 3 Nr. 2; BeglG RP § 4; BeurkG §§ 10, 40',
  fields: (_facts, _context, draft) => [
    { id: 'surname', label: 'Familienname', type: 'name', required: true, maxLength: 120, group: 'Person' },
    { id: 'givenNames', label: 'Vornamen', type: 'name', required: true, maxLength: 80, group: 'Person' },
    { id: 'birthDate', label: 'Geburtsdatum', type: 'partial-date', required: true, group: 'Person' },
    { id: 'address', label: 'Anschrift', type: 'text', required: true, maxLength: 150, group: 'Person' },
    {
      id: 'assurance',
      label: 'Gewissheit über die Person',
      type: 'select',
      required: true,
      options: [...assurances],
      group: 'Nachweis',
    },
    ...(text(draft, 'assurance') === 'document'
      ? ([
          {
            id: 'documentKind',
            label: 'Dokument',
            type: 'select',
            required: true,
            options: photoIdentityOptions,
            group: 'Nachweis',
          },
          documentNumberField(draft),
        ] as const)
      : []),
  ],
  problems: (values, _facts, context) => futureDayProblems(values, ['birthDate'], context),
  stop: (values, facts) =>
    isPublic(facts) && text(values, 'assurance') === 'none'
      ? {
          text: 'Öffentlich beglaubigt wird nur, wenn die Person sicher feststeht. Bitten Sie um einen gültigen Ausweis oder Pass.',
          legalBasis: 'BeglG RP § 4; BeurkG §§ 10, 40 Abs. 4',
        }
      : null,
};

const manners = [
  { value: 'performed', label: 'vor mir vollzogen' },
  { value: 'acknowledged', label: 'vor mir anerkannt' },
] as const;

function act(
  id: string,
  title: string,
  guidance: string,
  legalBasis: string,
  when: (facts: Facts) => boolean,
): FieldsStep & StepDeclaration {
  return {
    id,
    kind: 'form',
    title,
    guidance,
    legalBasis,
    when,
    initial: (_facts, context) => ({ place: context.seat.place, signatures: 1 }),
    fields: () => [
      { id: 'manner', label: 'Die Unterschrift wurde', type: 'select', required: true, options: [...manners] },
      {
        id: 'place',
        label: 'Ort der Beglaubigung',
        type: 'text',
        required: true,
        maxLength: 60,
        hint: 'Beim Hausbesuch der wirkliche Ort.',
      },
      { id: 'signatures', label: 'Zahl der Unterschriften', type: 'number', required: true, min: 1, max: 20 },
      { id: 'sheets', label: 'Zahl der Blätter', type: 'number', required: true, min: 1, max: 500 },
    ],
  };
}

export const officialActStep = act(
  'official-act',
  'Amtliche Beglaubigung: Unterschrift',
  'Die Person unterschreibt jetzt vor Ihnen auf ihrem Schriftstück oder erklärt, dass die Unterschrift von ihr ist. Kein Unterschriftenpad.',
  'VwVfG § 34 Abs. 2 und 3',
  isOfficial,
);

export const publicActStep = act(
  'public-act',
  'Öffentliche Beglaubigung: Unterschrift',
  'Die Person unterschreibt jetzt vor Ihnen auf ihrer Urkunde oder erkennt die Unterschrift vor Ihnen an. Kein Unterschriftenpad.',
  'BeglG RP §§ 2, 4; BGB § 129; BeurkG § 40',
  isPublic,
);

export const actId = (facts: Facts): string => (isPublic(facts) ? publicActStep.id : officialActStep.id);
export const actValue = (facts: Facts, id: string): string => textOf(facts, actId(facts), id);
export const mannerText = (facts: Facts): string => labelOf(manners, actValue(facts, 'manner'));

export function personName(facts: Facts): string {
  const values = valuesOf(facts, signatoryStep.id);
  return `${text(values, 'givenNames')} ${text(values, 'surname')}`.trim();
}

export function personText(facts: Facts): string {
  const values = valuesOf(facts, signatoryStep.id);
  return `${personName(facts)}, geboren am ${formatGermanDate(text(values, 'birthDate'))}, ${text(values, 'address')}`;
}

/** Sentence for the Vermerk: whether and by what the official made sure of the person. */
export function assuranceText(facts: Facts): string {
  const values = valuesOf(facts, signatoryStep.id);
  const assurance = text(values, 'assurance');
  if (assurance === 'known') return 'Die Person ist mir persönlich bekannt.';
  if (assurance === 'none') return 'Gewissheit über die Person habe ich mir nicht verschafft.';
  const kind = identityDocument(text(values, 'documentKind'))?.label ?? '';
  return `Die Person hat sich ausgewiesen durch: ${kind}, Nummer ${text(values, 'documentNumber')}.`;
}
