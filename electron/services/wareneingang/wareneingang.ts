/** Wareneingang: a document delivered by the maker is recorded, so that its serial number finds the application. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import { checkDigitProblem, serialNumber } from '../document-number.ts';
import { type FindFacts, findFacts } from '../facts.ts';
import { futureDayProblems } from '../future-day-problems.ts';
import { issuedDocuments } from '../issued-documents.ts';
import { labelOf, text, textOf, valuesOf } from '../read-facts.ts';
import type { Facts, FieldsStep, FindStep, FoundVorgang, NoteStep, ServiceDeclaration } from '../service.ts';

const scanId = 'scan';
const findId = 'application';
const holderId = 'holder';

const linked = (facts: Facts): FindFacts | null => {
  const found = findFacts.safeParse(facts[findId]).data;
  return found?.vorgangId == null ? null : found;
};
const serialOf = (facts: Facts): string => serialNumber(textOf(facts, scanId, 'serial'));

const scanStep: FieldsStep = {
  id: scanId,
  kind: 'form',
  title: 'Dokument scannen',
  guidance:
    'Scannen Sie den Strichcode des gelieferten Dokuments oder tippen Sie die Seriennummer ab. Prüfen Sie, ob die Sendung unversehrt ist; ' +
    'Schäden melden Sie im Fachverfahren als Reklamation.',
  legalBasis: 'PAuswG § 20 Abs. 3; PassG § 16 Abs. 4',
  fields: () => [
    {
      id: 'serial',
      label: 'Seriennummer',
      type: 'document-number',
      required: true,
      scanned: true,
      hint: 'Mit oder ohne Prüfziffer; der Scanner drückt selbst die Eingabetaste.',
    },
    { id: 'documentKind', label: 'Dokument', type: 'select', required: true, options: [...issuedDocuments] },
    {
      id: 'shelf',
      label: 'Ablage',
      type: 'text',
      required: false,
      maxLength: 40,
      hint: 'Zum Beispiel Tresor, Fach 12.',
    },
  ],
  initial: () => ({ documentKind: 'personalausweis' }),
  problems(values) {
    const problem = checkDigitProblem(text(values, 'serial'));
    return problem === null ? [] : [{ fieldId: 'serial', text: problem }];
  },
};

/** An application takes one document; a second one would be somebody else's. */
function judge(found: FoundVorgang, concerning: readonly FoundVorgang[]) {
  const arrived = concerning.find(({ serviceId, phase }) => serviceId === 'wareneingang' && phase === 'done');
  if (found.phase !== 'done') return { notes: [], refused: 'Der Antrag ist nicht abgeschlossen.' };
  if (arrived) {
    const on = formatGermanDate(arrived.openedDay);
    return { notes: [], refused: `Schon eingebucht am ${on}, Seriennummer ${text(arrived.about, 'serial')}.` };
  }
  return { notes: [], refused: null };
}

const applicationStep: FindStep = {
  id: findId,
  kind: 'find',
  title: 'Antrag zuordnen',
  guidance:
    'Suchen Sie den Antrag mit der Vorgangsnummer oder dem Namen aus der Lieferinformation und vergleichen Sie Namen und Geburtsdatum mit dem Dokument.',
  legalBasis: 'PAuswV § 18; BSI TR-03123 (Lieferinformation)',
  prompt: 'Vorgangsnummer oder Name',
  of: ['personalausweis'],
  judge,
  without: {
    label: 'Ohne Antrag am Platz',
    hint: 'Wurde das Dokument im Fachverfahren bestellt, tragen Sie den Namen selbst ein.',
  },
};

const holderStep: FieldsStep = {
  id: holderId,
  kind: 'form',
  title: 'Name auf dem Dokument',
  guidance: 'Lesen Sie den Namen vom Dokument ab, damit es bei der Ausgabe auch ohne Seriennummer gefunden wird.',
  legalBasis: 'PAuswV § 18',
  when: (facts) => facts[findId] !== undefined && linked(facts) === null,
  fields: () => [
    { id: 'surname', label: 'Familienname', type: 'name', required: true, maxLength: 120 },
    { id: 'givenNames', label: 'Vornamen', type: 'name', required: true, maxLength: 80 },
    { id: 'birthDate', label: 'Geburtsdatum', type: 'partial-date', required: true },
  ],
  problems: (values, _facts, context) => futureDayProblems(values, ['birthDate'], context),
};

const doneStep: NoteStep = {
  id: 'stored',
  kind: 'note',
  title: 'Dokument einlagern',
  guidance: 'Legen Sie das Dokument verschlossen ab. Von nun an findet es jeder Platz dieser Ortsverwaltung.',
  legalBasis: 'PAuswV § 18',
  text: (facts) => {
    const scanned = valuesOf(facts, scanId);
    const kind = labelOf(issuedDocuments, text(scanned, 'documentKind'));
    const shelf = text(scanned, 'shelf');
    return [
      `${kind} ${serialOf(facts)} für ${personOf(facts)}.`,
      linked(facts) === null
        ? 'Zu diesem Dokument gibt es keinen Antrag an den Plätzen.'
        : `Zum Antrag ${linked(facts)?.number}.`,
      ...(shelf === '' ? [] : [`Ablage: ${shelf}.`]),
    ];
  },
  acknowledgement: 'Das Dokument ist verschlossen abgelegt.',
};

function personOf(facts: Facts): string {
  const typed = valuesOf(facts, holderId);
  return linked(facts)?.person ?? `${text(typed, 'givenNames')} ${text(typed, 'surname')}`.trim();
}

export const wareneingang: ServiceDeclaration = {
  id: 'wareneingang',
  title: 'Dokument einbuchen',
  summary: 'Geliefertes Dokument scannen und seinem Antrag zuordnen, damit die Ausgabe es findet',
  minutes: 1,
  steps: [scanStep, applicationStep, holderStep, doneStep],
  person: personOf,
  searchTerms(facts) {
    const { surname = '', birthDate = '' } = valuesOf(facts, holderId);
    const number = linked(facts)?.number ?? '';
    return [
      ...(facts[scanId] === undefined ? [] : [serialOf(facts)]),
      ...(number === '' ? [] : [number]),
      ...(surname === '' ? [] : [`${surname} ${birthDate}`]),
    ];
  },
  tells: (facts) => ({
    serial: serialOf(facts),
    documentKind: textOf(facts, scanId, 'documentKind'),
    shelf: textOf(facts, scanId, 'shelf'),
    concerns: linked(facts)?.vorgangId ?? '',
    ...valuesOf(facts, holderId),
  }),
  result: (facts) => ({
    act: 'document-arrived',
    serial: serialOf(facts),
    documentKind: textOf(facts, scanId, 'documentKind'),
    application: linked(facts)?.number ?? null,
  }),
};
