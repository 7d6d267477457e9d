import { expect, test } from 'vitest';
import { contextOn } from '../../tests/support/walk-service.ts';
import type { StepDeclaration } from '../services/service.ts';
import { isStepDone, neededSteps, nextStep, valueProblems } from './next-step.ts';

const context = contextOn('2026-11-22');
const base = { id: 'step', title: '', guidance: '', legalBasis: '' };
const paper = {
  title: '',
  authority: '',
  ortsverwaltung: '',
  addressLines: [],
  placeAndDay: '',
  reference: '',
  createdAt: '',
  training: true,
  blocks: [],
};
const fee = (phase: string, id: string, lawKey: string) => ({
  phase,
  totalCents: 0,
  items: [{ id, lawKey, amountCents: 0, validFrom: '2026-01-01' }],
});

const steps = {
  form: {
    ...base,
    kind: 'form',
    fields: () => [{ id: 'name', label: '', type: 'name', required: true, maxLength: 5 }],
    problems: (values) => (values.name === 'Zwei' ? [{ fieldId: 'name', text: 'nicht Zwei' }] : []),
    stop: (values) => (values.name === 'Halt' ? { text: '', legalBasis: '' } : null),
  },
  fingerprint: { ...base, kind: 'fingerprint' },
  signature: {
    ...base,
    kind: 'signature',
    declaration: () => '',
    signer: () => '',
    image: { widthPx: 1, heightPx: 1 },
  },
  check: { ...base, kind: 'check', groups: () => [{ title: 'A', rows: [] }] },
  fee: { ...base, kind: 'fee', fees: () => [{ id: 'a', label: '', lawKey: 'key.a' }] },
  document: {
    ...base,
    kind: 'document',
    documents: () => ['a', 'b'].map((id) => ({ id, title: id, definition: paper })),
  },
  seal: { ...base, kind: 'seal', targets: () => [{ id: 'a', label: '' }] },
  chip: { ...base, kind: 'chip', optional: true },
  needed: { ...base, kind: 'chip', optional: false },
  'hand-over': {
    ...base,
    kind: 'hand-over',
    items: () => [
      { id: 'letter', label: '', needsReceipt: true },
      { id: 'card', label: '', needsReceipt: false },
    ],
  },
  note: { ...base, kind: 'note', text: () => [], acknowledgement: '' },
} as const satisfies Record<string, StepDeclaration>;

test.each<[keyof typeof steps, unknown, boolean]>([
  ['form', { name: 'Eins' }, true],
  ['form', { name: 'Halt' }, false],
  ['form', { name: 'Zwei' }, false],
  ['form', { name: 'Sechse' }, false],
  ['form', {}, false],
  ['form', 'nonsense', false],
  ['fingerprint', { fingers: [], complete: true }, true],
  ['fingerprint', { fingers: [], complete: false }, false],
  ['fingerprint', { complete: true }, false],
  ['signature', { captured: true, lostSamples: 0, accepted: true }, true],
  ['signature', { captured: true, lostSamples: 0, accepted: false }, false],
  ['check', { confirmed: true, by: 'word', reason: 'Pad defekt' }, true],
  ['check', { confirmed: true, by: 'pad', shown: '[{"title":"A","rows":[]}]' }, true],
  ['check', { confirmed: true, by: 'pad', shown: '[]' }, false],
  ['check', { confirmed: false, by: 'pad' }, false],
  ['fee', fee('paid', 'a', 'key.old'), true],
  ['fee', fee('paid', 'b', 'key.a'), false],
  ['fee', fee('nothing-due', 'a', 'key.a'), true],
  ['fee', fee('nothing-due', 'a', 'key.old'), false],
  ['fee', fee('waived', 'b', 'key.b'), true],
  ['document', { confirmed: ['b', 'a'] }, true],
  ['document', { confirmed: ['a'] }, false],
  ['seal', { sealed: { a: '17' } }, true],
  ['seal', { sealed: { a: '' } }, false],
  ['seal', { sealed: { b: '17' } }, false],
  ['chip', { outcome: 'skipped', reason: 'kein Leser' }, true],
  ['chip', { outcome: 'no-chip' }, true],
  ['needed', { outcome: 'skipped' }, false],
  ['needed', { outcome: 'answered', rows: [] }, true],
  ['hand-over', { items: { letter: { at: 'x', receipt: true }, card: { at: 'x', receipt: false } } }, true],
  ['hand-over', { items: { letter: { at: 'x', receipt: false }, card: { at: 'x', receipt: false } } }, false],
  ['hand-over', { items: { letter: { at: 'x', receipt: true } } }, false],
  ['note', { read: true }, true],
  ['note', { read: false }, false],
])('%s with %j is done: %s', (kind, fact, done) => {
  expect(isStepDone(steps[kind], { step: fact }, context)).toBe(done);
  expect(isStepDone(steps[kind], {}, context)).toBe(false);
});

test('a step that is not needed is passed over, one that is no longer done comes back', () => {
  const service = {
    id: 's',
    title: '',
    summary: '',
    minutes: 1,
    person: () => '',
    steps: [
      { ...steps.note, id: 'first' },
      { ...steps.note, id: 'second', when: () => false },
      { ...steps.form, id: 'third' },
    ],
  };
  const read = { read: true };
  expect(neededSteps(service, {}, context).map((step) => step.id)).toEqual(['first', 'third']);
  expect(nextStep(service, { third: { name: 'Eins' } }, context)?.id).toBe('first');
  expect(nextStep(service, { first: read }, context)?.id).toBe('third');
  expect(nextStep(service, { first: read, third: { name: 'Eins' } }, context)).toBeNull();
  expect(nextStep(service, { first: read, third: { name: 'Sechse' } }, context)?.id).toBe('third');
});

test('a field with a problem of its own is not judged a second time', () => {
  expect(valueProblems(steps.form, { name: 'Zwei' }, {}, context)).toEqual([{ fieldId: 'name', text: 'nicht Zwei' }]);
  expect(valueProblems(steps.form, {}, {}, context)).toEqual([{ fieldId: 'name', text: 'Bitte ausfüllen.' }]);
});
