/** The chip of the new document: whether it answers; what the law wants read comes with the chip room and is not claimed here. */
import { chipFacts } from '../facts.ts';
import type { ChipStep, FieldsStep } from '../service.ts';
import { goesOn, settledProblems, stepIds } from './handed-over.ts';

export const chipStep: ChipStep = {
  id: stepIds.chip,
  kind: 'chip',
  title: 'Chip des neuen Dokuments',
  guidance:
    'Legen Sie das neue Dokument auf. Dieser Platz stellt bisher nur fest, ob der Chip antwortet. Ausgelesen wird er vor der Ausgabe am ' +
    'Änderungsterminal; auf Wunsch sieht die Person dort ihre Daten. Geht das hier nicht, lassen Sie den Schritt mit Grund aus.',
  legalBasis: 'PAuswG § 11 Abs. 1, § 28 Abs. 3; PAuswV § 18a; BSI TR-03127',
  optional: true,
  when: (facts) => goesOn(facts, stepIds.chipFault),
};

export const chipFaultStep: FieldsStep = {
  id: stepIds.chipFault,
  kind: 'form',
  title: 'Chip antwortet nicht',
  guidance:
    'Ein defekter Chip macht den Ausweis nicht ungültig, ist aber ein Grund zur Reklamation. Fragen Sie die Person, ob sie den Ausweis ' +
    'trotzdem jetzt nimmt oder auf den Ersatz wartet.',
  legalBasis: 'PAuswG § 28 Abs. 3; PassG § 11 Abs. 3',
  when: (facts) =>
    goesOn(facts, stepIds.chipFault) && chipFacts.safeParse(facts[stepIds.chip]).data?.outcome === 'no-chip',
  fields: () => [
    {
      id: 'decision',
      label: 'Wie geht es weiter?',
      type: 'select',
      required: true,
      options: [
        { value: 'hand-over', label: 'trotzdem ausgeben, auf Wunsch der Person' },
        { value: 'complain', label: 'reklamieren, nicht ausgeben' },
      ],
    },
  ],
  problems: (values, facts) => settledProblems(values, facts, { stepId: stepIds.chipFault, fieldId: 'decision' }),
};
