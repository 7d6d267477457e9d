/** Which steps a Vorgang needs and which of them is next: pure, from the declaration and the facts. */
import { checkFields } from '../services/check-fields.ts';
import {
  checkFacts,
  chipFacts,
  documentFacts,
  feeFacts,
  findFacts,
  fingerprintFacts,
  handOverFacts,
  noteFacts,
  sealFacts,
  signatureFacts,
} from '../services/facts.ts';
import { valuesOf } from '../services/read-facts.ts';
import type {
  CheckStep,
  Facts,
  FeeRequest,
  FeeStep,
  FieldProblemText,
  FieldsStep,
  ServiceContext,
  ServiceDeclaration,
  StepDeclaration,
} from '../services/service.ts';

/** The steps this person needs, in order. */
export function neededSteps(service: ServiceDeclaration, facts: Facts, context: ServiceContext): StepDeclaration[] {
  return service.steps.filter((step) => step.when?.(facts, context) ?? true);
}

/** The first needed step that is not done; null when the Vorgang is finished. */
export function nextStep(service: ServiceDeclaration, facts: Facts, context: ServiceContext): StepDeclaration | null {
  return neededSteps(service, facts, context).find((step) => !isStepDone(step, facts, context)) ?? null;
}

/** Everything wrong with proposed values: the field's own rules first, then those of the step. */
export function valueProblems(
  step: FieldsStep,
  values: Facts[string],
  facts: Facts,
  context: ServiceContext,
): FieldProblemText[] {
  const typed = valuesOf({ [step.id]: values }, step.id);
  const problems = checkFields(step.fields(facts, context, typed), typed);
  const atField = new Set(problems.map((problem) => problem.fieldId));
  const further = step.problems?.(typed, facts, context) ?? [];
  return [...problems, ...further.filter((problem) => !atField.has(problem.fieldId))];
}

/** What the citizen is shown, as one text; recorded with the answer so that changed data is shown again. */
export function shownInCheck(step: CheckStep, facts: Facts, context: ServiceContext): string {
  return JSON.stringify(step.groups(facts, context));
}

/**
 * Fees of the step that the recorded outcome does not cover. What is paid stays paid by its id (paid-fee.ts keeps the answers
 * from changing it); that nothing was due holds only for the very rows it was found for.
 */
export function missingFees(step: FeeStep, facts: Facts, context: ServiceContext): FeeRequest[] {
  const recorded = feeFacts.safeParse(facts[step.id]);
  const items = recorded.success ? recorded.data.items : [];
  const isPaid = recorded.success && recorded.data.phase === 'paid';
  return step
    .fees(facts, context)
    .filter((fee) => !items.some((item) => item.id === fee.id && (isPaid || item.lawKey === fee.lawKey)));
}

function areFieldsDone(step: FieldsStep, facts: Facts, context: ServiceContext): boolean {
  if (facts[step.id] === undefined) return false;
  const values = valuesOf(facts, step.id);
  if (valueProblems(step, values, facts, context).length > 0) return false;
  return (step.stop?.(values, facts, context) ?? null) === null;
}

export function isStepDone(step: StepDeclaration, facts: Facts, context: ServiceContext): boolean {
  const fact = facts[step.id];
  if (fact === undefined) return false;
  switch (step.kind) {
    case 'find':
      return findFacts.safeParse(fact).success;
    case 'identify':
    case 'form':
    case 'photo':
      return areFieldsDone(step, facts, context);
    case 'fingerprint':
      return fingerprintFacts.safeParse(fact).data?.complete === true;
    case 'signature':
      return signatureFacts.safeParse(fact).data?.accepted === true;
    case 'check': {
      const answer = checkFacts.safeParse(fact).data;
      if (answer?.confirmed !== true) return false;
      return answer.shown === undefined || answer.shown === shownInCheck(step, facts, context);
    }
    case 'fee': {
      const fee = feeFacts.safeParse(fact).data;
      if (fee === undefined) return false;
      return fee.phase === 'waived' || missingFees(step, facts, context).length === 0;
    }
    case 'document': {
      const confirmed = documentFacts.safeParse(fact).data?.confirmed ?? [];
      return step.documents(facts, context).every((document) => confirmed.includes(document.id));
    }
    case 'seal': {
      const sealed = sealFacts.safeParse(fact).data?.sealed ?? {};
      return step.targets(facts, context).every((target) => (sealed[target.id] ?? '') !== '');
    }
    case 'chip': {
      const outcome = chipFacts.safeParse(fact).data?.outcome;
      return outcome !== undefined && (step.optional || outcome !== 'skipped');
    }
    case 'hand-over': {
      const items = handOverFacts.safeParse(fact).data?.items ?? {};
      return step.items(facts, context).every((item) => {
        const given = items[item.id];
        return given !== undefined && (given.receipt || !item.needsReceipt);
      });
    }
    case 'note':
      return noteFacts.safeParse(fact).success;
  }
}
