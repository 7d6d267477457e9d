/** Rules of the Hausbesuch: exemption first, what each person needs, what stops, and money that is never asked for twice. */
import { expect, test } from 'vitest';
import { personsFor } from '../../../tests/support/persons.ts';
import { contextOn, walk } from '../../../tests/support/walk-service.ts';
import type { FieldValues } from '../../contract/field.ts';
import { nextStep, valueProblems } from '../../vorgang/next-step.ts';
import type { Facts, FieldsStep, StepDeclaration, StepOf } from '../service.ts';
import { hausbesuch } from './hausbesuch.ts';

const today = '2026-11-22';
const context = contextOn(today);
const persons = personsFor('hausbesuch', today);

function valuesFor(id: string, changes: Record<string, FieldValues> = {}): Record<string, FieldValues> {
  const found = persons.find((person) => person.id === id);
  if (!found) throw new Error('unknown person');
  const values = { ...found.values };
  for (const [step, more] of Object.entries(changes)) values[step] = { ...values[step], ...more };
  return values;
}
const walked = (id: string, changes: Record<string, FieldValues> = {}) =>
  walk(hausbesuch, valuesFor(id, changes), context);

function step<K extends StepDeclaration['kind']>(id: string, kind: K): StepOf<K> {
  const found = hausbesuch.steps.find((candidate) => candidate.id === id);
  if (found?.kind !== kind) throw new Error(`${id} is no ${kind}`);
  return found as StepOf<K>;
}
function formStep(id: string): FieldsStep {
  const found = hausbesuch.steps.find((candidate) => candidate.id === id);
  if (found?.kind !== 'form') throw new Error(`${id} is no form`);
  return found;
}
const problemsOf = (id: string, values: FieldValues, facts: Facts): string[] =>
  valueProblems(formStep(id), values, facts, context).map(({ fieldId }) => fieldId);

test.each([
  ['erika', 0, ['bescheid']],
  ['adele', 1800, ['mappe', 'vermerk-amtlich', 'vermerk-oeffentlich', 'datenschutz']],
  ['hoa', 0, ['bescheid', 'mappe', 'empfang', 'antrag', 'datenschutz']],
  ['piet', 300, ['mappe', 'vermerk-amtlich', 'datenschutz']],
])('%s: %i cents, papers %j', (id, cents, documents) => {
  expect(walked(id)).toMatchObject({ stop: null, problems: [], totalCents: cents, documents });
});

test('the exemption is asked first, and granted it ends there: no visit, no fee, no folder', () => {
  const { path } = walked('erika');
  expect(path).toEqual([
    ...['exemption', 'person', 'exemption-decision', 'exemption-fee'],
    ...['exemption-paper', 'exemption-register', 'exemption-hand-over'],
  ]);
  for (const person of persons) expect(walk(hausbesuch, person.values, context).path[0]).toBe('exemption');
});

test('without one of the three grounds nothing can be wanted, and a refused exemption leaves the visit', () => {
  const ids = (draft: FieldValues) =>
    formStep('exemption')
      .fields({}, context, draft)
      .map(({ id }) => id);
  expect(ids({})).toEqual(['ground']);
  expect(ids({ ground: 'none' })).toEqual(['ground']);
  expect(ids({ ground: 'guardian' })).toEqual(['ground', 'answer']);
  expect(walked('hoa').path).toEqual(expect.arrayContaining(['exemption-paper', 'visit-place', 'result']));
});

test('a Bescheid says person, ground, objection with its dated deadline, and whether it ends', () => {
  const facts = walked('erika', { 'exemption-decision': { until: '2027-06-30' } }).facts;
  const text = JSON.stringify(step('exemption-paper', 'document').documents(facts, context));
  for (const part of ['Erika Łucja Çelik-Weiß', 'Nr. 2', 'innerhalb eines Monats', 'befristet bis zum 30.06.2027']) {
    expect(text).toContain(part);
  }
  const refused = JSON.stringify(step('exemption-paper', 'document').documents(walked('hoa').facts, context));
  expect(refused).toContain('wird abgelehnt');
  expect(refused).toContain('nur durch einstweilige Anordnung');
  expect(
    problemsOf('exemption-decision', { ...valuesFor('erika')['exemption-decision'], until: today }, facts),
  ).toEqual(['until']);
});

