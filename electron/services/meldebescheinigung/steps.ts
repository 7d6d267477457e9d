/** What is asked for a Meldebescheinigung: who, which kind, whether a block is set, and the register data. */
import type { FieldView } from '../../contract/field.ts';
import { documentNumberField } from '../document-number-field.ts';
import { futureDayProblems } from '../future-day-problems.ts';
import { identityDocument, identityOptions } from '../identity-documents.ts';
import { paidFeeProblems } from '../paid-fee.ts';
import { text, ticked } from '../read-facts.ts';
import type { FieldsStep } from '../service.ts';
import { extendedItems } from './extended-items.ts';
import { fees } from './fee.ts';
import { isByProxy, stepIds } from './request-facts.ts';

export const kinds = [
  { value: 'basic', label: 'einfache Meldebescheinigung' },
  { value: 'extended', label: 'erweiterte Meldebescheinigung' },
] as const;

export const deliveries = [
  { value: 'paper', label: 'auf Papier mit Siegel' },
  { value: 'electronic', label: 'elektronisch über das Fachverfahren' },
] as const;

const proxy: readonly FieldView[] = [
  {
    id: 'proxyName',
    label: 'Name der bevollmächtigten Person',
    type: 'name',
    required: true,
    maxLength: 120,
    group: 'Vollmacht',
  },
  {
    id: 'proxyPower',
    label: 'Schriftliche Vollmacht hat vorgelegen',
    type: 'checkbox',
    required: true,
    group: 'Vollmacht',
  },
];

export const identityStep: FieldsStep = {
  id: stepIds.identity,
  kind: 'identify',
  title: 'Person feststellen',
  guidance:
    'Die Bescheinigung bekommt die Person über sich selbst. Kommt jemand anderes, brauchen Sie eine schriftliche Vollmacht und deren Ausweis.',
  legalBasis: 'BMG § 18 Abs. 1',
  fields: (_facts, _context, draft) => [
    {
      id: 'appears',
      label: 'Wer ist da?',
      type: 'select',
      required: true,
      options: [
        { value: 'self', label: 'die Person selbst' },
        { value: 'proxy', label: 'eine bevollmächtigte Person' },
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
    ...(identityDocument(text(draft, 'documentKind'))?.photo === false
      ? ([
          {
            id: 'otherProof',
            label: 'Wodurch festgestellt?',
            type: 'text',
            required: true,
            maxLength: 120,
            group: 'Nachweis',
          },
        ] as const)
      : [documentNumberField(draft)]),
    ...(text(draft, 'appears') === 'proxy' ? proxy : []),
    { id: 'surname', label: 'Familienname der Person', type: 'name', required: true, maxLength: 120, group: 'Person' },
    { id: 'givenNames', label: 'Vornamen der Person', type: 'name', required: true, maxLength: 80, group: 'Person' },
    {
      id: 'birthDate',
      label: 'Geburtsdatum',
      type: 'partial-date',
      required: true,
      hint: 'Unbekannte Teile als XX.',
      group: 'Person',
    },
  ],
  problems: (values, _facts, context) => futureDayProblems(values, ['birthDate'], context),
};

export const requestStep: FieldsStep = {
  id: stepIds.request,
  kind: 'form',
  title: 'Welche Bescheinigung?',
  guidance:
    'Fragen Sie, wofür die Bescheinigung gebraucht wird: meist reicht die einfache. In die erweiterte kommt nur, was die Person verlangt. ' +
    'Die elektronische ist gebührenfrei.',
  legalBasis: 'BMG § 18 Abs. 1 bis 3',
  fields: (_facts, _context, draft) => [
    { id: 'kind', label: 'Art', type: 'select', required: true, options: [...kinds] },
    { id: 'delivery', label: 'Form', type: 'select', required: true, options: [...deliveries] },
    ...(text(draft, 'kind') === 'extended'
      ? extendedItems.map(
          (item): FieldView => ({
            id: item.id,
            label: item.label,
            type: 'checkbox',
            required: false,
            hint: item.number.startsWith('Nr.') ? `BMG § 3 Abs. 1 ${item.number}` : `BMG ${item.number}`,
            group: 'Zusätzliche Angaben',
          }),
        )
      : []),
  ],
  problems(values, facts, context) {
    const isEmpty = text(values, 'kind') === 'extended' && !extendedItems.some((item) => ticked(values, item.id));
    return [
      ...(isEmpty
        ? [{ fieldId: 'kind', text: 'Für eine erweiterte Bescheinigung mindestens eine zusätzliche Angabe ankreuzen.' }]
        : []),
      ...paidFeeProblems(fees, { stepId: stepIds.request, fieldId: 'delivery' }, values, facts, context),
    ];
  },
};

export const blockStep: FieldsStep = {
  id: stepIds.block,
  kind: 'form',
  title: 'Auskunftssperre beachten',
  guidance:
    'Sehen Sie im Register nach. Die Person selbst bekommt ihre Bescheinigung auch mit Sperre; niemand sonst darf erfahren, ob es eine ' +
    'Sperre oder gar keinen Eintrag gibt. Anschrift nicht laut vorlesen.',
  legalBasis: 'BMG §§ 51, 52',
  fields: (facts, _context, draft) => [
    {
      id: 'registerBlock',
      label: 'Eintrag im Register',
      type: 'select',
      required: true,
      options: [
        { value: 'none', label: 'keine Sperre' },
        { value: 'information-block', label: 'Auskunftssperre' },
        { value: 'conditional-block', label: 'bedingter Sperrvermerk' },
      ],
    },
    ...(isByProxy(facts) && !['', 'none'].includes(text(draft, 'registerBlock'))
      ? ([
          {
            id: 'personAsked',
            label: 'Die betroffene Person hat die Vollmacht uns gegenüber selbst bestätigt',
            type: 'checkbox',
            required: false,
          },
        ] as const)
      : []),
  ],
  stop: (values, facts) =>
    isByProxy(facts) && !['', 'none'].includes(text(values, 'registerBlock')) && !ticked(values, 'personAsked')
      ? {
          text:
            'Noch nicht herausgeben: bei einer Sperre erst die betroffene Person fragen, ob die Vollmacht von ihr ist. ' +
            'Sagen Sie am Schalter nur, dass die Prüfung länger dauert, nicht warum.',
          legalBasis: 'BMG § 51 Abs. 1 und 2, § 52',
        }
      : null,
};
