/**
 * A citizen is never charged twice, whichever seat of the Ortsverwaltung collects what was left to the Sammelkasse: two seats, a
 * real PostgreSQL, the line cut at every call in three ways, the seat killed at every write, and seats racing each other.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cut, type TillAtCentre, takenCents } from '../support/postgres/till-at-centre.ts';
import { cents, type How, type PostedFee, SammelkasseWorld, tolerated } from './sammelkasse-world.ts';

let world: SammelkasseWorld;
let a: TillAtCentre;
let b: TillAtCentre;
beforeAll(async () => {
  world = await SammelkasseWorld.start();
  ({ a, b } = world);
}, 60_000);
afterAll(() => world?.stop());

const post = (over?: { announced?: boolean }) => world.post(over);
const collect = (at: TillAtCentre, itemId: string, method: How) => world.collect(at, itemId, method);
const payAtFeeStep = (at: TillAtCentre, vorgangId: string) => world.payAtFeeStep(at, vorgangId);
const recover = () => world.recover();

/** Whoever still may, does; then nobody may any more, and the money has moved once. */
async function provePaidOnce(before: number, { vorgangId, itemId }: PostedFee): Promise<void> {
  const soFar = takenCents(a) + takenCents(b) - before;
  expect([0, cents]).toContain(soFar);
  await collect(b, itemId, 'cash');
  await collect(a, itemId, 'cash');
  await recover();
  // Taken back before it was paid: the fee is due in its Vorgang, as before it was left to the Sammelkasse.
  if (takenCents(a) + takenCents(b) === before) expect(await payAtFeeStep(a, vorgangId)).toBe('ok');
  expect(takenCents(a) + takenCents(b) - before).toBe(cents);
  for (const each of [a, b]) expect(await collect(each, itemId, 'card')).not.toBe('ok');
  expect(await payAtFeeStep(a, vorgangId)).not.toBe('ok');
  expect(takenCents(a) + takenCents(b) - before).toBe(cents);
  const items = await a.seat.sync.items.states([itemId]);
  expect(items.filter(({ state }) => state === 'open' || state === 'claimed')).toEqual([]);
  const elsewhere = a.till.till.paidElsewhere(vorgangId, 'fee');
  const receipts = [a, b].flatMap(({ till }) => {
    const { bookings } = till.till.book.period();
    return bookings.filter(({ body }) => body.vorgangNumber.endsWith(vorgangId.slice(1).padStart(6, '0')));
  });
  expect(receipts).toHaveLength(1);
  if (elsewhere) expect(receipts[0]?.body.number).toBe(elsewhere.receipt);
}
const takenSoFar = (): number => takenCents(a) + takenCents(b);

