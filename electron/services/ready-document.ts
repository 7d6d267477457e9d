/** A finished document that was searched: what a clerk reads beside it, and what of it forbids a hand-over, at the counter or on a visit. */
import { formatGermanDate } from '../contract/calendar-date.ts';
import type { FieldValues } from '../contract/field.ts';
import { text } from './read-facts.ts';
import type { FoundVorgang } from './service.ts';

const notDone: Record<FoundVorgang['phase'], string | null> = {
  open: 'Der Antrag ist noch nicht abgeschlossen.',
  cancelled: 'Der Antrag wurde abgebrochen.',
  done: null,
};

/** `concerning`: Vorgänge that tell of the one found, oldest first. */
export function judgeReadyDocument(
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
