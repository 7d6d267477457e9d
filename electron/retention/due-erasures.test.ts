import path from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '../contract/app-error.ts';
import { loadLaw } from '../vorgang/law.ts';
import { dueErasures, dueLogs, heldVorgaenge, type RetentionSubject } from './due-erasures.ts';
import { addDays, ruleViews } from './retention-rules.ts';

const { row: law } = loadLaw(path.join(import.meta.dirname, '../../resources/fees'), { training: false });
const endedOn = '2026-06-10';

const subject = (change: Partial<RetentionSubject> = {}): RetentionSubject => ({
  vorgangId: 'v1',
  number: 'SCH-2026-000001',
  serviceId: 'personalausweis',
  phase: 'done',
  openedOn: endedOn,
  endedOn,
  handedOverOn: null,
  hold: null,
  erased: null,
  hasBiometrics: true,
  ...change,
});
const on = (days: number, change: Partial<RetentionSubject> = {}, horizonDays = 0) =>
  dueErasures([subject(change)], law, addDays(endedOn, days), horizonDays).map(
    ({ what, dueOn, because, overdue }) => `${what} ${dueOn} ${because.slice(10)}${overdue ? ' overdue' : ''}`,
  );

const cap = 'biometrics 2026-09-08 fingerprints-after-issue';
const cancelled = { phase: 'cancelled' } as const;
const other = { serviceId: 'unterschriftsbeglaubigung' };

it.each([
  ['an application, the day before the cap', 89, {}, []],
  ['an application, on the 90th day', 90, {}, [cap]],
  ['an application, a day late', 91, {}, [`${cap} overdue`]],
  ['its biometrics are gone', 91, { erased: 'biometrics' }, []],
  ['it has none', 91, { hasBiometrics: false }, []],
  ['whole Vorgang, the day before', 179, { erased: 'biometrics' }, []],
  ['whole Vorgang', 180, { erased: 'biometrics' }, ['vorgang 2026-12-07 finished-vorgang']],
  ['whole Vorgang with biometrics left', 181, {}, ['vorgang 2026-12-07 finished-vorgang overdue']],
  ['nothing is left', 400, { erased: 'vorgang' }, []],
  ['cancelled', 0, cancelled, ['biometrics 2026-06-10 biometrics-cancelled']],
  ['cancelled yesterday', 1, cancelled, ['biometrics 2026-06-10 biometrics-cancelled overdue']],
  ['cancelled, the Vorgang not yet', 29, { ...cancelled, erased: 'biometrics' }, []],
  ['cancelled, the Vorgang', 30, { ...cancelled, erased: 'biometrics' }, ['vorgang 2026-07-10 cancelled-vorgang']],
  ['handed over three weeks later', 20, { handedOverOn: '2026-07-01' }, []],
  [
    'on the day of the hand-over',
    21,
    { handedOverOn: '2026-07-01' },
    ['biometrics 2026-07-01 biometrics-after-hand-over'],
  ],
  ['handed over in the same Vorgang', 0, other, ['biometrics 2026-06-10 biometrics-after-hand-over']],
  ['open', 400, { phase: 'open', endedOn: null }, []],
  ['an act without outcome', 400, { hold: 'operation' }, []],
  ['money not in a closing', 400, { hold: 'till' }, []],
  ['not yet at the centre', 400, { hold: 'centre' }, []],
] as const)('%s', (_, days, change, expected) => {
  expect(on(days, change)).toEqual(expected);
});

it('looks ahead without calling it due, and does not read biometrics before their time', () => {
  expect(on(80, {}, 14)).toEqual([cap]);
  expect(on(75, {}, 14)).toEqual([]);
  const unread: RetentionSubject = {
    ...subject(),
    get hasBiometrics(): boolean {
      throw new Error('read too early');
    },
  };
  expect(dueErasures([unread], law, addDays(endedOn, 89))).toEqual([]);
});

it('lists what is held back, with the day its deadline came', () => {
  const held = heldVorgaenge(
    [
      subject({ vorgangId: 'a', hold: 'operation' }),
      subject({ vorgangId: 'b', hold: 'till', phase: 'open', endedOn: null }),
      subject({ vorgangId: 'c', phase: 'open', endedOn: null }),
      subject({ vorgangId: 'd', phase: 'open', endedOn: null, openedOn: '2026-09-20' }),
      subject({ vorgangId: 'e' }),
      subject({ vorgangId: 'f', hold: 'till', erased: 'vorgang' }),
    ],
    law,
    '2026-09-20',
  );
  expect(held.map(({ vorgangId, reason, dueOn }) => [vorgangId, reason, dueOn])).toEqual([
    ['a', 'operation', '2026-09-08'],
    ['b', 'till', null],
    ['c', 'open', null],
  ]);
});

it.each([
  ['the last day of the year after', '2027-12-31', 0, []],
  ['its turn', '2028-01-01', 0, ['log-2026-A 2028-01-01']],
  ['a day late', '2028-01-02', 0, ['log-2026-A 2028-01-01 overdue']],
  ['two weeks ahead', '2027-12-18', 14, ['log-2026-A 2028-01-01']],
  ['years later', '2030-05-05', 0, ['log-2026-A 2028-01-01 overdue', 'log-2027-A 2029-01-01 overdue']],
] as const)('an access log, %s', (_, day, horizon, expected) => {
  const due = dueLogs(['log-2027-A', 'log-2026-A', 'log-', 'v-1', 'log-2099-A'], law, day, horizon);
  expect(due.map(({ vorgangId, dueOn, overdue }) => `${vorgangId} ${dueOn}${overdue ? ' overdue' : ''}`)).toEqual(
    expected,
  );
});

it('takes every period from a dated row that counts in days', () => {
  for (const rule of ruleViews(law, '2026-11-22')) expect(rule.legalBasis.length, rule.key).toBeGreaterThan(5);
  expect(() => ruleViews(law, '2020-01-01')).toThrow(AppError);
  expect(() => dueErasures([subject()], (key, day) => ({ ...law(key, day), unit: 'months' }), '2026-11-22')).toThrow(
    RangeError,
  );
  expect(() => dueLogs(['log-2026-A'], (key, day) => ({ ...law(key, day), unit: 'days' }), '2026-11-22')).toThrow(
    RangeError,
  );
});
