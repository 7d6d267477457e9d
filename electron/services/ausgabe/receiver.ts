/** Who comes for the document: the person, a legal representative, or somebody with a written power; and who that is. */
import type { FieldView } from '../../contract/field.ts';
import { documentNumberField } from '../document-number-field.ts';
import { photoIdentityOptions } from '../identity-documents.ts';
import { text } from '../read-facts.ts';
import type { FieldsStep } from '../service.ts';
import { excludesProxy, goesOn, settledProblems, stepIds } from './handed-over.ts';

export const receivers = [
  { value: 'holder', label: 'die Person selbst' },
  { value: 'representative', label: 'gesetzliche Vertretung' },
  { value: 'proxy', label: 'eine bevollmächtigte Person' },
] as const;

const group = 'Vertretung';
const nameField: FieldView = {
  id: 'name',
  label: 'Vor- und Familienname',
  type: 'name',
  required: true,
  maxLength: 160,
  group,
};
const proxyFields: readonly FieldView[] = [
  nameField,
  {
    id: 'power',
    label: 'Vollmacht zur Abholung',
    type: 'select',
    required: true,
    options: [
      { value: 'shown', label: 'schriftlich, auf diese Person, Unterschrift verglichen' },
      { value: 'missing', label: 'fehlt oder passt nicht' },
    ],
    hint: 'Sie bleibt in der Akte des Fachverfahrens, nicht hier.',
    group,
  },
];
const representativeFields: readonly FieldView[] = [
  nameField,
  {
    id: 'proof',
    label: 'Nachweis der Vertretung',
    type: 'text',
    required: true,
    maxLength: 120,
    hint: 'Zum Beispiel Geburtsurkunde, Betreuerausweis.',
    group,
  },
];

export const receiverStep: FieldsStep = {
  id: stepIds.receiver,
  kind: 'identify',
  title: 'Wer holt ab?',
  guidance:
    'Ausgegeben wird an die Person selbst, an die gesetzliche Vertretung oder gegen schriftliche Vollmacht. Lassen Sie sich immer den ' +
    'Ausweis dessen zeigen, der vor Ihnen steht. Die PIN geht Bevollmächtigte nichts an: einen offenen PIN-Brief bekommen sie nicht.',
  legalBasis: 'PAuswV § 18 Abs. 1 und 5, § 17 Abs. 3; PassV § 17 Abs. 1',
  when: (facts) => goesOn(facts, stepIds.receiver),
  fields(_facts, _context, draft) {
    const who = text(draft, 'who');
    return [
      { id: 'who', label: 'Wer ist da?', type: 'select', required: true, options: [...receivers], group: 'Abholung' },
      ...(who === 'proxy' ? proxyFields : who === 'representative' ? representativeFields : []),
      {
        id: 'documentKind',
        label: 'Vorgelegtes Dokument',
        type: 'select',
        required: true,
        options: photoIdentityOptions,
        group: 'Nachweis',
      },
      documentNumberField(draft),
      {
        id: 'match',
        label: 'Ergebnis des Vergleichs',
        type: 'select',
        required: true,
        options: [
          { value: 'match', label: 'Person und Dokument stimmen überein' },
          { value: 'doubt', label: 'Es bleiben Zweifel' },
        ],
        group: 'Nachweis',
      },
    ];
  },
  problems: (values, facts) => [
    ...(text(values, 'who') === 'proxy' && excludesProxy(facts)
      ? [
          {
            fieldId: 'who',
            text: 'Dieses Dokument holt die Person selbst ab (Ausreiseanordnung oder keine Wohnung in Deutschland); eine Vollmacht reicht nicht.',
          },
        ]
      : []),
    ...settledProblems(values, facts, { stepId: stepIds.receiver, fieldId: 'who' }),
  ],
};
