/** Back at a seat, at this or another, the same day or later: what came of the visit, act by act. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import type { FieldView } from '../../contract/field.ts';
import { documentNumberField } from '../document-number-field.ts';
import { photoIdentityOptions } from '../identity-documents.ts';
import { text, textOf, valuesOf } from '../read-facts.ts';
import type { Facts, FieldsStep, StepDeclaration } from '../service.ts';
import {
  chosenTasks,
  hasSignature,
  hasTask,
  ids,
  isTaskDone,
  isVisit,
  sealField,
  type TaskId,
  visitCity,
  visitTime,
} from './visit-facts.ts';

const outcomes = [
  { value: 'done', label: 'erledigt' },
  { value: 'refused', label: 'von der Person abgelehnt' },
  { value: 'given-up', label: 'nicht möglich, aufgegeben' },
];

const meetings = [
  { value: 'met', label: 'Person angetroffen' },
  { value: 'not-met', label: 'niemand angetroffen' },
  { value: 'refused', label: 'Besuch abgelehnt' },
  { value: 'given-up', label: 'Besuch vorher abgesagt' },
];

const continuations = [
  { value: 'again', label: 'neuer Termin' },
  { value: 'end', label: 'Vorgang abschließen' },
];

const oldDocuments = [
  { value: 'returned', label: 'abgegeben' },
  { value: 'voided', label: 'entwertet zurückgegeben' },
  { value: 'missing', label: 'nicht vorhanden, Verlust melden' },
];

/** Days of acts away from the seat: not before the Vorgang began. */
function dayProblem(fieldId: string, day: string, today: string) {
  return day < today ? [{ fieldId, text: `Nicht vor dem ${formatGermanDate(today)}: da begann dieser Vorgang.` }] : [];
}

export const resultStep: FieldsStep = {
  id: ids.result,
  kind: 'form',
  title: 'Ergebnis des Besuchs',
  guidance:
    'Übertragen Sie die Rückgabeliste, am besten am selben Tag. Jeder Platz kann das tun, auch ein anderer als der, der die Mappe ' +
    'gedruckt hat. Bis dahin wartet der Vorgang in der Übersicht.',
  legalBasis: 'VwVfG § 34 Abs. 3; PAuswV § 4 Abs. 1',
  when: isVisit,
  waiting: (facts) => `Hausbesuch am ${visitTime(facts)}`,
  initial: (facts) => ({ day: textOf(facts, ids.plan, 'day') }),
  fields: (facts, _context, draft) => [
    { id: 'met', label: 'Was ist geschehen?', type: 'select', required: true, options: meetings, group: 'Besuch' },
    { id: 'day', label: 'Tag', type: 'date', required: true, group: 'Besuch' },
    { id: 'time', label: 'Uhrzeit', type: 'time', required: true, group: 'Besuch' },
    ...(text(draft, 'met') === 'met'
      ? chosenTasks(facts).map(
          ({ outcome, label }): FieldView => ({
            id: outcome,
            label,
            type: 'select',
            required: true,
            options: outcomes,
            group: 'Aufgaben',
          }),
        )
      : []),
    ...(['', 'met'].includes(text(draft, 'met'))
      ? []
      : ([
          {
            id: 'next',
            label: 'Wie geht es weiter?',
            type: 'select',
            required: true,
            options: continuations,
            group: 'Besuch',
          },
        ] as const)),
    { id: 'remark', label: 'Grund, Bemerkung', type: 'text', required: false, maxLength: 200, group: 'Besuch' },
  ],
  problems: (values, _facts, context) => dayProblem('day', text(values, 'day'), context.today),
  stop: (values) =>
    text(values, 'met') !== 'met' && text(values, 'next') === 'again'
      ? {
          text: 'Neuer Besuch: öffnen Sie links «Termin und Besuchsrunde», tragen Sie den neuen Tag ein und rufen Sie an. Ist der Besuch gewesen, tragen Sie hier das Ergebnis neu ein. Die Mappe gilt weiter.',
          legalBasis: 'Dienstanweisung der Gemeinde',
        }
      : null,
};

const whenAndWhere = (group: string): FieldView[] => [
  {
    id: 'place',
    label: 'Ort der Handlung',
    type: 'text',
    required: true,
    maxLength: 60,
    hint: 'Der wirkliche Ort.',
    group,
  },
  { id: 'day', label: 'Tag', type: 'date', required: true, group },
  { id: 'time', label: 'Uhrzeit', type: 'time', required: true, group },
  { id: 'official', label: 'Durch', type: 'name', required: true, maxLength: 80, group },
];

