/** The first question: official or public certification. From here on the two never mix. */
import { textOf } from '../read-facts.ts';
import type { Facts, FieldsStep } from '../service.ts';

export const choiceStep: FieldsStep = {
  id: 'choice',
  kind: 'form',
  title: 'Amtlich oder öffentlich?',
  guidance:
    'Amtlich: eine Behörde oder eine gesetzlich vorgesehene Stelle verlangt das Schriftstück. Öffentlich: das Gesetz verlangt die ' +
    'öffentliche Beglaubigung, zum Beispiel bei Vollmachten für das Grundbuch oder einer Erbausschlagung. Beide haben eigene Vordrucke.',
  legalBasis: 'VwVfG § 34; BeglG RP § 2; BGB § 129',
  fields: () => [
    {
      id: 'kind',
      label: 'Art der Beglaubigung',
      type: 'select',
      required: true,
      options: [
        { value: 'official', label: 'amtliche Beglaubigung (VwVfG § 34)' },
        { value: 'public', label: 'öffentliche Beglaubigung (BeglG RP § 2)' },
      ],
    },
  ],
};

export const isOfficial = (facts: Facts): boolean => textOf(facts, choiceStep.id, 'kind') === 'official';
export const isPublic = (facts: Facts): boolean => textOf(facts, choiceStep.id, 'kind') === 'public';
