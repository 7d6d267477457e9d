/** Issuing a Meldebescheinigung, basic or extended, on paper or electronically. */
import { text, valuesOf } from '../read-facts.ts';
import type { ServiceDeclaration } from '../service.ts';
import { feeStep } from './fee.ts';
import { checkStep, documentsStep, handOverStep, sealStep } from './papers.ts';
import { registerDataStep } from './register-data.ts';
import { isExtended, stepIds, wantedItems } from './request-facts.ts';
import { blockStep, identityStep, requestStep } from './steps.ts';

export const meldebescheinigung: ServiceDeclaration = {
  id: 'meldebescheinigung',
  title: 'Meldebescheinigung',
  summary: 'Einfach oder erweitert, auf Papier mit Siegel oder elektronisch',
  minutes: 5,
  steps: [
    identityStep,
    requestStep,
    blockStep,
    registerDataStep,
    checkStep,
    feeStep,
    documentsStep,
    sealStep,
    handOverStep,
  ],
  person(facts) {
    const values = valuesOf(facts, stepIds.identity);
    return `${text(values, 'givenNames')} ${text(values, 'surname')}`.trim();
  },
  result: (facts, context) => ({
    document: 'meldebescheinigung',
    issuedOn: context.today,
    reference: context.vorgangNumber,
    extended: isExtended(facts),
    items: wantedItems(facts).map((item) => item.id),
    delivery: text(valuesOf(facts, stepIds.request), 'delivery'),
  }),
};