function identityFields(draft: Parameters<FieldsStep['fields']>[2], group: string): FieldView[] {
  const assurance = text(draft, 'assurance');
  return [
    {
      id: 'assurance',
      label: 'Gewissheit über die Person',
      type: 'select',
      required: true,
      options: [
        { value: 'document', label: 'durch ein gültiges Dokument' },
        { value: 'known', label: 'persönlich bekannt' },
      ],
      group,
    },
    ...(assurance === 'document'
      ? ([
          {
            id: 'documentKind',
            label: 'Dokument',
            type: 'select',
            required: true,
            options: photoIdentityOptions,
            group,
          },
          documentNumberField(draft, group),
        ] as const)
      : []),
  ];
}

function started(facts: Facts) {
  const { day = '', time = '' } = valuesOf(facts, ids.result);
  return { place: visitCity(facts), day, time, official: textOf(facts, ids.plan, 'firstClerk') };
}

function signatureResult(id: string, task: TaskId, title: string, legalBasis: string): FieldsStep & StepDeclaration {
  return {
    id,
    kind: 'form',
    title,
    guidance:
      'Übertragen Sie den Vermerk, wie er dort unterschrieben und gesiegelt wurde. Steht im Vermerk etwas anderes als hier, gilt der Vermerk.',
    legalBasis,
    when: (facts) => isTaskDone(facts, task),
    initial: (facts, context) => {
      const sealNumber = textOf(facts, ids.sealOut, 'sealNumber') || (context.seat.sealNumbers[0] ?? '');
      return { ...started(facts), sealNumber, signatures: 1 };
    },
    fields: (_facts, context, draft) => [
      ...whenAndWhere('Handlung'),
      {
        id: 'manner',
        label: 'Die Unterschrift wurde',
        type: 'select',
        required: true,
        options: [
          { value: 'performed', label: 'dort vollzogen' },
          { value: 'acknowledged', label: 'dort anerkannt' },
        ],
        group: 'Vermerk',
      },
      {
        id: 'signatures',
        label: 'Zahl der Unterschriften',
        type: 'number',
        required: true,
        min: 1,
        max: 20,
        group: 'Vermerk',
      },
      { id: 'sheets', label: 'Zahl der Blätter', type: 'number', required: true, min: 1, max: 500, group: 'Vermerk' },
      sealField(context, 'Siegelnummer im Vermerk', 'Vermerk'),
      ...identityFields(draft, 'Person'),
    ],
    problems: (values, _facts, context) => dayProblem('day', text(values, 'day'), context.today),
  };
}

export const officialResultStep = signatureResult(
  ids.officialResult,
  'officialSignature',
  'Amtliche Beglaubigung eintragen',
  'VwVfG § 34 Abs. 3',
);
export const publicResultStep = signatureResult(
  ids.publicResult,
  'publicSignature',
  'Öffentliche Beglaubigung eintragen',
  'BeglG RP §§ 2, 4; BGB § 129; BeurkG § 40',
);

export const handOverResultStep: FieldsStep = {
  id: ids.handOverResult,
  kind: 'form',
  title: 'Aushändigung eintragen',
  guidance:
    'Tag und Uhrzeit stehen auf der unterschriebenen Empfangsbestätigung; sie zählen, nicht die Zeit der Eingabe. Das Blatt bleibt bei ' +
    'der Behörde.',
  legalBasis: 'PAuswV § 4 Abs. 1 Nr. 3; PAuswV § 18; PAuswG § 27 Abs. 1 Nr. 2',
  when: (facts) => isTaskDone(facts, 'handOver'),
  initial: started,
  fields: (facts, _context, draft) => [
    ...whenAndWhere('Übergabe'),
    {
      id: 'receiver',
      label: 'Übergeben an',
      type: 'select',
      required: true,
      options: [
        { value: 'holder', label: 'die Person selbst' },
        { value: 'proxy', label: 'eine bevollmächtigte Person' },
      ],
      group: 'Empfang',
    },
    ...(text(draft, 'receiver') === 'proxy'
      ? ([
          {
            id: 'proxyName',
            label: 'Name der bevollmächtigten Person',
            type: 'name',
            required: true,
            maxLength: 120,
            group: 'Empfang',
          },
        ] as const)
      : []),
    ...identityFields(draft, 'Empfang'),
    {
      id: 'receipt',
      label: 'Empfangsbestätigung ist unterschrieben und liegt vor.',
      type: 'checkbox',
      required: true,
      group: 'Empfang',
    },
    ...(valuesOf(facts, ids.handOverRequest).letter === true
      ? ([
          { id: 'letterTime', label: 'Sperrkennwort übergeben um', type: 'time', required: true, group: 'Empfang' },
        ] as const)
      : []),
    ...(valuesOf(facts, ids.handOverRequest).old === true
      ? ([
          {
            id: 'oldDocument',
            label: 'Altes Dokument',
            type: 'select',
            required: true,
            options: oldDocuments,
            group: 'Empfang',
          },
        ] as const)
      : []),
  ],
  problems: (values, _facts, context) => dayProblem('day', text(values, 'day'), context.today),
};