test.each([
  ['hoa', { 'hand-over-request': { chip: 'not' } }, 'TR-03127'],
  ['hoa', { 'application-request': { fingerprints: 'needed' } }, 'PAuswG § 9 Abs. 3'],
  ['adele', { 'official-request': { required: 'private' } }, 'VwVfG § 34'],
  ['adele', { 'public-request': { purpose: 'bietvollmacht' } }, 'BeglG RP § 2'],
  ['piet', { result: { next: 'again' } }, 'Dienstanweisung'],
] as const)('%s with %j stops', (id, changes, basis) => {
  const done = walked(id, changes as unknown as Record<string, FieldValues>);
  expect(done.path.at(-1)).toBe(Object.keys(changes)[0]);
  expect(done.stop?.legalBasis).toContain(basis);
});

test('while the result is missing the overview says what is waited for, with the newest date', () => {
  const { facts } = walked('adele');
  const { result: _, ...before } = facts;
  const waits = nextStep(hausbesuch, before, context);
  expect(waits?.id).toBe('result');
  expect(waits?.waiting?.(before, context)).toBe('Hausbesuch am 22.11.2026, 10:00 bis 12:00 Uhr');
  const moved = { ...before, plan: { ...valuesFor('adele').plan, day: '2026-12-01' } };
  expect(waits?.waiting?.(moved, context)).toBe('Hausbesuch am 01.12.2026, 10:00 bis 12:00 Uhr');
});

test.each([
  ['plan', { day: '2026-11-21' }, ['day']],
  ['plan', { from: '12:00', until: '10:00' }, ['until']],
  ['plan', { from: '25:00' }, ['from', 'until']],
  ['plan', { clerks: 'two', secondClerk: 'Jana Berger' }, ['secondClerk']],
  ['visit-place', { phone: 'ruft an' }, ['phone']],
  ['result', { day: '2026-11-21' }, ['day']],
  ['papers-back', { sealNumber: 'S-12' }, ['sealNumber']],
  ['papers-back', { sheets: 'missing' }, ['missing']],
  ['papers-back', { identityPapers: 'destroyed' }, ['destroyedWhat', 'destroyedBy']],
])('%s with %j is refused at %j', (stepId, changes, fields) => {
  const { facts } = walked('adele');
  expect(problemsOf(stepId, { ...(facts[stepId] as FieldValues), ...changes }, facts)).toEqual(fields);
});

test('nothing chosen is no visit', () => {
  expect(problemsOf('tasks', {}, walked('adele').facts)).toEqual(['officialSignature']);
});

test('what is paid is never asked for again: neither by another moment nor by another task', () => {
  const { facts } = walked('piet');
  expect(problemsOf('plan', { ...(facts.plan as FieldValues), payment: 'after' }, facts)).toEqual(['payment']);
  expect(problemsOf('tasks', { officialSignature: true, publicSignature: true }, facts)).toEqual(['officialSignature']);
  const after = walked('adele').facts;
  expect(problemsOf('plan', { ...(after.plan as FieldValues), payment: 'before' }, after)).toEqual(['payment']);
});

test('after the visit only what was done is paid; what was paid for and not done is given back', () => {
  expect(walked('adele', { result: { publicOutcome: 'refused' } }).totalCents).toBe(300);
  const nobody = walked('adele', { result: { met: 'refused', next: 'end' } });
  expect(nobody).toMatchObject({ totalCents: 0, problems: [], stop: null });
  expect(nobody.path).not.toContain('public-register');
  expect(walked('piet').path).toContain('refund');
  const done = walked('piet', {
    result: { met: 'met', officialOutcome: 'done' },
    'official-result': valuesFor('adele')['official-result'] ?? {},
  });
  expect(done.path).not.toContain('refund');
});

