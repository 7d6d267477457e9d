import { expect, test } from 'vitest';
import { personsFor } from '../../../tests/support/persons.ts';
import { contextOn, walk } from '../../../tests/support/walk-service.ts';
import type { FieldValues } from '../../contract/field.ts';
import { type FindFacts, handOverFacts } from '../facts.ts';
import type { FoundVorgang } from '../service.ts';
import { ausgabe } from './ausgabe.ts';
import { findStep } from './find.ts';

const today = '2026-11-22';
const context = contextOn(today);
const [erika, jonas, piet] = personsFor('ausgabe', today);
type Values = Record<string, FieldValues>;
const changed = (base: { values: Readonly<Values> } | undefined, changes: Values): Values => {
  const values: Values = { ...base?.values };
  for (const [step, more] of Object.entries(changes)) values[step] = { ...values[step], ...more };
  return values;
};

const start = 'find document receiver';
const whole = `${start} chip-check old-document hand-over told`;
const proxy = { who: 'proxy', name: 'Björn Vogel', power: 'shown' };
const card = ['document', 'blocking-password'];
const withLetter = [...card, 'pin-letter'];

test.each([
  ['holder', changed(erika, {}), whole, card, 'handed-over', true],
  ['proxy with a written power', changed(erika, { receiver: proxy }), whole, card, 'handed-over', true],
  [
    'a parent for a child',
    changed(erika, {
      find: { represented: true },
      receiver: { who: 'representative', name: 'Ada Weiß', proof: 'Geburtsurkunde' },
    }),
    whole,
    card,
    'handed-over',
    true,
  ],
  [
    'old card voided at the application',
    changed(erika, { find: { oldDocument: 'voided' }, 'old-document': { decision: 'voided-before' } }),
    whole,
    card,
    'handed-over',
    true,
  ],
  [
    'chip answers nothing, wanted anyway',
    changed(erika, { 'chip-check': { outcome: 'no-chip' }, 'chip-fault': { decision: 'hand-over' } }),
    `${start} chip-check chip-fault old-document hand-over told`,
    card,
    'handed-over',
    true,
  ],
  [
    'chip answers nothing, complained of',
    changed(erika, {
      'chip-check': { outcome: 'no-chip' },
      'chip-fault': { decision: 'complain' },
      refusal: { next: 'complaint', complaintClass: 'Chip' },
    }),
    `${start} chip-check chip-fault refusal told`,
    [],
    'refused',
    false,
  ],
  [
    'wrong document',
    changed(erika, { document: { comparison: 'wrong' }, refusal: { next: 'supervisor' } }),
    'find document refusal told',
    [],
    'refused',
    false,
  ],
  [
    'typing error on the card',
    changed(erika, { document: { comparison: 'faulty' }, refusal: { complaintClass: 'Daten' } }),
    'find document refusal told',
    [],
    'refused',
    false,
  ],
  [
    'somebody else',
    changed(erika, { receiver: { match: 'doubt' } }),
    'find document receiver refusal told',
    [],
    'refused',
    false,
  ],
  [
    'no written power',
    changed(erika, { receiver: { ...proxy, power: 'missing' } }),
    'find document receiver refusal told',
    [],
    'refused',
    false,
  ],
  [
    'old card forgotten',
    changed(erika, { 'old-document': { decision: 'missing' } }),
    `${start} chip-check old-document refusal told`,
    [],
    'refused',
    false,
  ],
  [
    'PIN letter still open: the applying person',
    changed(piet, { 'chip-check': { outcome: 'answered' } }),
    whole,
    withLetter,
    'handed-over',
    false,
  ],
  [
    'PIN letter still open: not to a proxy',
    changed(piet, { 'chip-check': { outcome: 'answered' }, receiver: proxy }),
    whole,
    card,
    'handed-over',
    false,
  ],
  [
    'PIN letter still open: not to the child but to the parent who applied',
    changed(piet, { 'chip-check': { outcome: 'answered' }, document: { applicant: 'representative' } }),
    whole,
    card,
    'handed-over',
    false,
  ],
  [
    'PIN letter still open: the parent who applied',
    changed(piet, {
      'chip-check': { outcome: 'answered' },
      document: { applicant: 'representative' },
      receiver: { who: 'representative', name: 'Ada Weiß', proof: 'Geburtsurkunde' },
    }),
    whole,
    withLetter,
    'handed-over',
    false,
  ],
  [
    'a passport has no letters',
    changed(piet, { 'chip-check': { outcome: 'answered' }, document: { documentKind: 'reisepass' } }),
    whole,
    ['document'],
    'handed-over',
    false,
  ],
  ['Direktversand, delivered', changed(jonas, {}), 'find delivery told', [], 'delivered', true],
  [
    'Direktversand, came back',
    changed(jonas, { delivery: { result: 'returned' } }),
    'find delivery document receiver chip-check old-document hand-over told',
    card,
    'handed-over',
    true,
  ],
] as const)('%s', (_, values, path, items, outcome, erases) => {
  const done = walk(ausgabe, values, context);
  expect(done).toMatchObject({ path: path.split(' '), stop: null, problems: [] });
  const given = handOverFacts.safeParse(done.facts['hand-over']).data?.items ?? {};
  expect(Object.keys(given)).toEqual(items);
  expect(ausgabe.result?.(done.facts, context)).toMatchObject({ outcome });
  const { vorgangId, number } = done.facts.find as FindFacts;
  const order = { vorgangId, what: 'biometrics', because: 'retention.biometrics-after-hand-over', number };
  expect(ausgabe.erasures?.(done.facts)).toEqual(erases ? [order] : []);
});

