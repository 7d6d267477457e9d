/** Days at two seats of the Sammelkasse in which leads are wrong, lines break and seats die: nothing is lost, what was paid twice is seen. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLedger } from '../../electron/operations/ledger.ts';
import type { Cut, TillAtCentre } from '../support/postgres/till-at-centre.ts';
import { type How, numberOf, type Outcome, SammelkasseWorld, tolerated } from './sammelkasse-world.ts';

let world: SammelkasseWorld;
let a: TillAtCentre;
let b: TillAtCentre;
beforeAll(async () => {
  world = await SammelkasseWorld.start();
  ({ a, b } = world);
}, 60_000);
afterAll(() => world?.stop());

const cuts: readonly Cut[] = ['never', 'answer', 'late'];

it('whatever is done in whatever order: nothing is lost, and what was paid twice is seen', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('collect' as const), seat: fc.boolean(), how: fc.constantFrom<How>('card', 'cash') }),
    fc.record({
      do: fc.constant('decide' as const),
      seat: fc.boolean(),
      outcome: fc.constantFrom<Outcome>('unpaid', 'paid'),
    }),
    // The money moves, and the seat is gone before the centre hears of it.
    fc.record({ do: fc.constant('lost' as const), seat: fc.boolean(), how: fc.constantFrom<How>('card', 'cash') }),
    fc.record({ do: fc.constant('back' as const), seat: fc.boolean(), closed: fc.boolean() }),
    fc.record({ do: fc.constantFrom('fee-step' as const, 'race' as const, 'mend' as const) }),
    fc.record({ do: fc.constant('follow' as const), seat: fc.boolean() }),
    fc.record({
      ...{ do: fc.constant('cut' as const), seat: fc.boolean() },
      ...{ call: fc.integer({ min: 1, max: 6 }), how: fc.constantFrom<Cut>(...cuts) },
    }),
    fc.record({
      ...{ do: fc.constant('kill' as const), seat: fc.boolean() },
      ...{ append: fc.integer({ min: 1, max: 7 }), when: fc.constantFrom('before' as const, 'after' as const) },
    }),
  );
  // Half of the days begin with a lead who is wrong about the money of one seat.
  const wrong = (seat: boolean) => [
    { do: 'lost' as const, seat, how: 'card' as const },
    { do: 'decide' as const, seat: !seat, outcome: 'unpaid' as const },
    { do: 'collect' as const, seat: !seat, how: 'cash' as const },
  ];
  const beginning = fc.constantFrom(
    [],
    [],
    wrong(false),
    wrong(true),
    wrong(false).slice(0, 2),
    wrong(true).slice(0, 2),
  );
  const seen = { decided: 0, twice: 0, back: 0 };
  await fc.assert(
    fc.asyncProperty(beginning, fc.array(step, { minLength: 2, maxLength: 10 }), async (begun, rest) => {
      await world.recover();
      const item = await world.post();
      for (const each of [...begun, ...rest]) {
        const at = 'seat' in each && each.seat ? a : b;
        if (each.do === 'collect') await world.collect(at, item.itemId, each.how);
        else if (each.do === 'lost') {
          at.line.cutAt = { call: at.line.calls + (at === a ? 4 : 3), how: 'never' };
          await world.collect(at, item.itemId, each.how);
        } else if (each.do === 'decide') {
          await world.age(item.itemId);
          await world.decide(at, item.itemId, each.outcome).catch(tolerated);
        } else if (each.do === 'back') {
          await world.reverse(at, numberOf(item), each.closed ? 'closed' : 'due-again').catch(tolerated);
        } else if (each.do === 'fee-step') await world.payAtFeeStep(a, item.vorgangId);
        else if (each.do === 'race') {
          await world.age(item.itemId);
          await Promise.all([
            world.collect(b, item.itemId, 'cash'),
            world.decide(a, item.itemId, 'unpaid').catch(tolerated),
          ]);
        } else if (each.do === 'mend') await Promise.all([a.line.mend(), b.line.mend()]);
        else if (each.do === 'cut') at.line.cutAt = { call: at.line.calls + each.call, how: each.how };
        else if (each.do === 'kill') await at.restart(each);
        else await at.till.till.shared.follow().catch(tolerated);
      }
      await world.recover();
      const known = await world.stateOf(item.itemId);
      const receipts = await world.standing(item);
      const findings = [...(await world.findingsOf(a, item.itemId)), ...(await world.findingsOf(b, item.itemId))];
      const doubles = findings.filter(({ kind }) => kind === 'double').map(({ receipt }) => receipt);
      if ((known?.words ?? []).some(({ word }) => word === 'decided')) seen.decided += 1;
      if (known?.state === 'returned') seen.back += 1;
      if (receipts.length > 1) seen.twice += 1;
      // Nobody holds it for ever, every word is told, and each payment counts at the centre, in the Vorgang, or is a finding.
      expect(known?.state).not.toBe('claimed');
      for (const { till } of [a, b]) {
        expect(till.till.shared.claims.granted().filter(({ id }) => id === item.itemId)).toEqual([]);
        expect(till.till.shared.claims.begunDecisions()).toEqual([]);
      }
      const inVorgang = createLedger(a.seat.journal)
        .ofVorgang(item.vorgangId)
        .flatMap(({ id }) => a.till.till.book.find({ operationId: id })?.body.number ?? []);
      const counted = known?.state === 'paid' ? known.receipt : '';
      expect(receipts.filter((number) => !doubles.includes(number)).length).toBeLessThanOrEqual(1);
      for (const number of receipts) expect([counted, ...doubles, ...inVorgang]).toContain(number);
      const elsewhere = a.till.till.paidElsewhere(item.vorgangId, 'fee');
      if (known?.state === 'paid' && known.holder === 'DRA-2') expect(elsewhere?.receipt).toBe(known.receipt);
      if (known?.state === 'returned' && known.holder === 'DRA-2') expect(elsewhere).toBeNull();
    }),
    { numRuns: 60 },
  );
  expect(Math.min(seen.decided, seen.back, seen.twice)).toBeGreaterThan(0);
}, 300_000);
