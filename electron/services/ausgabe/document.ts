/** The document in the clerk's hand: its number, whose it is, and whether it is in order. */
import type { FieldView } from '../../contract/field.ts';
import { checkDigitProblem, looksLikeSerial, serialNumber, serialNumberWarning } from '../document-number.ts';
import { findFacts } from '../facts.ts';
import { futureDayProblems } from '../future-day-problems.ts';
import { issuedDocuments } from '../issued-documents.ts';
import { text, textOf } from '../read-facts.ts';
import type { Facts, FieldsStep } from '../service.ts';
import { application, foundIn, isDelivered, settledProblems, stepIds } from './handed-over.ts';

/** By the arrival, else by what was scanned to find it. */
function knownSerial(facts: Facts): string {
  const arrived = foundIn(facts)?.about.serial;
  if (typeof arrived === 'string' && arrived !== '') return arrived;
  const term = findFacts.safeParse(facts[stepIds.find]).data?.term ?? '';
  return looksLikeSerial(term) ? serialNumber(term) : '';
}

export const serialOf = (facts: Facts): string => serialNumber(textOf(facts, stepIds.document, 'serial'));

/** What the application tells when there is one; else the clerk asks the Fachverfahren. */
const typedOnly: readonly FieldView[] = [
  {
    id: 'pinLetter',
    label: 'PIN-Brief',
    type: 'select',
    required: true,
    options: [
      { value: 'given', label: 'schon übergeben' },
      { value: 'open', label: 'noch nicht übergeben' },
      { value: 'none', label: 'keiner vorgesehen' },
    ],
    hint: 'Wie im Fachverfahren vermerkt.',
    group: 'Antrag im Fachverfahren',
  },
  {
    id: 'applicant',
    label: 'Antragstellende Person',
    type: 'select',
    required: true,
    options: [
      { value: 'holder', label: 'die Person selbst' },
      { value: 'representative', label: 'gesetzliche Vertretung' },
    ],
    hint: 'Nur sie erhält den PIN-Brief.',
    group: 'Antrag im Fachverfahren',
  },
  {
    id: 'noProxy',
    label: 'Anordnung nach § 6 Abs. 7 oder § 6a PAuswG, oder keine Wohnung in Deutschland',
    type: 'checkbox',
    required: false,
    hint: 'Dann holt die Person das Dokument selbst ab.',
    group: 'Antrag im Fachverfahren',
  },
];

export const documentStep: FieldsStep = {
  id: stepIds.document,
  kind: 'form',
  title: 'Dokument vergleichen',
  guidance:
    'Nehmen Sie das Dokument in die Hand und vergleichen Sie Seriennummer, Namen, Geburtsdatum und Lichtbild mit dem Antrag. ' +
    'Ein Schreibfehler oder Schaden wird reklamiert, nicht ausgegeben.',
  legalBasis: 'PAuswG § 11 Abs. 1; PAuswV § 18',
  when: (facts) => !isDelivered(facts),
  initial(facts) {
    const about = foundIn(facts)?.about ?? {};
    return {
      serial: knownSerial(facts),
      documentKind: text(about, 'documentKind') || 'personalausweis',
      surname: text(about, 'surname'),
      givenNames: text(about, 'givenNames'),
      birthDate: text(about, 'birthDate'),
    };
  },
  fields(facts, _context, draft) {
    const warning = serialNumberWarning(text(draft, 'serial'));
    return [
      {
        id: 'serial',
        label: 'Seriennummer',
        type: 'document-number',
        required: true,
        scanned: true,
        group: 'Dokument',
        ...(warning === null ? {} : { hint: warning }),
      },
      {
        id: 'documentKind',
        label: 'Dokument',
        type: 'select',
        required: true,
        options: [...issuedDocuments],
        group: 'Dokument',
      },
      { id: 'surname', label: 'Familienname', type: 'name', required: true, maxLength: 120, group: 'Ausgestellt für' },
      { id: 'givenNames', label: 'Vornamen', type: 'name', required: true, maxLength: 80, group: 'Ausgestellt für' },
      { id: 'birthDate', label: 'Geburtsdatum', type: 'partial-date', required: true, group: 'Ausgestellt für' },
      ...(application(facts) === null ? typedOnly : []),
      {
        id: 'comparison',
        label: 'Ergebnis des Vergleichs',
        type: 'select',
        required: true,
        options: [
          { value: 'match', label: 'alles stimmt, Dokument unversehrt' },
          { value: 'wrong', label: 'falsches Dokument' },
          { value: 'faulty', label: 'Fehler oder Schaden: reklamieren' },
        ],
        group: 'Vergleich',
      },
    ];
  },
  problems(values, facts, context) {
    const serial = serialNumber(text(values, 'serial'));
    const arrived = foundIn(facts)?.about.serial;
    const digit = checkDigitProblem(text(values, 'serial'));
    const differs = typeof arrived === 'string' && arrived !== '' && arrived !== serial;
    return [
      ...(digit === null ? [] : [{ fieldId: 'serial', text: digit }]),
      ...(differs && text(values, 'comparison') !== 'wrong'
        ? [
            {
              fieldId: 'serial',
              text: `Für diesen Antrag ist die Seriennummer ${arrived} eingebucht. Stimmt das Dokument nicht, wählen Sie «falsches Dokument».`,
            },
          ]
        : []),
      ...futureDayProblems(values, ['birthDate'], context),
      ...settledProblems(values, facts, { stepId: stepIds.document, fieldId: 'serial' }),
    ];
  },
};

/** `open`: still to be handed over, and only to the applying person (PAuswV § 17 Abs. 1 und 3). */
export function pinLetterState(facts: Facts): 'given' | 'open' | 'none' {
  const known = application(facts);
  if (known) return known.about.pinLetterAt === '' ? 'none' : 'given';
  const typed = textOf(facts, stepIds.document, 'pinLetter');
  return typed === 'open' || typed === 'given' ? typed : 'none';
}

/** Who applied: the person, or the representative, who then is «antragstellende Person». */
export function isApplicant(facts: Facts, who: string): boolean {
  const known = application(facts);
  const represented = known
    ? known.about.represented === true
    : textOf(facts, stepIds.document, 'applicant') === 'representative';
  return who === (represented ? 'representative' : 'holder');
}
