/** What is entered elsewhere after the return: the two registers of Beglaubigungen, and the hand-over. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import { text, textOf, valuesOf } from '../read-facts.ts';
import type { Facts, NoteStep } from '../service.ts';
import { handOverLabel } from './forms.ts';
import { documentFound, ids, isTaskDone, personText } from './visit-facts.ts';

function certified(facts: Facts, resultId: string, request: string): string[] {
  const values = valuesOf(facts, resultId);
  return [
    `Person: ${personText(facts)}`,
    `Schriftstück: ${textOf(facts, request, 'document')}`,
    `Ort, Tag, Uhrzeit: ${text(values, 'place')}, ${formatGermanDate(text(values, 'day'))}, ${text(values, 'time')} Uhr`,
    `Durch: ${text(values, 'official')}, Siegel Nr. ${text(values, 'sealNumber')}`,
  ];
}

export const officialRegisterStep: NoteStep = {
  id: 'official-register',
  kind: 'note',
  title: 'Register der amtlichen Beglaubigungen',
  guidance: 'Jede amtliche Beglaubigung wird eingetragen, auch die vom Hausbesuch, mit dem wirklichen Ort.',
  legalBasis: 'VwVfG § 34; Dienstanweisung der Gemeinde',
  when: (facts) => isTaskDone(facts, 'officialSignature'),
  text: (facts) => certified(facts, ids.officialResult, 'official-request'),
  acknowledgement: 'Im Register der amtlichen Beglaubigungen eingetragen.',
};

export const publicRegisterStep: NoteStep = {
  id: 'public-register',
  kind: 'note',
  title: 'Register der öffentlichen Beglaubigungen',
  guidance: 'Öffentliche Beglaubigungen stehen in einem eigenen Register, nie in dem der amtlichen.',
  legalBasis: 'BeglG RP § 4; Rundschreiben MdI/JM vom 28.07.2006; § 34 VwVfG bleibt unberührt',
  when: (facts) => isTaskDone(facts, 'publicSignature'),
  text: (facts) => certified(facts, ids.publicResult, 'public-request'),
  acknowledgement: 'Im Register der öffentlichen Beglaubigungen eingetragen.',
};

export const handOverRegisterStep: NoteStep = {
  id: 'hand-over-register',
  kind: 'note',
  title: 'Aushändigung melden',
  guidance:
    'Tragen Sie die Aushändigung im Fachverfahren ein und quittieren Sie dem Hersteller. Die Fingerabdrücke des Antrags sind spätestens ' +
    'jetzt zu löschen.',
  legalBasis: 'PAuswG § 26 Abs. 2; PassG § 16 Abs. 2; PAuswV § 4 Abs. 1; BSI TR-03123',
  when: (facts) => isTaskDone(facts, 'handOver'),
  text: (facts) => {
    const values = valuesOf(facts, ids.handOverResult);
    const found = documentFound(facts);
    return [
      `${handOverLabel(facts)}: ausgehändigt am ${formatGermanDate(text(values, 'day'))} um ${text(values, 'time')} Uhr`,
      ...(text(values, 'letterTime') === '' ? [] : [`Sperrkennwort übergeben um ${text(values, 'letterTime')} Uhr`]),
      found?.serviceId === 'personalausweis'
        ? `Fingerabdrücke zu Vorgang ${found.number}: mit dem Eintrag gelöscht, siehe «Löschfristen».`
        : 'Fingerabdrücke: der Antrag lag nicht an einem Platz; im Fachverfahren prüfen, dass sie gelöscht sind.',
      ...(textOf(facts, ids.handOverRequest, 'chip') === 'fault' ? ['Chipfehler: Reklamation verfolgen.'] : []),
    ];
  },
  acknowledgement: 'Eingetragen, quittiert, Löschung geprüft.',
};
