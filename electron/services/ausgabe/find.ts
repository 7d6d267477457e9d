/** First step: the application or the recorded arrival, found by barcode, number or name. */
import { judgeReadyDocument } from '../ready-document.ts';
import type { FindStep } from '../service.ts';
import { isOut, stepIds } from './handed-over.ts';

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
  judge: judgeReadyDocument,
  without: {
    label: 'Ohne Antrag am Platz',
    hint: 'Für Dokumente, die im Fachverfahren oder in einer anderen Ortsverwaltung beantragt wurden: Sie tragen die Angaben selbst ein.',
  },
  settled: (facts) =>
    isOut(facts) ? 'Das Dokument ist schon ausgehändigt; der Antrag dazu kann nicht mehr gewechselt werden.' : null,
};
