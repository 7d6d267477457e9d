/** First step: the application or the recorded arrival, found by barcode, number or name; and what of it forbids a hand-over. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import type { FieldValues } from '../../contract/field.ts';
import { text } from '../read-facts.ts';
import type { FindStep, FoundVorgang } from '../service.ts';
import { isOut, stepIds } from './handed-over.ts';

const notDone: Record<FoundVorgang['phase'], string | null> = {
  open: 'Der Antrag ist noch nicht abgeschlossen.',
  cancelled: 'Der Antrag wurde abgebrochen.',
  done: null,
};

function judge(
  found: FoundVorgang,
  concerning: readonly FoundVorgang[],
): { notes: readonly string[]; refused: string | null; about?: FieldValues } {
  const ended = concerning.filter(({ phase }) => phase === 'done');
  // Also when the rest of that Vorgang was cancelled: the card is gone.
  const out = concerning.find(({ about }) => about.outcome === 'handed-over' || about.outcome === 'delivered');
  const refusals = ended.filter(({ about }) => about.outcome === 'refused');
  const begun = concerning.filter(({ serviceId, phase }) => serviceId === 'ausgabe' && phase === 'open');
  const arrived =
    found.serviceId === 'wareneingang' ? found : ended.findLast(({ serviceId }) => serviceId === 'wareneingang');
  const shelf = arrived === undefined ? '' : text(arrived.about, 'shelf');
  const notes = [
    ...(text(found.about, 'delivery') === 'direct' ? ['Direktversand vereinbart.'] : []),
    ...(arrived ? [`Eingegangen am ${formatGermanDate(arrived.openedDay)}${shelf === '' ? '' : `, ${shelf}`}.`] : []),
    ...refusals.map(({ openedDay, number }) => `Am ${formatGermanDate(openedDay)} nicht ausgegeben (${number}).`),
    ...begun.map(({ number }) => `Eine Ausgabe ist schon begonnen: ${number}.`),
  ];
  const refused = out
    ? `Schon ausgegeben am ${formatGermanDate(out.openedDay)} (${out.number}).`
    : notDone[found.phase];
  return arrived ? { notes, refused, about: { serial: text(arrived.about, 'serial') } } : { notes, refused };
}

export const findStep: FindStep = {
  id: stepIds.find,
  kind: 'find',
  title: 'Dokument finden',
  guidance:
    'Scannen Sie den Strichcode des Dokuments oder geben Sie seine Seriennummer, die Vorgangsnummer oder den Namen ein. ' +
    'Mit Geburtsdatum genügt der Familienname.',
  legalBasis: 'PAuswG § 20 Abs. 3; PassG § 16 Abs. 4; PAuswV § 18',
  prompt: 'Seriennummer, Vorgangsnummer oder Name',
  of: ['personalausweis', 'wareneingang'],
  judge,
  without: {
    label: 'Ohne Antrag am Platz',
    hint: 'Für Dokumente, die im Fachverfahren oder in einer anderen Ortsverwaltung beantragt wurden: Sie tragen die Angaben selbst ein.',
  },
  settled: (facts) =>
    isOut(facts) ? 'Das Dokument ist schon ausgehändigt; der Antrag dazu kann nicht mehr gewechselt werden.' : null,
};
