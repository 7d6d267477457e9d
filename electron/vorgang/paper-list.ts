/** The papers of a document step: those of the service, and after the last one the Gebührenquittung of what was paid. */
import type { DocumentDefinition } from '../contract/document.ts';
import type { DocumentStep } from '../services/service.ts';
import { neededSteps } from './next-step.ts';
import type { StepRun } from './step-run.ts';

export interface Paper {
  id: string;
  title: string;
  definition: DocumentDefinition;
}

export const receiptPaperId = 'gebuehrenquittung';

export function papersOf(step: DocumentStep, run: StepRun): Paper[] {
  const { state, context, service } = run;
  const own = step.documents(state.facts, context).map(({ id, title, definition }) => ({ id, title, definition }));
  const last = neededSteps(service, state.facts, context).findLast((candidate) => candidate.kind === 'document');
  const receipt = run.till.ofVorgang(state.id);
  if (last?.id !== step.id || receipt === null) return own;
  // After a Storno and a new payment there is a new receipt to print.
  const count = run.till.countOf(state.id);
  const id = count > 1 ? `${receiptPaperId}-${count}` : receiptPaperId;
  return [...own, { id, title: 'Gebührenquittung', definition: run.till.paper(receipt, context) }];
}
