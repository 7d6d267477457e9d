/** Identify, form and photo: fields proposed by the clerk, checked here, recorded whole. */
import { AppError } from '../../contract/app-error.ts';
import type { FieldValue, FieldValues } from '../../contract/field.ts';
import { valuesOf } from '../../services/read-facts.ts';
import type { FieldsStep } from '../../services/service.ts';
import { valueProblems } from '../next-step.ts';
import type { StepHandler, StepRun } from '../step-run.ts';

/** Typed text is kept as typed but for outer blanks and Unicode normal form C (DIN 91379 §5). */
function tidy(value: FieldValue): FieldValue {
  return typeof value === 'string' ? value.normalize('NFC').trim() : value;
}

function currentValues(step: FieldsStep, run: StepRun): FieldValues {
  const { facts } = run.state;
  const { draft } = run.transient;
  // What another clerk typed and never accepted stays with that clerk.
  if (draft?.stepId === step.id && draft.by === run.clerk.userName) return draft.values;
  if (facts[step.id] === undefined) return step.initial?.(facts, run.context) ?? {};
  return { ...valuesOf(facts, step.id), ...keptUntilHandOver(step, run) };
}

const keptName = (step: FieldsStep, fieldId: string): string => `field:${step.id}:${fieldId}`;

/** Optional fields that go with the biometrics, such as the e-mail of a consignment (PAuswV § 18 Abs. 3). */
function keptUntilHandOver(step: FieldsStep, run: StepRun): FieldValues {
  const prefix = keptName(step, '');
  const kept = Object.entries(run.state.biometrics).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(
    kept.flatMap(([name, { text }]) => (typeof text === 'string' ? [[name.slice(prefix.length), text]] : [])),
  );
}

function recordAll(step: FieldsStep, values: FieldValues, run: StepRun): void {
  const fields = step.fields(run.state.facts, run.context, values);
  const short = new Set(fields.filter((field) => field.untilHandOver === true).map((field) => field.id));
  const before = keptUntilHandOver(step, run);
  for (const id of new Set([...short, ...Object.keys(before)])) {
    const value = short.has(id) ? values[id] : undefined;
    if (value === before[id] || (before[id] === undefined && (value === undefined || value === ''))) continue;
    const kept = typeof value === 'string' && value !== '' ? { text: value } : null;
    run.recordBiometrics(keptName(step, id), kept, false);
  }
  run.record(step.id, Object.fromEntries(Object.entries(values).filter(([id]) => !short.has(id))));
}

function panel(step: FieldsStep, run: StepRun) {
  const { facts } = run.state;
  const values = currentValues(step, run);
  return {
    fields: [...step.fields(facts, run.context, values)],
    values,
    blocked: facts[step.id] === undefined ? null : (step.stop?.(valuesOf(facts, step.id), facts, run.context) ?? null),
  };
}

const handler = {
  panel,
  async act(step: FieldsStep, action: Parameters<StepHandler<'form'>['act']>[1], run: StepRun) {
    if (action.do !== 'record' && action.do !== 'draft') throw new AppError('vorgang.unknown-action');
    const { facts } = run.state;
    const proposed = Object.fromEntries(Object.entries(action.values).map(([id, value]) => [id, tidy(value)]));
    // Only fields that apply are kept: an answer to a question nobody asked is no fact.
    const known = new Set(step.fields(facts, run.context, proposed).map((field) => field.id));
    const values = Object.fromEntries(Object.entries(proposed).filter(([id]) => known.has(id)));
    run.transient.draft = { stepId: step.id, by: run.clerk.userName, values };
    if (action.do === 'draft') return [];
    const problems = valueProblems(step, values, facts, run.context);
    if (problems.length > 0) return problems;
    recordAll(step, values, run);
    run.transient.draft = null;
    return [];
  },
};

export const identifyHandler: StepHandler<'identify'> = handler;
export const formHandler: StepHandler<'form'> = handler;
export const photoHandler: StepHandler<'photo'> = handler;
