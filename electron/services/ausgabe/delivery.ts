/** Direktversand: what the maker reported of the consignment; it came back, and the hand-over is at the counter again. */
import { futureDayProblems } from '../future-day-problems.ts';
import { text } from '../read-facts.ts';
import type { FieldsStep } from '../service.ts';
import { isDirectDelivery, settledProblems, stepIds } from './handed-over.ts';

export const deliveryStep: FieldsStep = {
  id: stepIds.delivery,
  kind: 'form',
  title: 'Zustellinformation',
  guidance:
    'Übertragen Sie, was der Hersteller im Fachverfahren über die Sendung gemeldet hat. Zugestellt ist die Ausgabe; ' +
    'kam die Sendung zurück, wird der Ausweis hier ausgegeben.',
  legalBasis: 'PAuswV § 18 Abs. 2 und 3; BSI TR-03123 (Zustellinformation)',
  when: isDirectDelivery,
  fields: (_facts, _context, draft) => [
    {
      id: 'result',
      label: 'Gemeldet ist',
      type: 'select',
      required: true,
      options: [
        { value: 'delivered', label: 'der Person zugestellt' },
        { value: 'returned', label: 'zurückgekommen, liegt hier zur Abholung' },
        { value: 'under-way', label: 'noch nichts' },
      ],
    },
    ...(text(draft, 'result') === 'delivered'
      ? ([
          { id: 'deliveredOn', label: 'Zugestellt am', type: 'date', required: true },
          {
            id: 'deliveredAt',
            label: 'Uhrzeit',
            type: 'text',
            required: true,
            maxLength: 5,
            hint: 'SS:MM, wie in der Zustellinformation.',
          },
        ] as const)
      : []),
  ],
  problems: (values, facts, context) => [
    ...futureDayProblems(values, ['deliveredOn'], context),
    ...(text(values, 'result') === 'delivered' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(text(values, 'deliveredAt'))
      ? [{ fieldId: 'deliveredAt', text: 'Eine Uhrzeit von 00:00 bis 23:59.' }]
      : []),
    ...settledProblems(values, facts, { stepId: stepIds.delivery, fieldId: 'result' }),
  ],
  stop: (values) =>
    text(values, 'result') === 'under-way'
      ? {
          text: 'Die Sendung ist noch unterwegs. Brechen Sie diesen Vorgang ab und sehen Sie später wieder nach; die Fingerabdrücke bleiben bis dahin gespeichert.',
          legalBasis: 'PAuswV § 18 Abs. 2 und 3; PAuswG § 26 Abs. 2',
        }
      : null,
};