test.each([
  ['exit ban or no dwelling here: no proxy', { find: { noProxy: true }, receiver: proxy }, 'receiver', ['who']],
  ['check digit of the card misread', { document: { serial: 'LFC11X2T43' } }, 'document', ['serial']],
  ['another card than was booked in', { find: { serial: 'LFC99X2T4' } }, 'document', ['serial']],
  [
    'delivered at no time of day',
    { find: { delivery: 'direct' }, delivery: { result: 'delivered', deliveredOn: today, deliveredAt: '24:10' } },
    'delivery',
    ['deliveredAt'],
  ],
  [
    'delivered tomorrow',
    {
      find: { delivery: 'direct' },
      delivery: { result: 'delivered', deliveredOn: '2026-11-23', deliveredAt: '10:00' },
    },
    'delivery',
    ['deliveredOn'],
  ],
] as const)('refuses: %s', (_, changes, stepId, problems) => {
  const done = walk(ausgabe, changed(erika, changes as unknown as Values), context);
  expect(done.path.at(-1)).toBe(stepId);
  expect(done.problems).toEqual(problems);
});

test('waits while the consignment is under way, and erases nothing', () => {
  const done = walk(ausgabe, changed(jonas, { delivery: { result: 'under-way' } }), context);
  expect(done.stop?.legalBasis).toContain('PAuswG § 26 Abs. 2');
  expect(ausgabe.erasures?.(done.facts)).toEqual([]);
});

test('what went out of the house is not answered differently afterwards', () => {
  const { facts } = walk(ausgabe, changed(erika, {}), context);
  for (const step of ausgabe.steps) {
    if (step.kind !== 'form' && step.kind !== 'identify') continue;
    const recorded = facts[step.id] as FieldValues | undefined;
    if (recorded === undefined) continue;
    expect(step.problems?.(recorded, facts, context), step.id).toEqual([]);
    const [fieldId = ''] = Object.keys(recorded);
    expect(step.problems?.({ ...recorded, [fieldId]: 'anders' }, facts, context), step.id).not.toEqual([]);
  }
  expect(findStep.settled?.(facts)).toContain('schon ausgehändigt');
});

const found = (change: Partial<FoundVorgang>): FoundVorgang => ({
  vorgangId: 'v1',
  number: 'SCH-2026-000001',
  serviceId: 'personalausweis',
  phase: 'done',
  openedDay: '2026-11-01',
  person: 'Erika Weiß',
  about: { delivery: 'pickup' },
  ...change,
});
const hand = (outcome: string, change: Partial<FoundVorgang> = {}): FoundVorgang =>
  found({
    serviceId: 'ausgabe',
    number: 'SCH-2026-000009',
    openedDay: '2026-11-20',
    about: { concerns: 'v1', outcome },
    ...change,
  });
const arrival = found({
  serviceId: 'wareneingang',
  openedDay: '2026-11-19',
  about: { concerns: 'v1', serial: 'LFC11X2T4', shelf: 'Fach 12' },
});

test.each([
  ['ready', found({}), [], null, ''],
  ['application not finished', found({ phase: 'open' }), [], 'noch nicht abgeschlossen', ''],
  ['application cancelled', found({ phase: 'cancelled' }), [], 'abgebrochen', ''],
  ['booked in', found({}), [arrival], null, 'Eingegangen am 19.11.2026, Fach 12.'],
  [
    'handed over',
    found({}),
    [arrival, hand('handed-over')],
    'Schon ausgegeben am 20.11.2026 (SCH-2026-000009).',
    'Eingegangen',
  ],
  ['handed over, the rest cancelled', found({}), [hand('handed-over', { phase: 'cancelled' })], 'Schon ausgegeben', ''],
  ['delivered', found({}), [hand('delivered')], 'Schon ausgegeben', ''],
  ['not handed over once', found({}), [hand('refused')], null, 'Am 20.11.2026 nicht ausgegeben (SCH-2026-000009).'],
  ['somebody is at it', found({}), [hand('', { phase: 'open' })], null, 'schon begonnen: SCH-2026-000009'],
  ['Direktversand', found({ about: { delivery: 'direct' } }), [], null, 'Direktversand'],
] as const)('a hit: %s', (_, hit, concerning, refused, note) => {
  const judged = findStep.judge(hit, concerning);
  if (refused === null) expect(judged.refused).toBeNull();
  else expect(judged.refused).toContain(refused);
  if (note === '') expect(judged.notes).toEqual([]);
  else expect(judged.notes.join(' ')).toContain(note);
});
