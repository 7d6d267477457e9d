/** Where a Vorgang stands: which steps it needs, which is next, and facts brought in line with acts settled while nobody looked. */
import { isAppError } from '../contract/app-error.ts';
import type { StepDeclaration } from '../services/service.ts';
import { isStepDone, neededSteps } from './next-step.ts';
import { papersOf } from './paper-list.ts';
import { handlerOf } from './step-handlers.ts';
import type { StepRun } from './step-run.ts';

/** A document step is done when every paper of it, the receipt included, is in the clerk's hand. */
export function isDone(step: StepDeclaration, run: StepRun): boolean {
  if (!isStepDone(step, run.state.facts, run.context)) return false;
  if (step.kind !== 'document') return true;
  const confirmed = (run.state.facts[step.id] as { confirmed?: string[] } | undefined)?.confirmed ?? [];
  return papersOf(step, run).every((paper) => confirmed.includes(paper.id));
}

export function stepsOf(run: StepRun): { needed: StepDeclaration[]; next: StepDeclaration | null } {
  const needed = neededSteps(run.service, run.state.facts, run.context);
  return { needed, next: needed.find((step) => !isDone(step, run)) ?? null };
}

/** Where the Vorgang stands, for the overview: the step that is due, or what it waits for. */
export function standOf(step: StepDeclaration | null, run: StepRun): string {
  return step === null ? '' : (step.waiting?.(run.state.facts, run.context) ?? step.title);
}

/** Stops at the first open step: what comes later is not due yet. A missing tariff shows in the panel, not here. */
export function reconcile(run: StepRun): void {
  try {
    for (const step of neededSteps(run.service, run.state.facts, run.context)) {
      handlerOf(step.kind).reconcile?.(step as never, run);
      if (!isDone(step, run)) return;
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
