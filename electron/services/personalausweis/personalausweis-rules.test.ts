import { expect, test } from 'vitest';
import { personsFor } from '../../../tests/support/persons.ts';
import { contextOn, walk } from '../../../tests/support/walk-service.ts';
import { addYears } from '../../contract/calendar-date.ts';
import { documentDefinition } from '../../contract/document.ts';
import type { FieldValues } from '../../contract/field.ts';
import { nextStep, shownInCheck, valueProblems } from '../../vorgang/next-step.ts';
import type { CheckStep } from '../service.ts';
import { signatureImage } from './biometrics.ts';
import { personalausweis } from './personalausweis.ts';

const today = '2026-11-22';
const [erika, , mia] = personsFor('personalausweis', today);

type Values = Record<string, FieldValues>;
const changed = (base: { values: Readonly<Values> } | undefined, changes: Values): Values => {
  const values: Values = { ...base?.values };
  for (const [step, more] of Object.entries(changes)) values[step] = { ...values[step], ...more };
  return values;
};

const authorised = {
  importantReason: 'Arbeit',
  authorisation: 'given',
  authorisingAuthority: 'Stadt X',
  authorisedOn: today,
};

test.each([
  ['another municipality', { residence: 'elsewhere', ...authorised }, ['zuschlag-unzustaendig'], 4600 + 1300],
  ['out of hours', { outOfHours: true }, ['zuschlag-dienstzeit'], 4600 + 1300],
  [
    'both reasons raise once',
    { residence: 'elsewhere', ...authorised, outOfHours: true },
    ['zuschlag-dienstzeit'],
    4600 + 1300,
  ],
  ['resident abroad', { residence: 'abroad', ...authorised }, ['zuschlag-ausland'], 4600 + 3000],
  [
    'resident abroad, out of hours',
    { residence: 'abroad', ...authorised, outOfHours: true },
    ['zuschlag-ausland', 'zuschlag-dienstzeit'],
    4600 + 4300,
  ],
  ['no home at all', { residence: 'none' }, [], 4600],
])('surcharge: %s', (_, competence, surcharges, cents) => {
  const done = walk(personalausweis, changed(erika, { competence }), contextOn(today));
  expect(done).toMatchObject({ fees: ['personalausweis', ...surcharges], totalCents: cents });
});

test.each([
  ['absent', { identity: { presence: 'absent' } }, 'identity', '§ 9 Abs. 1'],
  ['doubtful identity', { identity: { match: 'doubt' } }, 'identity', '§ 9 Abs. 4'],
  [
    'no authorisation',
    { competence: { residence: 'elsewhere', ...authorised, authorisation: 'missing' } },
    'competence',
    '§ 8 Abs. 4',
  ],
  ['exit ban', { restrictions: { result: 'exit-ban' } }, 'restrictions', '§ 6a'],
  ['Passversagung', { restrictions: { result: 'flag' } }, 'restrictions', 'PassG § 7'],
  ['unfit photo', { photo: { match: 'doubt' } }, 'photo', '§ 9 Abs. 4'],
])('stops: %s', (_, changes, step, basis) => {
  const done = walk(personalausweis, changed(erika, changes), contextOn(today));
  expect(done.path.at(-1)).toBe(step);
  expect(done.stop?.legalBasis).toContain(basis);
});

test.each([
  [
    'direct delivery without an address',
    {
      competence: { residence: 'none' },
      declarations: { delivery: 'direct', directConsent: true, otherDocument: 'reisepass' },
    },
    ['delivery'],
  ],
  [
    'direct delivery without another document',
    { declarations: { delivery: 'direct', directConsent: true } },
    ['otherDocument'],
  ],
  [
    'direct delivery keeps the old card',
    { declarations: { delivery: 'direct', directConsent: true, otherDocument: 'reisepass' } },
    ['decision'],
  ],
  ['no old card although one was shown', { 'old-document': { decision: 'none' } }, ['decision']],
  ['no leaflet', { declarations: { leafletOffered: false } }, ['leafletOffered']],
  ['born tomorrow', { identity: { birthDate: '2026-11-23' } }, ['birthDate']],
  ['born on no day', { identity: { birthDate: '2001-02-29' } }, ['birthDate']],
  ['Cyrillic', { 'register-data': { surname: 'Петров' } }, ['surname']],
  ['name too long together', { 'register-data': { surname: 'A'.repeat(70), birthName: 'B'.repeat(60) } }, ['surname']],
  ['place too long with its postcode', { 'register-data': { city: 'Q'.repeat(44) } }, ['city']],
  ['eye colour too long', { 'register-data': { eyeColour: 'grünlich-graublau-braun' } }, ['eyeColour']],
  ['loss not reported', { reason: { reason: 'lost' } }, ['lossReported']],
])('refuses: %s', (_, changes, fields) => {
  expect(walk(personalausweis, changed(erika, changes), contextOn(today)).problems).toEqual(fields);
});

