/** Whether this office may take the application, and whether something forbids it. */
import type { FieldView } from '../../contract/field.ts';
import { futureDayProblems } from '../future-day-problems.ts';
import { paidFeeProblems } from '../paid-fee.ts';
import { text } from '../read-facts.ts';
import type { FieldsStep } from '../service.ts';
import { isElsewhere, stepIds } from './applicant.ts';
import { fees } from './fee.ts';

export const residences = [
  { value: 'here', label: 'Hauptwohnung in unserer Gemeinde' },
  { value: 'elsewhere', label: 'Hauptwohnung in einer anderen Gemeinde' },
  { value: 'abroad', label: 'gewöhnlicher Aufenthalt im Ausland' },
  { value: 'none', label: 'keine Wohnung, hält sich vorübergehend hier auf' },
] as const;

const authorisation: readonly FieldView[] = [
  {
    id: 'importantReason',
    label: 'Wichtiger Grund',
    type: 'text',
    required: true,
    maxLength: 200,
    hint: 'Warum nicht bei der zuständigen Behörde? Bequemlichkeit reicht nicht.',
    group: 'Ermächtigung',
  },
  {
    id: 'authorisation',
    label: 'Ermächtigung der zuständigen Behörde',
    type: 'select',
    required: true,
    options: [
      { value: 'given', label: 'liegt vor' },
      { value: 'missing', label: 'liegt nicht vor' },
    ],
    group: 'Ermächtigung',
  },
  {
    id: 'authorisingAuthority',
    label: 'Ermächtigende Behörde',
    type: 'text',
    required: true,
    maxLength: 84,
    group: 'Ermächtigung',
  },
  { id: 'authorisedOn', label: 'Ermächtigt am', type: 'date', required: true, group: 'Ermächtigung' },
];

export const competenceStep: FieldsStep = {
  id: stepIds.competence,
  kind: 'form',
  title: 'Zuständigkeit',
  guidance:
    'Zuständig ist die Behörde der Hauptwohnung. Für andere Personen brauchen Sie einen wichtigen Grund und die Ermächtigung ' +
    'der zuständigen Behörde, bevor Sie den Antrag aufnehmen. Nennen Sie den Zuschlag vorher.',
  legalBasis: 'PAuswG § 8 Abs. 1 und 4; PAuswGebV § 1 Abs. 3 und 4',
  fields: (_facts, _context, draft) => [
    { id: 'residence', label: 'Wohnung', type: 'select', required: true, options: [...residences] },
    ...(isElsewhere(text(draft, 'residence')) ? authorisation : []),
    {
      id: 'outOfHours',
      label: 'Auf Wunsch der Person außerhalb der Dienstzeit',
      type: 'checkbox',
      required: false,
      hint: 'Löst einen Zuschlag aus.',
    },
  ],
  problems: (values, facts, context) => [
    ...futureDayProblems(values, ['authorisedOn'], context),
    ...paidFeeProblems(fees, { stepId: stepIds.competence, fieldId: 'residence' }, values, facts, context),
  ],
  stop: (values) =>
    isElsewhere(text(values, 'residence')) && text(values, 'authorisation') === 'missing'
      ? {
          text:
            'Ohne Ermächtigung darf der Antrag hier nicht aufgenommen werden. Fragen Sie sie bei der zuständigen Behörde an ' +
            'oder verweisen Sie die Person dorthin; in Eilfällen kommt ein vorläufiger Personalausweis in Betracht.',
          legalBasis: 'PAuswG § 8 Abs. 4',
        }
      : null,
};

export const restrictionsStep: FieldsStep = {
  id: 'restrictions',
  kind: 'form',
  title: 'Sperrvermerke prüfen',
  guidance:
    'Sehen Sie im Fachverfahren nach, ob eine Anordnung zur Ausreise, eine Passversagung oder ein anderer Vermerk eingetragen ist. ' +
    'Hier wird nur das Ergebnis festgehalten, nie der Grund.',
  legalBasis: 'PAuswG § 6 Abs. 7, § 6a; PassG § 7',
  fields: () => [
    {
      id: 'result',
      label: 'Ergebnis der Prüfung',
      type: 'select',
      required: true,
      options: [
        { value: 'clear', label: 'kein Vermerk' },
        { value: 'exit-ban', label: 'Anordnung nach § 6 Abs. 7 oder § 6a PAuswG' },
        { value: 'flag', label: 'Passversagung oder anderer Vermerk' },
      ],
    },
  ],
  stop(values) {
    const result = text(values, 'result');
    if (result === '' || result === 'clear') return null;
    return {
      text:
        result === 'exit-ban'
          ? 'Nehmen Sie den Antrag nicht auf. Die Sachbearbeitung entscheidet und stellt gegebenenfalls von Amts wegen einen Ersatz-Personalausweis aus. Sagen Sie der Person nur, dass sie sich melden wird.'
          : 'Nehmen Sie den Antrag nicht auf und geben Sie den Vorgang an die Sachbearbeitung. Nennen Sie der Person keine Einzelheiten des Vermerks.',
      legalBasis: result === 'exit-ban' ? 'PAuswG § 6 Abs. 4a, § 6a' : 'PassG § 7; PAuswG § 6 Abs. 7',
    };
  },
};
