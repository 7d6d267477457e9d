import { expect, test } from 'vitest';
import { personsFor } from '../../tests/support/persons.ts';
import { contextOn, walk } from '../../tests/support/walk-service.ts';
import { isAppError } from '../contract/app-error.ts';
import { documentDefinition } from '../contract/document.ts';
import { fieldView } from '../contract/field.ts';
import { nextStep } from '../vorgang/next-step.ts';
import { services } from './index.ts';
import { germanTime } from './paper.ts';

const today = '2026-11-22';
const visited = new Map<string, Set<string>>();

const everyone = services.flatMap((service) =>
  personsFor(service.id, today).map((person) => ({ service, person, name: `${service.id}: ${person.label}` })),
);

test.each(everyone)('$name comes through', ({ service, person }) => {
  const context = contextOn(today);
  const done = walk(service, person.values, context);
  expect(done).toMatchObject({ stop: null, problems: [] });
  expect(service.person(done.facts)).toMatch(/\S+ \S+/);
  for (const step of done.path) visited.set(service.id, (visited.get(service.id) ?? new Set()).add(step));
  for (const step of service.steps) {
    if (step.kind === 'document') {
      for (const { definition } of step.documents(done.facts, context)) documentDefinition.parse(definition);
    } else if (step.kind === 'identify' || step.kind === 'form' || step.kind === 'photo') {
      for (const field of step.fields(done.facts, context, {})) fieldView.parse(field);
    }
  }
  JSON.stringify(service.result?.(done.facts, context));
});

test('the persons visit every step of every service', () => {
  for (const service of services) {
    expect([...(visited.get(service.id) ?? [])].sort(), service.id).toEqual(
      service.steps.map((step) => step.id).sort(),
    );
  }
});

test.each([
  ['meldebescheinigung', 'erika', ['meldebescheinigung'], 500, ['meldebescheinigung']],
  ['meldebescheinigung', 'jonas', ['meldebescheinigung'], 0, []],
  ['meldebescheinigung', 'piet', ['meldebescheinigung'], 500, ['meldebescheinigung']],
  ['unterschriftsbeglaubigung', 'erika', ['beglaubigung'], 300, ['vermerk-amtlich']],
  ['unterschriftsbeglaubigung', 'hoa', ['beglaubigung'], 1500, ['vermerk-oeffentlich']],
  ['unterschriftsbeglaubigung', 'adele', ['beglaubigung'], 1500, ['vermerk-oeffentlich']],
])('%s %s: %j %i cents %j', (serviceId, personId, fees, cents, documents) => {
  const found = everyone.find(({ service, person }) => service.id === serviceId && person.id === personId);
  if (!found) throw new Error('unknown person');
  const done = walk(found.service, found.person.values, contextOn(today));
  expect(done).toMatchObject({ fees, totalCents: cents, documents });
});

test.each([
  ['unterschriftsbeglaubigung', 'erika', { 'official-request': { content: 'none' } }, 'VwVfG § 34 Abs. 1 Satz 2 Nr. 1'],
  ['unterschriftsbeglaubigung', 'erika', { 'official-request': { required: 'public-form' } }, 'BGB § 129'],
  ['unterschriftsbeglaubigung', 'erika', { 'official-request': { required: 'private' } }, 'VwVfG § 34 Abs. 1 Satz 1'],
  ['unterschriftsbeglaubigung', 'hoa', { 'public-request': { content: 'none' } }, 'BeglG RP § 2'],
  ['unterschriftsbeglaubigung', 'hoa', { 'public-request': { purpose: 'grundstueckskauf' } }, 'BeglG RP § 2'],
  ['unterschriftsbeglaubigung', 'hoa', { 'public-request': { purpose: 'bietvollmacht' } }, 'BeglG RP § 2'],
  ['unterschriftsbeglaubigung', 'hoa', { 'public-request': { tie: 'none' } }, 'BeglG RP § 4'],
  ['unterschriftsbeglaubigung', 'hoa', { signatory: { assurance: 'none' } }, 'BeurkG'],
  ['meldebescheinigung', 'hoa', { block: { personAsked: false } }, 'BMG § 51'],
] as const)('%s of %s with %j stops', (serviceId, personId, changes, basis) => {
  const found = everyone.find(({ service, person }) => service.id === serviceId && person.id === personId);
  if (!found) throw new Error('unknown person');
  const values = { ...found.person.values };
  for (const [step, more] of Object.entries(changes)) values[step] = { ...values[step], ...more };
  const done = walk(found.service, values, contextOn(today));
  expect(done.path.at(-1)).toBe(Object.keys(changes)[0]);
  expect(done.stop?.legalBasis).toContain(basis);
});

test('nothing due electronically does not cover a paper chosen later', () => {
  const found = everyone.find(({ service, person }) => service.id === 'meldebescheinigung' && person.id === 'jonas');
  if (!found) throw new Error('unknown person');
  const { facts } = walk(found.service, found.person.values, contextOn(today));
  const paper = { ...facts, request: { kind: 'basic', delivery: 'paper' } };
  expect(nextStep(found.service, facts, contextOn(today))).toBeNull();
  expect(nextStep(found.service, paper, contextOn(today))?.id).toBe('fee');
});

test('an amtlich certified signature may come from a person the official is not sure of', () => {
  const found = everyone.find(
    ({ service, person }) => service.id === 'unterschriftsbeglaubigung' && person.id === 'piet',
  );
  if (!found) throw new Error('unknown person');
  const signatory = { ...found.person.values.signatory, assurance: 'none' };
  const done = walk(found.service, { ...found.person.values, signatory }, contextOn(today));
  const step = found.service.steps.find((candidate) => candidate.id === 'official-document');
  if (step?.kind !== 'document') throw new Error('there is a document step');
  expect(JSON.stringify(step.documents(done.facts, contextOn(today)))).toContain(
    'Gewissheit über die Person habe ich mir nicht verschafft',
  );
});

test.each([
  ['meldebescheinigung', 'erika', 'meldebescheinigung.fee.paper'],
  ['unterschriftsbeglaubigung', 'piet', 'beglaubigung.fee.official-signature'],
])('live, %s of %s has no amount', (serviceId, personId, key) => {
  const found = everyone.find(({ service, person }) => service.id === serviceId && person.id === personId);
  if (!found) throw new Error('unknown person');
  try {
    walk(found.service, found.person.values, contextOn(today, false));
    expect.unreachable();
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect({ code: error.code, ...error.params }).toEqual({ code: 'fee.not-configured', key });
  }
});

test('times on papers are those of the counter, in summer and in winter', () => {
  expect(germanTime('2026-11-22T09:15:00.000Z')).toBe('22.11.2026, 10:15 Uhr');
  expect(germanTime('2026-07-31T22:05:00.000Z')).toBe('01.08.2026, 00:05 Uhr');
  expect([germanTime(''), germanTime('heute')]).toEqual(['', '']);
});

test('every step speaks German, names its law and has an id of its own', () => {
  for (const service of services) {
    const ids = service.steps.map((step) => step.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const step of service.steps) {
      expect(step.guidance.length, step.id).toBeGreaterThan(30);
      expect(step.legalBasis, step.id).toMatch(/§|LVO|TR-/);
    }
  }
});