describe('a fee left to the Sammelkasse', () => {
  it('is collected at another seat, and the Vorgang knows its receipt', async () => {
    const sum = takenSoFar();
    const item = await post();
    await b.till.till.shared.follow();
    const view = await b.till.room.view({}, null);
    expect(view.openItems).toMatchObject([
      { id: item.itemId, totalCents: cents, seat: 'DRA-1', heldBy: null, serviceTitle: 'Beispiel' },
    ]);
    expect(await collect(b, item.itemId, 'card')).toBe('ok');
    await recover();
    const elsewhere = a.till.till.paidElsewhere(item.vorgangId, 'fee');
    expect(elsewhere).toMatchObject({ seat: 'DRA-2', method: 'card', totalCents: cents });
    expect(a.till.till.openItem(item.vorgangId, 'fee')).toBeNull();
    expect(b.till.till.receipt(elsewhere?.receipt ?? '')).toMatchObject({ totalCents: cents });
    await provePaidOnce(sum, item);
  });

  it('is collected once when both seats try at the same moment, by card and in cash', async () => {
    for (const [one, two] of [
      ['card', 'card'],
      ['cash', 'card'],
      ['cash', 'cash'],
    ] as const) {
      const sum = takenSoFar();
      const item = await post();
      const answers = await Promise.all([collect(a, item.itemId, one), collect(b, item.itemId, two)]);
      expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1);
      await provePaidOnce(sum, item);
      const next = await post();
      const sumNext = takenSoFar();
      const race = await Promise.all([payAtFeeStep(a, next.vorgangId), collect(b, next.itemId, two)]);
      expect(race.filter((answer) => answer === 'ok')).toHaveLength(1);
      await provePaidOnce(sumNext, next);
    }
  });

  it('without the centre: own items nobody else knows of, and no other', async () => {
    const sum = takenSoFar();
    const [known, unknown] = [await post(), await post({ announced: false })];
    for (const each of [a, b]) each.line.cutAt = { call: each.line.calls + 1, how: 'never' };
    expect(await collect(a, known.itemId, 'cash')).toBe('centre.disconnected');
    expect(await collect(b, known.itemId, 'cash')).toBe('centre.disconnected');
    expect(await payAtFeeStep(a, known.vorgangId)).toBe('centre.disconnected');
    expect(await collect(a, unknown.itemId, 'cash')).toBe('ok');
    await recover();
    expect(takenSoFar() - sum).toBe(cents);
    await provePaidOnce(sum + cents, known);
    expect(await b.seat.sync.items.states([unknown.itemId])).toEqual([]);
  });

  const cuts: readonly Cut[] = ['never', 'answer', 'late'];
  const acts = {
    'A collects': (item: { itemId: string }) => collect(a, item.itemId, 'card'),
    'B collects': (item: { itemId: string }) => collect(b, item.itemId, 'card'),
    'B collects in cash': (item: { itemId: string }) => collect(b, item.itemId, 'cash'),
    'A pays at the fee step': (item: { vorgangId: string }) => payAtFeeStep(a, item.vorgangId),
  };
  it.each(Object.entries(acts))(
    'cut at every call, %s',
    async (who, act) => {
      const at = who.startsWith('A') ? a : b;
      for (const how of cuts) {
        for (let call = 1, more = true; more && call < 12; call += 1) {
          const item = await post();
          const sum = takenSoFar();
          const from = at.line.calls;
          at.line.cutAt = { call: from + call, how };
          await act(item);
          more = at.line.calls >= from + call;
          await recover();
          await provePaidOnce(sum, item);
        }
      }
    },
    120_000,
  );

  it.each(Object.entries(acts))(
    'killed at every write, %s',
    async (who, act) => {
      const at = who.startsWith('A') ? a : b;
      for (const when of ['before', 'after'] as const) {
        for (let append = 1, more = true; more && append < 14; append += 1) {
          const item = await post();
          const sum = takenSoFar();
          await at.restart({ append, when });
          more = (await act(item)) === 'gone';
          await recover();
          await provePaidOnce(sum, item);
        }
      }
    },
    120_000,
  );

  it('is free again when the terminal declined', async () => {
    const item = await post();
    const sum = takenSoFar();
    b.terminal.declines = true;
    expect(await collect(b, item.itemId, 'card')).toBe('ok'); // declined, no money
    b.terminal.declines = false;
    expect(takenSoFar()).toBe(sum);
    await provePaidOnce(sum, item);
  });

  it('whatever is done in whatever order', async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constantFrom('collect' as const),
        seat: fc.boolean(),
        how: fc.constantFrom<How>('card', 'cash'),
      }),
      fc.record({ do: fc.constantFrom('fee-step' as const, 'race' as const, 'mend' as const) }),
      fc.record({ do: fc.constant('follow' as const), seat: fc.boolean() }),
      fc.record({
        do: fc.constant('cut' as const),
        seat: fc.boolean(),
        call: fc.integer({ min: 1, max: 5 }),
        how: fc.constantFrom<Cut>(...cuts),
      }),
      fc.record({
        do: fc.constant('kill' as const),
        seat: fc.boolean(),
        append: fc.integer({ min: 1, max: 6 }),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 2, maxLength: 9 }), async (announced, steps) => {
        await recover();
        const item = await post({ announced });
        const sum = takenSoFar();
        for (const each of steps) {
          const at = 'seat' in each && each.seat ? a : b;
          if (each.do === 'collect') await collect(at, item.itemId, each.how);
          else if (each.do === 'fee-step') await payAtFeeStep(a, item.vorgangId);
          else if (each.do === 'race')
            await Promise.all([collect(a, item.itemId, 'card'), collect(b, item.itemId, 'cash')]);
          else if (each.do === 'mend') await Promise.all([a.line.mend(), b.line.mend()]);
          else if (each.do === 'cut') at.line.cutAt = { call: at.line.calls + each.call, how: each.how };
          else if (each.do === 'kill') await at.restart(each);
          else await at.till.till.shared.follow().catch(tolerated);
        }
        await recover();
        await provePaidOnce(sum, item);
      }),
      { numRuns: 25 },
    );
  }, 300_000);
});