test('a serial number with a 0 is a hint, never a block', () => {
  const identity = personalausweis.steps[0];
  if (identity?.kind !== 'identify') throw new Error('the first step identifies');
  const hint = (documentNumber: string): string | undefined =>
    identity
      .fields({}, contextOn(today), { documentKind: 'personalausweis', documentNumber })
      .find((field) => field.id === 'documentNumber')?.hint;
  expect(hint('L1X1FRT47')).toBeUndefined();
  expect(hint('T1234567')).toBeUndefined();
  expect(hint('L01X00T471')).toContain('weder 0 noch O');
  expect(walk(personalausweis, erika?.values ?? {}, contextOn(today)).problems).toEqual([]);
});

test('a name corrected after the answer is shown to the citizen again', () => {
  const context = contextOn(today);
  const { facts } = walk(personalausweis, erika?.values ?? {}, context);
  const check = personalausweis.steps.find((step): step is CheckStep => step.kind === 'check');
  if (!check) throw new Error('there is a check');
  const answered = { ...facts, check: { confirmed: true, by: 'pad', shown: shownInCheck(check, facts, context) } };
  expect(nextStep(personalausweis, answered, context)).toBeNull();
  const corrected = { ...answered, 'register-data': { ...erika?.values['register-data'], surname: 'Celik' } };
  expect(nextStep(personalausweis, corrected, context)?.id).toBe('check');
});

test.each([
  ['identity', { birthDate: '2010-01-01' }, ['birthDate']],
  ['competence', { outOfHours: true }, ['residence']],
  ['photo', { source: 'authority' }, ['source']],
  ['declarations', { delivery: 'direct', directConsent: true, otherDocument: 'reisepass' }, ['delivery']],
  ['declarations', { leafletVersion: 'Schulung 2' }, []],
  ['identity', { birthDate: '1984-03-10' }, []],
])('after payment, %s with %j: problems at %j', (stepId, more, fields) => {
  const context = contextOn(today);
  const { facts } = walk(personalausweis, erika?.values ?? {}, context);
  const step = personalausweis.steps.find((candidate) => candidate.id === stepId);
  if (step?.kind !== 'form' && step?.kind !== 'identify' && step?.kind !== 'photo') throw new Error('no form');
  const values = { ...erika?.values[stepId], ...more };
  expect(valueProblems(step, values, facts, context).map((problem) => problem.fieldId)).toEqual(fields);
});

test('the size of the signature is the one the law rows name', () => {
  const { law } = contextOn(today);
  expect(signatureImage).toEqual({
    widthPx: law('personalausweis.signature-image.width').value,
    heightPx: law('personalausweis.signature-image.height').value,
  });
});

test('the papers are valid and say what was agreed', () => {
  const context = contextOn(today);
  const { facts } = walk(personalausweis, mia?.values ?? {}, context);
  const step = personalausweis.steps.find((candidate) => candidate.kind === 'document');
  if (step?.kind !== 'document') throw new Error('there is a document step');
  const [sheet] = step.documents(facts, context);
  const text = JSON.stringify(documentDefinition.parse(sheet?.definition));
  for (const wanted of [
    'Nguyễn',
    'Thị Hoa',
    'Björn Vogel',
    '134 cm',
    'Gerät der Behörde',
    '6 Jahre',
    addYears(today, -9).slice(0, 4),
  ]) {
    expect(text).toContain(wanted);
  }
  expect(personalausweis.result?.(facts, context)).toMatchObject({
    validityYears: 6,
    signature: null,
    pinLetterHandedOverAt: null,
  });
});