test('a document that was not handed over must be back in the cupboard', () => {
  const kept = walked('hoa', { result: { handOverOutcome: 'refused' } });
  expect([kept.path.at(-1), kept.problems]).toEqual(['papers-back', ['documentBack']]);
  const back = walked('hoa', { result: { handOverOutcome: 'refused' }, 'papers-back': { documentBack: true } });
  expect(back.problems).toEqual([]);
  expect(hausbesuch.result?.(back.facts, context)).toMatchObject({ done: ['application'], handedOver: null });
});

const known = { term: 'L01X00T47', vorgangId: 'application-7', number: 'SCH-2026-000007' };

test('a hand-over keeps day and time of the receipt, not of the typing', () => {
  const { facts } = walked('hoa', { 'hand-over-application': known });
  const result = hausbesuch.result?.(facts, context);
  expect(result).toMatchObject({ handedOver: { day: today, time: '10:40', letterTime: '11:20', receipt: true } });
  const note = step('hand-over-register', 'note').text(facts, context).join(' ');
  expect(note).toContain('um 10:40 Uhr');
  expect(note).toContain('SCH-2026-000007');
});

test('with the hand-over entered the prints of the application go, and not before', () => {
  const out = walked('hoa', { 'hand-over-application': known }).facts;
  expect(hausbesuch.erasures?.(out)).toEqual([
    {
      ...{ vorgangId: 'application-7', what: 'biometrics', number: 'SCH-2026-000007' },
      because: 'retention.biometrics-after-hand-over',
    },
  ]);
  expect(hausbesuch.tells?.(out)).toEqual({ concerns: 'application-7', outcome: 'handed-over', serial: 'L01X00T47' });
  const { 'hand-over-result': _, ...onTheWay } = out;
  expect(hausbesuch.erasures?.(onTheWay)).toEqual([]);
  const kept = walked('hoa', { 'hand-over-application': known, result: { handOverOutcome: 'refused' } }).facts;
  expect(hausbesuch.erasures?.(kept)).toEqual([]);
  expect(hausbesuch.erasures?.(walked('hoa').facts)).toEqual([]); // nobody at the seats knows an application
  const arrival = walked('hoa', { 'hand-over-application': { ...known, serviceId: 'wareneingang' } }).facts;
  expect(hausbesuch.erasures?.(arrival)).toEqual([]);
});

test('the Vermerk has the true place, or a line for it', () => {
  const form = (id: string) =>
    step('folder', 'document')
      .documents(walked(id).facts, context)
      .find((paper) => paper.id === 'vermerk-amtlich');
  const rowOf = (id: string) =>
    form(id)
      ?.definition.blocks.flatMap((block) => (block.kind === 'fill-in' ? block.rows : []))
      .find(({ label }) => label === 'Ort der Beglaubigung');
  expect(rowOf('adele')).toEqual({ label: 'Ort der Beglaubigung', value: 'Mainz' });
  expect(rowOf('piet')).toEqual({ label: 'Ort der Beglaubigung' });
  expect(form('piet')?.definition.placeAndDay).not.toContain('2026');
});

test('the cover names the amounts with their basis, and marks the unconfirmed', () => {
  const papers = step('folder', 'document').documents(walked('adele').facts, context);
  const text = JSON.stringify(papers[0]);
  expect(text).toContain('15,00 € (BeglG RP § 5 Abs. 1; GNotKG § 34 Abs. 5)');
  expect(text).toMatch(/3,00 € \([^)]*\), Betrag nicht bestätigt\)/);
  expect(text).toContain('Deniz Yılmaz');
});
