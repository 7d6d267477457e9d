import { expect, test } from 'vitest';
import { personsFor } from '../../../tests/support/persons.ts';
import { contextOn, walk } from '../../../tests/support/walk-service.ts';
import type { FieldValues } from '../../contract/field.ts';
import { personalausweis } from './personalausweis.ts';

const today = '2026-11-22';
const start = 'identity chip-check competence restrictions';
const adult = `${start} register-data reason photo fingerprints signature check declarations pin-letter fee old-document documents pickup`;
const withLetter = ['kontrollbogen', 'pin-brief-empfang'];
const [erika, , mia] = personsFor('personalausweis', today);

type Values = Record<string, FieldValues>;
const changed = (base: { values: Readonly<Values> } | undefined, changes: Values): Values => {
  const values: Values = { ...base?.values };
  for (const [step, more] of Object.entries(changes)) values[step] = { ...values[step], ...more };
  return values;
};
const child = (birthDate: string, more: Values = {}): Values => changed(mia, { identity: { birthDate }, ...more });
const grown = (birthDate: string, more: Values = {}): Values => changed(erika, { identity: { birthDate }, ...more });

const minor = (middle: string): string =>
  `identity competence restrictions representatives register-data reason photo ${middle} fee old-document documents pickup`.replace(
    / +/g,
    ' ',
  );
const bothSign = 'representative-signature second-representative-signature declarations';

test.each([
  ['adult', grown('1984-03-09'), today, adult, ['personalausweis'], 4600, withLetter],
  [
    'adult on the last day of the old tariff',
    grown('1984-03-09'),
    '2026-02-06',
    adult,
    ['personalausweis'],
    3700,
    withLetter,
  ],
  [
    'adult on the first day of the new tariff',
    grown('1984-03-09'),
    '2026-02-07',
    adult,
    ['personalausweis'],
    4600,
    withLetter,
  ],
  ['23, the day before the birthday', grown('2002-11-23'), today, adult, ['personalausweis'], 2760, withLetter],
  ['24 today', grown('2002-11-22'), today, adult, ['personalausweis'], 4600, withLetter],
  ['23, old tariff', grown('2002-11-23'), '2026-02-06', adult, ['personalausweis'], 2280, withLetter],
  [
    'born on 29 February, 24 only on 1 March',
    grown('2004-02-29'),
    '2028-02-28',
    adult,
    ['personalausweis'],
    2760,
    withLetter,
  ],
  ['born on 29 February, 24 on it', grown('2004-02-29'), '2028-02-29', adult, ['personalausweis'], 4600, withLetter],
  [
    'born on 29 February, 25 in a common year',
    grown('2002-02-28'),
    '2026-02-28',
    adult,
    ['personalausweis'],
    4600,
    withLetter,
  ],
  [
    'day and month unknown: counts as born on 31 December',
    grown('2002-XX-XX'),
    today,
    adult,
    ['personalausweis'],
    2760,
    withLetter,
  ],
  ['day unknown, month over', grown('2002-10-XX'), today, adult, ['personalausweis'], 4600, withLetter],
  [
    'nothing known, found to be 30',
    grown('XXXX-XX-XX', { identity: { birthDate: 'XXXX-XX-XX', foundAge: 30 } }),
    today,
    adult,
    ['personalausweis'],
    4600,
    withLetter,
  ],
  [
    '15: parents apply, signs, gets the PIN letter',
    child('2011-05-01'),
    today,
    minor(`fingerprints signature check ${bothSign} pin-letter`),
    ['personalausweis', 'zuschlag-lichtbild'],
    3360,
    withLetter,
  ],
  [
    '10 today: signs, 16 on the last day',
    child('2016-11-22'),
    today,
    minor(`fingerprints signature check ${bothSign} pin-letter`),
    ['personalausweis', 'zuschlag-lichtbild'],
    3360,
    withLetter,
  ],
  [
    '9: fingerprints, no signature, no PIN letter',
    child('2016-11-23'),
    today,
    minor(`fingerprints check ${bothSign}`),
    ['personalausweis', 'zuschlag-lichtbild'],
    3360,
    ['kontrollbogen'],
  ],
  [
    '6 today: fingerprints',
    child('2020-11-22'),
    today,
    minor(`fingerprints check ${bothSign}`),
    ['personalausweis', 'zuschlag-lichtbild'],
    3360,
    ['kontrollbogen'],
  ],
  [
    '5: nothing of the body',
    child('2020-11-23'),
    today,
    minor(`check ${bothSign}`),
    ['personalausweis', 'zuschlag-lichtbild'],
    3360,
    ['kontrollbogen'],
  ],
  ['16 today: applies alone', grown('2010-11-22'), today, adult, ['personalausweis'], 2760, withLetter],
  [
    'one parent with the consent of the other',
    child('2016-11-23', { representatives: { acting: 'one-with-consent', consentSeen: true } }),
    today,
    minor('fingerprints check representative-signature declarations'),
    ['personalausweis', 'zuschlag-lichtbild'],
    3360,
    ['kontrollbogen'],
  ],
  [
    '16, but the custodians apply',
    child('2010-11-22', { identity: { birthDate: '2010-11-22', custodianApplies: true } }),
    today,
    minor(`fingerprints signature check ${bothSign} pin-letter`),
    ['personalausweis', 'zuschlag-lichtbild'],
    3360,
    withLetter,
  ],
  [
    'not able to act: Betreuer applies',
    grown('1950-01-01', {
      identity: { birthDate: '1950-01-01', incapable: true },
      representatives: {
        acting: 'betreuer',
        proof: 'Betreuerausweis AG Mainz',
        firstSurname: 'Hilf',
        firstGivenNames: 'Ada',
        firstBirthDate: '1980-01-01',
        firstDocument: 'personalausweis',
      },
    }),
    today,
    adult
      .replace('restrictions', 'restrictions representatives')
      .replace('check declarations', 'check representative-signature declarations'),
    ['personalausweis'],
    4600,
    withLetter,
  ],
] as const)('%s', (_, values, day, path, fees, cents, documents) => {
  const done = walk(personalausweis, values, contextOn(day));
  expect(done).toMatchObject({ path: path.split(' '), fees, totalCents: cents, documents, stop: null, problems: [] });
});
