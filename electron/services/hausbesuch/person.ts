/** Whom the visit is for, found in the register, where it leads and who opens the door. */
import { futureDayProblems } from '../future-day-problems.ts';
import { text, valuesOf } from '../read-facts.ts';
import type { FieldsStep } from '../service.ts';
import { ids, isVisit } from './visit-facts.ts';

export const personStep: FieldsStep = {
  id: ids.person,
  kind: 'identify',
  title: 'Person und Anruf',
  guidance:
    'Suchen Sie die Person im Melderegister und übernehmen Sie die Daten von dort. Wer anruft, beweist damit nichts: ausgewiesen wird ' +
    'sich erst beim Besuch.',
  legalBasis: 'BMG § 3; VwVfG § 34; PAuswG § 9',
  fields: () => [
    { id: 'surname', label: 'Familienname', type: 'name', required: true, maxLength: 120, group: 'Person' },
    { id: 'givenNames', label: 'Vornamen', type: 'name', required: true, maxLength: 80, group: 'Person' },
    { id: 'birthDate', label: 'Geburtsdatum', type: 'partial-date', required: true, group: 'Person' },
    { id: 'street', label: 'Straße und Hausnummer', type: 'text', required: true, maxLength: 55, group: 'Gemeldet' },
    { id: 'postcode', label: 'Postleitzahl', type: 'postcode', required: true, group: 'Gemeldet' },
    { id: 'city', label: 'Ort', type: 'text', required: true, maxLength: 50, group: 'Gemeldet' },
    {
      id: 'register',
      label: 'Mit dem Melderegister verglichen, die Angaben stimmen überein.',
      type: 'checkbox',
      required: true,
      group: 'Gemeldet',
    },
    {
      id: 'caller',
      label: 'Wer hat sich gemeldet?',
      type: 'select',
      required: true,
      options: [
        { value: 'self', label: 'die Person selbst' },
        { value: 'relative', label: 'Angehörige' },
        { value: 'guardian', label: 'Betreuung oder Bevollmächtigte' },
        { value: 'facility', label: 'die Einrichtung' },
      ],
      group: 'Anruf',
    },
  ],
  problems: (values, _facts, context) => futureDayProblems(values, ['birthDate'], context),
};

/** Why somebody cannot come; never a diagnosis. */
export const hindrances = [
  { value: 'bed', label: 'bettlägerig' },
  { value: 'mobility', label: 'kann die Wohnung nicht verlassen' },
  { value: 'facility', label: 'in Pflegeheim, Krankenhaus oder Hospiz' },
  { value: 'custody', label: 'in Haft oder geschlossener Unterbringung' },
  { value: 'other', label: 'anderer wichtiger Grund' },
] as const;

export const placeStep: FieldsStep = {
  id: ids.place,
  kind: 'form',
  title: 'Grund und Ort des Besuchs',
  guidance:
    'Halten Sie fest, warum die Person nicht kommen kann und wohin der Weg führt. Im Vermerk steht später der wirkliche Ort, nicht der ' +
    'der Behörde.',
  legalBasis: 'VwVfG § 34 Abs. 3; PAuswG § 9 Abs. 1; DSGVO Art. 9',
  when: isVisit,
  initial: (facts) => {
    const { street = '', postcode = '', city = '' } = valuesOf(facts, ids.person);
    return { street, postcode, city };
  },
  fields: (_facts, _context, draft) => [
    {
      id: 'hindrance',
      label: 'Warum kann die Person nicht kommen?',
      type: 'select',
      required: true,
      hint: 'Keine Diagnose.',
      options: [...hindrances],
      group: 'Grund',
    },
    ...(text(draft, 'hindrance') === 'other'
      ? ([{ id: 'other', label: 'Welcher?', type: 'text', required: true, maxLength: 120, group: 'Grund' }] as const)
      : []),
    {
      id: 'facility',
      label: 'Einrichtung, Station, Zimmer',
      type: 'text',
      required: false,
      maxLength: 90,
      group: 'Ort',
    },
    { id: 'street', label: 'Straße und Hausnummer', type: 'text', required: true, maxLength: 55, group: 'Ort' },
    { id: 'postcode', label: 'Postleitzahl', type: 'postcode', required: true, group: 'Ort' },
    { id: 'city', label: 'Ort', type: 'text', required: true, maxLength: 50, group: 'Ort' },
    { id: 'access', label: 'Klingel, Etage, Hinweise', type: 'text', required: false, maxLength: 120, group: 'Ort' },
    {
      id: 'contact',
      label: 'Wer öffnet oder gibt Auskunft?',
      type: 'text',
      required: true,
      maxLength: 120,
      group: 'Kontakt',
    },
    { id: 'phone', label: 'Telefon', type: 'text', required: true, maxLength: 30, group: 'Kontakt' },
  ],
  problems: (values) =>
    /^[+0-9][0-9 ()/-]{4,}$/.test(text(values, 'phone'))
      ? []
      : [{ fieldId: 'phone', text: 'Eine Telefonnummer hat Ziffern, Leerzeichen, +, / oder -.' }],
};
