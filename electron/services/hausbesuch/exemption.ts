/** Before any visit: does the person need an Ausweis at all? PAuswG § 1 (3), with decision and Bescheid. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import type { DocumentBlock } from '../../contract/document.ts';
import { paper } from '../paper.ts';
import { labelOf, text, textOf, valuesOf } from '../read-facts.ts';
import type { DocumentStep, Facts, FieldsStep, HandOverStep, NoteStep, ServiceContext } from '../service.ts';
import { ids, isExempt, personText, wantsExemption } from './visit-facts.ts';

const grounds = [
  {
    value: 'guardian',
    label: 'Betreuung, oder Vertretung mit öffentlich beglaubigter Vollmacht (Nr. 1)',
    law: 'PAuswG § 1 Abs. 3 Nr. 1',
    text: 'Für die Person ist nicht nur durch einstweilige Anordnung eine Betreuung bestellt, oder sie ist handlungs- oder einwilligungsunfähig und wird mit öffentlich beglaubigter Vollmacht vertreten.',
  },
  {
    value: 'facility',
    label: 'dauerhaft in Krankenhaus, Pflegeheim oder ähnlicher Einrichtung (Nr. 2)',
    law: 'PAuswG § 1 Abs. 3 Nr. 2',
    text: 'Die Person ist voraussichtlich dauerhaft in einem Krankenhaus, einem Pflegeheim oder einer ähnlichen Einrichtung untergebracht.',
  },
  {
    value: 'disability',
    label: 'dauerhafte Behinderung, nicht allein in der Öffentlichkeit (Nr. 3)',
    law: 'PAuswG § 1 Abs. 3 Nr. 3',
    text: 'Die Person kann sich wegen einer dauerhaften Behinderung nicht allein in der Öffentlichkeit bewegen.',
  },
] as const;
const noGround = { value: 'none', label: 'nichts davon trifft zu' };

const answers = [
  { value: 'wanted', label: 'ja, die Befreiung wird beantragt' },
  { value: 'not-wanted', label: 'nein, die Person braucht oder will den Ausweis' },
  { value: 'not-needed', label: 'nein, es geht nicht um die Ausweispflicht' },
];

export const exemptionStep: FieldsStep = {
  id: ids.exemption,
  kind: 'form',
  title: 'Zuerst: Befreiung anbieten',
  guidance:
    'Wer selten hinausgeht, braucht oft keinen Ausweis mehr. Bieten Sie die Befreiung von der Ausweispflicht an, bevor Sie einen ' +
    'Besuch planen. Fragen Sie nur, welche der drei Voraussetzungen zutrifft; eine Diagnose gehört nicht hierher.',
  legalBasis: 'PAuswG § 1 Abs. 3',
  fields: (_facts, _context, draft) => [
    {
      id: 'ground',
      label: 'Welche Voraussetzung trifft zu?',
      type: 'select',
      required: true,
      options: [...grounds.map(({ value, label }) => ({ value, label })), noGround],
    },
    ...(['', noGround.value].includes(text(draft, 'ground'))
      ? []
      : ([{ id: 'answer', label: 'Soll befreit werden?', type: 'select', required: true, options: answers }] as const)),
  ],
};

export const groundOf = (facts: Facts) =>
  grounds.find(({ value }) => value === textOf(facts, ids.exemption, 'ground')) ?? null;

const applicants = [
  { value: 'self', label: 'die Person selbst' },
  { value: 'guardian', label: 'die Betreuerin oder der Betreuer' },
  { value: 'proxy', label: 'eine bevollmächtigte Person' },
];
const proofs = [
  { value: 'guardian-card', label: 'Betreuerausweis' },
  { value: 'power', label: 'öffentlich beglaubigte Vollmacht' },
  { value: 'facility', label: 'Bescheinigung der Einrichtung' },
  { value: 'disability-card', label: 'Schwerbehindertenausweis' },
  { value: 'doctor', label: 'ärztliche Bescheinigung, ohne Diagnose' },
];
const decisions = [
  { value: 'granted', label: 'Befreiung wird erteilt' },
  { value: 'refused', label: 'Befreiung wird abgelehnt' },
];
const oldDocuments = [
  { value: 'none', label: 'kein Personalausweis vorhanden' },
  { value: 'kept', label: 'bleibt bei der Person bis zum Ablauf' },
  { value: 'returned', label: 'wird abgegeben und entwertet' },
];

export const decisionStep: FieldsStep = {
  id: ids.decision,
  kind: 'form',
  title: 'Befreiung: Antrag und Entscheidung',
  guidance:
    'Sehen Sie sich den Nachweis an und geben Sie ihn zurück; eine Kopie behält die Behörde nicht. Die Entscheidung steht im Ermessen ' +
    'der zuständigen Behörde: gründet die Person auf einer der drei Voraussetzungen und spricht nichts dagegen, wird befreit.',
  legalBasis: 'PAuswG § 1 Abs. 3; VwVfG § 39; VwVfG § 40',
  when: wantsExemption,
  fields: (_facts, _context, draft) => [
    { id: 'applicant', label: 'Wer beantragt?', type: 'select', required: true, options: applicants, group: 'Antrag' },
    ...(['', 'self'].includes(text(draft, 'applicant'))
      ? []
      : ([
          {
            id: 'applicantName',
            label: 'Name der vertretenden Person',
            type: 'name',
            required: true,
            maxLength: 120,
            group: 'Antrag',
          },
        ] as const)),
    { id: 'proof', label: 'Nachweis gesehen', type: 'select', required: true, options: proofs, group: 'Antrag' },
    {
      id: 'oldDocument',
      label: 'Bisheriger Ausweis',
      type: 'select',
      required: true,
      options: oldDocuments,
      group: 'Antrag',
    },
    {
      id: 'decision',
      label: 'Entscheidung',
      type: 'select',
      required: true,
      options: decisions,
      group: 'Entscheidung',
    },
    ...(text(draft, 'decision') === 'refused'
      ? ([
          {
            id: 'refusal',
            label: 'Begründung der Ablehnung',
            type: 'multiline',
            required: true,
            maxLength: 1000,
            group: 'Entscheidung',
          },
        ] as const)
      : []),
    ...(text(draft, 'decision') === 'granted'
      ? ([
          {
            id: 'until',
            label: 'Befristet bis',
            type: 'date',
            required: false,
            hint: 'Leer: ohne Befristung.',
            group: 'Entscheidung',
          },
        ] as const)
      : []),
  ],
  problems: (values, _facts, context) =>
    text(values, 'until') !== '' && text(values, 'until') <= context.today
      ? [{ fieldId: 'until', text: 'Dieser Tag muss nach heute liegen.' }]
      : [],
};

function operative(facts: Facts): string {
  const values = valuesOf(facts, ids.decision);
  if (!isExempt(facts)) return 'Der Antrag auf Befreiung von der Ausweispflicht wird abgelehnt.';
  const until = text(values, 'until');
  const term = until === '' ? '' : ` Die Befreiung ist befristet bis zum ${formatGermanDate(until)}.`;
  return `Die genannte Person wird von der Ausweispflicht befreit.${term}`;
}

function bescheid(facts: Facts, context: ServiceContext): DocumentBlock[] {
  const values = valuesOf(facts, ids.decision);
  const ground = groundOf(facts);
  const months = context.law('hausbesuch.deadline.objection').value;
  return [
    {
      kind: 'table',
      rows: [
        { label: 'Person', value: personText(facts) },
        {
          label: 'Antrag',
          value: [labelOf(applicants, text(values, 'applicant')), text(values, 'applicantName')]
            .filter(Boolean)
            .join(', '),
        },
        { label: 'Nachweis', value: `${labelOf(proofs, text(values, 'proof'))} (gesehen, zurückgegeben)` },
      ],
    },
    { kind: 'heading', text: 'Entscheidung' },
    { kind: 'paragraph', bold: true, text: operative(facts) },
    { kind: 'paragraph', text: 'Die Entscheidung ist gebührenfrei.' },
    { kind: 'heading', text: 'Gründe' },
    { kind: 'paragraph', text: isExempt(facts) ? `${ground?.text} (${ground?.law})` : text(values, 'refusal') },
    ...(isExempt(facts)
      ? ([
          {
            kind: 'paragraph',
            text: 'Die Befreiung hindert nicht daran, später doch einen Personalausweis zu beantragen. Sie ersetzt keinen Ausweis gegenüber Banken oder anderen privaten Stellen.',
          },
        ] as const)
      : []),
    { kind: 'heading', text: 'Rechtsbehelfsbelehrung' },
    {
      kind: 'paragraph',
      text: `Gegen diesen Bescheid kann innerhalb ${months === 1 ? 'eines Monats' : `von ${months} Monaten`} nach Bekanntgabe Widerspruch bei der oben genannten Behörde erhoben werden: schriftlich, in elektronischer Form nach § 3a Absatz 2 des Verwaltungsverfahrensgesetzes oder zur Niederschrift.`,
    },
    { kind: 'signature-line', captions: [`${context.clerk.displayName}, im Auftrag`] },
  ];
}

export const bescheidTitle = (facts: Facts): string =>
  isExempt(facts) ? 'Bescheid: Befreiung von der Ausweispflicht' : 'Bescheid: Antrag auf Befreiung abgelehnt';

export const bescheidStep: DocumentStep = {
  id: 'exemption-paper',
  kind: 'document',
  title: 'Bescheid drucken',
  guidance: 'Lesen Sie den Bescheid, unterschreiben Sie ihn und geben Sie ihn mit oder schicken Sie ihn zu.',
  legalBasis: 'PAuswG § 1 Abs. 3; VwVfG §§ 37, 39, 41; VwGO § 70',
  when: wantsExemption,
  documents: (facts, context) => [
    {
      id: 'bescheid',
      title: bescheidTitle(facts),
      definition: paper(context, bescheidTitle(facts), bescheid(facts, context)),
    },
  ],
};

export const exemptionRegisterStep: NoteStep = {
  id: 'exemption-register',
  kind: 'note',
  title: 'Befreiung im Fachverfahren eintragen',
  guidance:
    'Der Arbeitsplatz führt kein Register: tragen Sie die Entscheidung im Fachverfahren ein, bevor Sie weitermachen.',
  legalBasis: 'PAuswG § 1 Abs. 3; PAuswG § 23',
  when: isExempt,
  text: (facts, context) => [
    `Person: ${personText(facts)}`,
    `Entscheidung vom ${formatGermanDate(context.today)}, Aktenzeichen ${context.vorgangNumber}: ${operative(facts)}`,
    ...(textOf(facts, ids.decision, 'oldDocument') === 'returned'
      ? ['Den abgegebenen Ausweis entwerten und als eingezogen buchen.']
      : []),
  ],
  acknowledgement: 'Im Fachverfahren eingetragen.',
};

export const exemptionHandOverStep: HandOverStep = {
  id: 'exemption-hand-over',
  kind: 'hand-over',
  title: 'Bescheid bekannt geben',
  guidance:
    'Geben Sie den Bescheid mit oder in die Post. Mit der Bekanntgabe ist er wirksam; ein Besuch ist dann nicht nötig.',
  legalBasis: 'VwVfG §§ 41, 43',
  when: wantsExemption,
  items: (facts) => [{ id: 'bescheid', label: bescheidTitle(facts), needsReceipt: false }],
};
