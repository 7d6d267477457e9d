/** Legal representatives: who acts for a minor or for a person who cannot act, proved by what, with whose consent. */
import type { FieldView } from '../../contract/field.ts';
import { futureDayProblems } from '../future-day-problems.ts';
import { photoIdentityOptions } from '../identity-documents.ts';
import { text, ticked, valuesOf } from '../read-facts.ts';
import type { Facts, FieldsStep, ServiceContext, SignatureStep } from '../service.ts';
import { fullName, hasReached, isRepresented, signingRepresentatives, stepIds } from './applicant.ts';
import { signatureImage } from './biometrics.ts';

const custodians = [
  { value: 'both', label: 'beide Sorgeberechtigten sind da' },
  { value: 'one-with-consent', label: 'ein Sorgeberechtigter ist da, der andere hat schriftlich zugestimmt' },
  { value: 'sole', label: 'allein Sorgeberechtigte oder Sorgeberechtigter' },
  { value: 'guardian', label: 'Vormund oder Pfleger mit Aufenthaltsbestimmung' },
] as const;

const forIncapable = [
  { value: 'betreuer', label: 'Betreuerin oder Betreuer mit Aufenthaltsbestimmung' },
  { value: 'proxy', label: 'Bevollmächtigte Person mit öffentlich beglaubigter Vollmacht' },
] as const;

export const actingOptions = [...custodians, ...forIncapable];

const needsSecond = (acting: string): boolean => acting === 'both' || acting === 'one-with-consent';

function personFields(prefix: 'first' | 'second', group: string): FieldView[] {
  return [
    { id: `${prefix}Surname`, label: 'Familienname', type: 'name', required: true, maxLength: 120, group },
    { id: `${prefix}GivenNames`, label: 'Vornamen', type: 'name', required: true, maxLength: 80, group },
    { id: `${prefix}BirthDate`, label: 'Geburtsdatum', type: 'date', required: true, group },
  ];
}

function identityField(prefix: 'first' | 'second', group: string): FieldView {
  return {
    id: `${prefix}Document`,
    label: 'Ausgewiesen durch',
    type: 'select',
    required: true,
    options: photoIdentityOptions,
    group,
  };
}

function isIncapable(facts: Facts, context: ServiceContext): boolean {
  return (
    ticked(valuesOf(facts, stepIds.identity), 'incapable') &&
    hasReached(facts, context, 'personalausweis.age.custodian-until')
  );
}

export const representativesStep: FieldsStep = {
  id: stepIds.representatives,
  kind: 'form',
  title: 'Gesetzliche Vertretung',
  guidance:
    'Den Antrag stellt, wer den Aufenthalt bestimmen darf. Haben beide Eltern die Sorge, müssen beide zustimmen; fehlt einer, ' +
    'lassen Sie sich die schriftliche Zustimmung zeigen. Das Kind muss trotzdem dabei sein.',
  legalBasis: 'PAuswG § 9 Abs. 1 und 2, § 23 Abs. 3 Nr. 10',
  when: isRepresented,
  fields(facts, context, draft) {
    const acting = text(draft, 'acting');
    return [
      {
        id: 'acting',
        label: 'Wer stellt den Antrag?',
        type: 'select',
        required: true,
        options: isIncapable(facts, context) ? [...forIncapable] : [...custodians],
        group: 'Vertretung',
      },
      {
        id: 'proof',
        label: 'Nachweis der Vertretung',
        type: 'text',
        required: true,
        maxLength: 120,
        hint: 'Zum Beispiel Geburtsurkunde mit beiden Eltern, Negativbescheinigung, Beschluss, Betreuerausweis, Vollmacht.',
        group: 'Vertretung',
      },
      ...personFields('first', 'Erste Person'),
      identityField('first', 'Erste Person'),
      ...(needsSecond(acting) ? personFields('second', 'Zweite Person') : []),
      ...(acting === 'both' ? [identityField('second', 'Zweite Person')] : []),
      ...(acting === 'one-with-consent'
        ? [
            {
              id: 'consentSeen',
              label: 'Schriftliche Zustimmung und Ausweis oder Ausweiskopie der zweiten Person haben vorgelegen',
              type: 'checkbox',
              required: true,
              group: 'Zweite Person',
            } as const,
          ]
        : []),
    ];
  },
  problems: (values, _facts, context) => futureDayProblems(values, ['firstBirthDate', 'secondBirthDate'], context),
};

function representativeSignature(position: 0 | 1): SignatureStep {
  const signer = (facts: Facts): string => signingRepresentatives(facts)[position] ?? '';
  return {
    id: position === 0 ? 'representative-signature' : 'second-representative-signature',
    kind: 'signature',
    title: position === 0 ? 'Unterschrift der Vertretung' : 'Unterschrift der zweiten Vertretung',
    guidance:
      'Die vertretende Person unterschreibt den Antrag auf dem Pad. Diese Unterschrift steht nicht im Ausweis, sie gehört ins Register.',
    legalBasis: 'PAuswG § 9 Abs. 2, § 23 Abs. 3 Nr. 10',
    image: signatureImage,
    when: (facts, context) => isRepresented(facts, context) && signingRepresentatives(facts).length > position,
    declaration: (facts) =>
      `Ich beantrage als vertretungsberechtigte Person einen Personalausweis für ${fullName(facts)}. Die Angaben habe ich geprüft, sie sind richtig.`,
    signer,
  };
}

export const representativeSignatureSteps = [representativeSignature(0), representativeSignature(1)] as const;
