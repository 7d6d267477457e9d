/** First step: who stands at the counter, proved by which paper. */
import type { FieldValues, FieldView } from '../../contract/field.ts';
import { documentNumberField } from '../document-number-field.ts';
import { futureDayProblems } from '../future-day-problems.ts';
import { identityDocument, identityOptions } from '../identity-documents.ts';
import { paidFeeProblems } from '../paid-fee.ts';
import { text, textOf } from '../read-facts.ts';
import type { ChipStep, FieldsStep, ServiceContext } from '../service.ts';
import { hasReached, stepIds } from './applicant.ts';
import { fees } from './fee.ts';

const person: readonly FieldView[] = [
  { id: 'surname', label: 'Familienname', type: 'name', required: true, maxLength: 120, group: 'Person' },
  { id: 'givenNames', label: 'Vornamen', type: 'name', required: true, maxLength: 80, group: 'Person' },
  {
    id: 'birthDate',
    label: 'Geburtsdatum',
    type: 'partial-date',
    required: true,
    hint: 'Unbekannte Teile als XX, unbekanntes Jahr als XXXX.',
    group: 'Person',
  },
];

/** Only for minors who could apply themselves. */
function custodianField(draft: FieldValues, context: ServiceContext): FieldView[] {
  const drafted = { [stepIds.identity]: draft };
  if (!hasReached(drafted, context, 'personalausweis.age.applies-alone')) return [];
  if (hasReached(drafted, context, 'personalausweis.age.custodian-until')) return [];
  return [
    {
      id: 'custodianApplies',
      label: 'Die Sorgeberechtigten stellen den Antrag',
      type: 'checkbox',
      required: false,
      hint: `Nur wenn die jugendliche Person es unterlässt; Frist ${context.law('personalausweis.deadline.custodian-applies').value} Wochen nach dem ${context.law('personalausweis.age.duty').value}. Geburtstag.`,
      group: 'Person',
    },
  ];
}

export const identityStep: FieldsStep = {
  id: stepIds.identity,
  kind: 'identify',
  title: 'Person feststellen',
  guidance:
    'Die Person muss selbst da sein. Lassen Sie sich den bisherigen Ausweis oder Pass zeigen, sonst die Geburtsurkunde, ' +
    'und vergleichen Sie Gesicht, Dokument und Registereintrag. Keine Kopie anfertigen.',
  legalBasis: 'PAuswG § 9 Abs. 1, 3 und 4',
  fields(_facts, context, draft) {
    const kind = text(draft, 'documentKind');
    const document = identityDocument(kind);
    return [
      {
        id: 'presence',
        label: 'Anwesenheit',
        type: 'select',
        required: true,
        options: [
          { value: 'present', label: 'Die Person ist selbst da' },
          { value: 'absent', label: 'Die Person ist nicht da' },
        ],
        group: 'Nachweis',
      },
      {
        id: 'documentKind',
        label: 'Vorgelegtes Dokument',
        type: 'select',
        required: true,
        options: identityOptions,
        group: 'Nachweis',
      },
      ...(document === undefined || document.photo
        ? [documentNumberField(draft)]
        : [
            {
              id: 'otherProof',
              label:
                kind === 'geburtsurkunde' ? 'Standesamt und Registernummer' : 'Wodurch wurde die Person festgestellt?',
              type: 'text',
              required: true,
              maxLength: 120,
              group: 'Nachweis',
            } as const,
          ]),
      {
        id: 'match',
        label: 'Ergebnis des Vergleichs',
        type: 'select',
        required: true,
        options: [
          { value: 'match', label: 'Person, Dokument und Register stimmen überein' },
          { value: 'doubt', label: 'Es bleiben Zweifel' },
        ],
        group: 'Nachweis',
      },
      ...person,
      ...(text(draft, 'birthDate').startsWith('XXXX')
        ? [
            {
              id: 'foundAge',
              label: 'Alter nach Feststellung der Behörde (volle Jahre)',
              type: 'number',
              required: true,
              min: 0,
              max: 130,
              hint: 'Nach diesem Alter richten sich Gebühr, Gültigkeit, Unterschrift und Fingerabdrücke.',
              group: 'Person',
            } as const,
          ]
        : []),
      ...custodianField(draft, context),
      {
        id: 'incapable',
        label: 'Die Person ist geschäftsunfähig und wird vertreten',
        type: 'checkbox',
        required: false,
        group: 'Person',
      },
    ];
  },
  problems: (values, facts, context) => [
    ...futureDayProblems(values, ['birthDate'], context),
    ...paidFeeProblems(fees, { stepId: stepIds.identity, fieldId: 'birthDate' }, values, facts, context),
  ],
  stop(values) {
    if (text(values, 'presence') === 'absent') {
      return {
        text:
          'Ohne die Person kann kein Personalausweis beantragt werden; eine Vollmacht reicht nicht. Bieten Sie einen ' +
          'neuen Termin an, bei dauernder Pflege oder Behinderung einen Hausbesuch oder die Befreiung von der Ausweispflicht.',
        legalBasis: 'PAuswG § 9 Abs. 1, § 1 Abs. 3',
      };
    }
    if (text(values, 'match') === 'doubt') {
      return {
        text:
          'Solange Zweifel an der Person bestehen, wird kein Antrag aufgenommen. Verlangen Sie weitere Nachweise und ' +
          'ziehen Sie die Fachaufsicht hinzu. Unterlagen zur Feststellung werden danach vernichtet, die Vernichtung wird festgehalten.',
        legalBasis: 'PAuswG § 9 Abs. 4',
      };
    }
    return null;
  },
};

export const chipStep: ChipStep = {
  id: 'chip-check',
  kind: 'chip',
  title: 'Chip des vorgelegten Dokuments prüfen',
  guidance:
    'Legen Sie das Dokument auf das Lesegerät. Gespeichert wird nur, ob der Chip geantwortet hat; gelesene Daten werden sofort gelöscht. ' +
    'Ein defekter Chip macht den Ausweis nicht ungültig.',
  legalBasis: 'PAuswG §§ 16, 17, 28 Abs. 3; PassG § 16a',
  optional: true,
  when: (facts) => identityDocument(textOf(facts, stepIds.identity, 'documentKind'))?.chip === true,
};