export const applicationResultStep: FieldsStep = {
  id: ids.applicationResult,
  kind: 'form',
  title: 'Bestätigung zum Antrag eintragen',
  guidance: 'Legen Sie die unterschriebene Bestätigung zum Antrag und setzen Sie den Antragsvorgang danach fort.',
  legalBasis: 'PAuswG § 9 Abs. 1; PassG § 6 Abs. 1',
  when: (facts) => isTaskDone(facts, 'application'),
  initial: started,
  fields: (_facts, _context, draft) => [
    ...whenAndWhere('Handlung'),
    {
      id: 'data',
      label: 'Die Angaben im Antrag sind',
      type: 'select',
      required: true,
      options: [
        { value: 'right', label: 'richtig' },
        { value: 'changed', label: 'zu ändern, wie auf dem Blatt' },
      ],
      group: 'Bestätigung',
    },
    ...identityFields(draft, 'Person'),
  ],
  problems: (values, _facts, context) => dayProblem('day', text(values, 'day'), context.today),
};

export const papersBackStep: FieldsStep = {
  id: ids.papersBack,
  kind: 'form',
  title: 'Mappe und Siegel zurück',
  guidance:
    'Zählen Sie die Blätter nach der Rückgabeliste. Unterlagen, mit denen die Person festgestellt wurde, werden vernichtet; wer das wann ' +
    'getan hat, steht hier.',
  legalBasis: 'PAuswG § 9 Abs. 4; PassG § 6 Abs. 3; Siegelordnung der Gemeinde',
  when: isVisit,
  initial: (facts) => ({ day: textOf(facts, ids.result, 'day') }),
  fields: (facts, context, draft) => [
    { id: 'day', label: 'Tag', type: 'date', required: true, group: 'Mappe' },
    {
      id: 'sheets',
      label: 'Blätter der Mappe',
      type: 'select',
      required: true,
      options: [
        { value: 'complete', label: 'vollzählig zurück' },
        { value: 'missing', label: 'es fehlt etwas' },
      ],
      group: 'Mappe',
    },
    ...(text(draft, 'sheets') === 'missing'
      ? ([
          {
            id: 'missing',
            label: 'Was fehlt, wem gemeldet?',
            type: 'text',
            required: true,
            maxLength: 200,
            hint: 'Ein verlorenes Blatt ist eine Datenpanne: sofort Leitung und Datenschutz.',
            group: 'Mappe',
          },
        ] as const)
      : []),
    ...(hasTask(facts, 'handOver') && !isTaskDone(facts, 'handOver')
      ? ([
          {
            id: 'documentBack',
            label: 'Das nicht ausgehändigte Dokument liegt wieder im Schrank.',
            type: 'checkbox',
            required: true,
            group: 'Mappe',
          },
        ] as const)
      : []),
    {
      id: 'identityPapers',
      label: 'Unterlagen zur Feststellung der Person',
      type: 'select',
      required: true,
      options: [
        { value: 'none', label: 'keine entstanden' },
        { value: 'destroyed', label: 'vernichtet' },
      ],
      group: 'Vernichtung',
    },
    ...(text(draft, 'identityPapers') === 'destroyed'
      ? ([
          { id: 'destroyedWhat', label: 'Was?', type: 'text', required: true, maxLength: 120, group: 'Vernichtung' },
          { id: 'destroyedBy', label: 'Durch', type: 'name', required: true, maxLength: 80, group: 'Vernichtung' },
        ] as const)
      : []),
    ...(hasSignature(facts)
      ? ([
          sealField(context, 'Zurückgebrachtes Siegel', 'Siegel'),
          { id: 'sealTime', label: 'Siegel eingeschlossen um', type: 'time', required: true, group: 'Siegel' },
        ] as const)
      : []),
  ],
  problems: (values, facts, context) => [
    ...dayProblem('day', text(values, 'day'), context.today),
    ...(hasSignature(facts) && text(values, 'sealNumber') !== textOf(facts, ids.sealOut, 'sealNumber')
      ? [
          {
            fieldId: 'sealNumber',
            text: `Mitgenommen wurde Siegel Nr. ${textOf(facts, ids.sealOut, 'sealNumber')}. Fehlt es, sofort die Leitung verständigen.`,
          },
        ]
      : []),
  ],
};
