/** Walks a service declaration as the engine would, with a person's values and devices that always succeed. */
import path from 'node:path';
import type { FieldValues } from '../../electron/contract/field.ts';
import { factsSchemas } from '../../electron/services/facts.ts';
import type {
  Facts,
  ServiceContext,
  ServiceDeclaration,
  StepDeclaration,
  Stop,
} from '../../electron/services/service.ts';
import { loadLaw } from '../../electron/vorgang/law.ts';
import { neededSteps, nextStep, valueProblems } from '../../electron/vorgang/next-step.ts';

const law = {
  training: loadLaw(path.join(import.meta.dirname, '../../resources/fees'), { training: true }),
  live: loadLaw(path.join(import.meta.dirname, '../../resources/fees'), { training: false }),
};

export function contextOn(today: string, training = true): ServiceContext {
  return {
    today,
    now: `${today}T10:15:00+01:00`,
    seat: {
      ortsverwaltung: 'Mainz-Ebersheim',
      authority: 'Landeshauptstadt Mainz',
      authorityAddress: ['Kaiserstraße 3–5', '55116 Mainz'],
      place: 'Mainz',
      training,
      sealNumbers: ['S-07', 'S-12'],
    },
    clerk: { displayName: 'Jana Probe' },
    vorgangNumber: 'SCH-2026-000001',
    law: (key) => law[training ? 'training' : 'live'].row(key, today),
  };
}

function deviceFacts(step: StepDeclaration, facts: Facts, context: ServiceContext, said: FieldValues): unknown {
  switch (step.kind) {
    case 'fingerprint':
      return { fingers: [{ finger: 'right-index', state: 'accepted', score: 71, attempts: 1 }], complete: true };
    case 'signature':
      return { captured: true, lostSamples: 0, accepted: true };
    case 'check':
      return { confirmed: true, by: 'pad' };
    case 'fee': {
      const items = step.fees(facts, context).map(({ id, lawKey }) => {
        const row = context.law(lawKey);
        return { id, amountCents: row.value, lawKey, validFrom: row.validFrom };
      });
      const totalCents = items.reduce((sum, item) => sum + item.amountCents, 0);
      return { phase: totalCents === 0 ? 'nothing-due' : 'paid', totalCents, items };
    }
    case 'document':
      return { confirmed: step.documents(facts, context).map((document) => document.id) };
    case 'seal':
      return { sealed: Object.fromEntries(step.targets(facts, context).map((target) => [target.id, '17'])) };
    case 'chip':
      return { outcome: said.outcome ?? 'answered' };
    case 'hand-over':
      return {
        items: Object.fromEntries(
          step.items(facts, context).map((item) => [item.id, { at: context.now, receipt: item.needsReceipt }]),
        ),
      };
    case 'note':
      return { read: true };
    default:
      return undefined;
  }
}

/** What the search gives for a person: `vorgangId` and what that Vorgang tells, or nothing. */
function foundFor({
  term = '',
  vorgangId,
  number = '',
  serviceId = 'personalausweis',
  person = '',
  ...about
}: FieldValues) {
  const found = { serviceId, number, person, day: '2026-11-01', about };
  const none = { serviceId: '', number: '', person: '', day: '', about: {} };
  return factsSchemas.find.parse({ term, vorgangId: vorgangId ?? null, ...(vorgangId === undefined ? none : found) });
}

export interface Walk {
  path: string[];
  facts: Facts;
  fees: string[];
  totalCents: number;
  documents: string[];
  /** Set when the law stopped the Vorgang. */
  stop: Stop | null;
  problems: string[];
}

/** Ends when the service is finished, stopped, or a form refuses its values. */
export function walk(
  service: ServiceDeclaration,
  values: Readonly<Record<string, FieldValues>>,
  context: ServiceContext,
): Walk {
  let facts: Facts = {};
  const result: Walk = { path: [], facts, fees: [], totalCents: 0, documents: [], stop: null, problems: [] };
  for (let step = nextStep(service, facts, context); step !== null; step = nextStep(service, facts, context)) {
    if (result.path.includes(step.id)) throw new Error(`${step.id} is not done by its own facts`);
    result.path.push(step.id);
    if (step.kind === 'identify' || step.kind === 'form' || step.kind === 'photo') {
      const typed = { ...step.initial?.(facts, context), ...values[step.id] };
      result.stop = step.stop?.(typed, facts, context) ?? null;
      result.problems = valueProblems(step, typed, facts, context).map((problem) => problem.fieldId);
      if (result.stop !== null || result.problems.length > 0) return { ...result, facts };
      facts = { ...facts, [step.id]: typed };
      continue;
    }
    if (step.kind === 'find') {
      facts = { ...facts, [step.id]: foundFor(values[step.id] ?? {}) };
      continue;
    }
    const recorded = factsSchemas[step.kind].parse(deviceFacts(step, facts, context, values[step.id] ?? {}));
    facts = { ...facts, [step.id]: recorded };
    if (step.kind === 'fee') {
      const fee = factsSchemas.fee.parse(recorded);
      result.fees = fee.items.map((item) => item.id);
      result.totalCents = fee.totalCents;
    }
    if (step.kind === 'document') {
      result.documents.push(...step.documents(facts, context).map((document) => document.id));
    }
  }
  const needed = neededSteps(service, facts, context).map((step) => step.id);
  if (needed.join() !== result.path.join()) throw new Error('the path differs from the needed steps');
  return { ...result, facts };
}
