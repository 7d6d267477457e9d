/** The first question: official or public certification. From here on the two never mix. */
import { paidFeeProblems } from '../paid-fee.ts';
import type { FieldsStep } from '../service.ts';
import { choiceId } from './certification-kind.ts';
import { fees } from './fee.ts';

export const choiceStep: FieldsStep = {
  id: choiceId,
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
  problems: (values, facts, context) =>
    paidFeeProblems(fees, { stepId: choiceId, fieldId: 'kind' }, values, facts, context),
};
