/** What stands in the register and on the card, corrected with the citizen; widths of PAuswV Anlage 3 and XhD 1.6.1. */
import type { FieldView } from '../../contract/field.ts';
import { latinLength } from '../../contract/latin-names.ts';
import { text, valuesOf } from '../read-facts.ts';
import type { FieldProblemText, FieldsStep } from '../service.ts';
import { residenceOf, stepIds } from './applicant.ts';

/** PAuswV Anlage 3, letter size 2: 3 lines of 40 for surname, Doktorgrad and Geburtsname together. */
const nameWidth = 120;
/** BSI TR-03123 (XhD 1.6.1): postcode, blank and place. */
const cityWidth = 49;

const names: readonly FieldView[] = [
  { id: 'surname', label: 'Familienname', type: 'name', required: true, maxLength: nameWidth, group: 'Name' },
  {
    id: 'birthName',
    label: 'Geburtsname, wenn abweichend',
    type: 'name',
    required: false,
    maxLength: nameWidth,
    group: 'Name',
  },
  { id: 'givenNames', label: 'Vornamen', type: 'name', required: true, maxLength: 80, group: 'Name' },
  {
    id: 'doctorate',
    label: 'Doktorgrad',
    type: 'select',
    required: false,
    options: [
      { value: 'DR.', label: 'Dr.' },
      { value: 'DR.HC.', label: 'Dr. h. c.' },
      { value: 'DR.EH.', label: 'Dr. e. h.' },
    ],
    hint: 'Nur auf Wunsch und mit Nachweis.',
    group: 'Name',
  },
  {
    id: 'religiousOrStageName',
    label: 'Ordens- oder Künstlername',
    type: 'name',
    required: false,
    maxLength: 31,
    hint: 'Nur auf Wunsch und mit Nachweis.',
    group: 'Name',
  },
];

const body: readonly FieldView[] = [
  { id: 'birthPlace', label: 'Geburtsort', type: 'text', required: true, maxLength: 80, group: 'Person' },
  { id: 'heightCm', label: 'Größe in cm', type: 'number', required: true, min: 30, max: 250, group: 'Person' },
  {
    id: 'eyeColour',
    label: 'Augenfarbe',
    type: 'text',
    required: true,
    maxLength: 19,
    hint: 'Zum Beispiel blau, graugrün, braun.',
    group: 'Person',
  },
  {
    id: 'nationality',
    label: 'Staatsangehörigkeit',
    type: 'select',
    required: true,
    options: [{ value: 'DEUTSCH', label: 'deutsch' }],
    hint: 'Einen Personalausweis erhalten nur Deutsche.',
    group: 'Person',
  },
];

const address: readonly FieldView[] = [
  { id: 'street', label: 'Straße und Hausnummer', type: 'text', required: true, maxLength: 50, group: 'Anschrift' },
  { id: 'postcode', label: 'Postleitzahl', type: 'postcode', required: true, group: 'Anschrift' },
  { id: 'city', label: 'Ort', type: 'text', required: true, maxLength: 43, group: 'Anschrift' },
];

/** The card then reads «keine Wohnung in Deutschland». */
export const noResidenceText = 'KEINE WOHNUNG IN DEUTSCHLAND';

export const hasAddress = (residence: string): boolean => residence !== 'abroad' && residence !== 'none';

export const registerDataStep: FieldsStep = {
  id: stepIds.registerData,
  kind: 'form',
  title: 'Registerdaten',
  guidance:
    'Gehen Sie die Daten mit der Person durch und tragen Sie ein, was im Register steht, Buchstabe für Buchstabe mit allen Zeichen. ' +
    'Berichtigungen gehören zuerst ins Register.',
  legalBasis: 'PAuswG § 5 Abs. 2, § 23 Abs. 3; PAuswV Anlage 3',
  initial(facts) {
    const identity = valuesOf(facts, stepIds.identity);
    return {
      surname: text(identity, 'surname'),
      givenNames: text(identity, 'givenNames'),
      nationality: 'DEUTSCH',
    };
  },
  fields: (facts) => [...names, ...body, ...(hasAddress(residenceOf(facts)) ? address : [])],
  problems(values) {
    const problems: FieldProblemText[] = [];
    const parts = ['surname', 'doctorate', 'birthName'].map((id) => text(values, id)).filter((part) => part !== '');
    const total = latinLength(parts.join(' '));
    if (total > nameWidth) {
      problems.push({
        fieldId: 'surname',
        text: `Familienname, Doktorgrad und Geburtsname haben zusammen höchstens ${nameWidth} Zeichen; es sind ${total}. Bitte mit der Fachaufsicht kürzen.`,
      });
    }
    const city = latinLength(`${text(values, 'postcode')} ${text(values, 'city')}`);
    if (city > cityWidth) {
      problems.push({ fieldId: 'city', text: `Postleitzahl und Ort haben zusammen höchstens ${cityWidth} Zeichen.` });
    }
    return problems;
  },
};

export const reasons = [
  { value: 'first', label: 'erster Ausweis' },
  { value: 'expiry', label: 'bisheriger Ausweis läuft ab oder ist abgelaufen' },
  { value: 'name', label: 'Name hat sich geändert' },
  { value: 'lost', label: 'Ausweis verloren oder gestohlen' },
  { value: 'damaged', label: 'Ausweis beschädigt oder unlesbar' },
  { value: 'other', label: 'anderer Grund' },
] as const;

export const reasonStep: FieldsStep = {
  id: stepIds.reason,
  kind: 'form',
  title: 'Anlass des Antrags',
  guidance:
    'Fragen Sie, warum ein neuer Ausweis gebraucht wird. Ist der alte verloren, gehört die Verlustanzeige mit Sperrung zuerst in einen eigenen Vorgang.',
  legalBasis: 'PAuswG § 1 Abs. 1, § 27 Abs. 1 und 2, § 10 Abs. 5',
  fields: (_facts, _context, draft) => [
    { id: 'reason', label: 'Anlass', type: 'select', required: true, options: [...reasons] },
    ...(text(draft, 'reason') === 'lost'
      ? [
          {
            id: 'lossReported',
            label: 'Verlust ist aufgenommen und der Online-Ausweis gesperrt',
            type: 'checkbox',
            required: true,
          } as const,
        ]
      : []),
    ...(text(draft, 'reason') === 'other'
      ? [{ id: 'reasonText', label: 'Welcher?', type: 'text', required: true, maxLength: 120 } as const]
      : []),
  ],
};
