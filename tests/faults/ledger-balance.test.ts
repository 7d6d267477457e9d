/** Seeded days of two seats with a real PostgreSQL: acts = Abschlüsse + what is booked since, at every seat, whatever the days were like. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SeatBalance } from '../../electron/contract/office.ts';
import { lead, second } from '../../electron/till/till-fixture.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { startTillAtCentre, type TillAtCentre, takenCents } from '../support/postgres/till-at-centre.ts';

let centre: TestCentre;
let seats: TillAtCentre[];
let vorgaenge = 0;
beforeAll(async () => {
  centre = await startTestCentre();
  seats = [await startTillAtCentre(centre, 'DRA-1'), await startTillAtCentre(centre, 'DRA-2')];
}, 60_000);
afterAll(async () => {
  for (const seat of seats ?? []) seat.close();
  await centre?.remove();
});

async function takeFee(at: TillAtCentre, cents: number, how: 'card' | 'cash' | 'elsewhere'): Promise<void> {
  vorgaenge += 1;
  const vorgangId = `v${vorgaenge}`;
  at.seat.open(vorgangId, 'Weiß');
  const { till, money, items } = at.till;
  const act = { vorgangId, subject: 'fee', items: items(vorgangId, cents), by: 'berger' };
  if (how === 'cash') money.payInCash({ ...act, givenCents: cents + 100 });
  else if (how === 'card') await money.payByCard(act, () => {}, new AbortController().signal);
  else {
    await at.seat.sync.tick();
    const { id: itemId } = till.postOpenItem({ vorgangId, stepId: 'fee', items: act.items, by: 'berger' });
    await till.shared.follow();
    const other = seats.find((seat) => seat !== at) ?? at;
    await other.till.room.collect({ itemId, method: 'cash' }, null);
  }
}

async function giveBack(at: TillAtCentre): Promise<void> {
  const { room } = at.till;
  const open = (await room.view({}, null)).bookings.find(({ ways }) => ways.length > 0);
  if (!open) return;
  const way = open.ways.includes('cash') && open.method === 'cash' ? 'cash' : open.ways[0];
  if (!way) return;
  const order = {
    operationId: open.operationId,
    way,
    afterwards: 'closed' as const,
    reason: 'Irrtum',
    secondClerk: second,
  };
  await room.reverse(order, null);
}

async function closeDay(at: TillAtCentre, missingCents: number): Promise<void> {
  const { room } = at.till;
  const { closing } = await room.beginClosing({}, null);
  const counted = Math.max(0, (closing?.expectedCashCents ?? 0) - missingCents);
  await room.count(
    {
      counts: {
        '1': counted % 100_000,
        '100': 0,
        ...(counted >= 100_000 ? { '50000': Math.floor(counted / 50_000), '1': counted % 50_000 } : {}),
      },
    },
    null,
  );
  if ((await room.view({}, null)).closing?.cut === 'open') await room.cutBatch({}, null);
  await room.close({ differenceReason: 'gezählt', secondClerk: lead }, null);
}

const balances = async (): Promise<SeatBalance[]> => (await seats[0]?.seat.sync.office(30))?.balances ?? [];

it('balances', async () => {
  const day = fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('fee' as const),
          seat: fc.nat(1),
          cents: fc.integer({ min: 1, max: 9_000 }),
          how: fc.constantFrom('card' as const, 'cash' as const, 'elsewhere' as const),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('back' as const), seat: fc.nat(1) }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('close' as const), seat: fc.nat(1), missing: fc.constantFrom(0, 0, 5) }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('push' as const), seat: fc.nat(1) }) },
    ),
    { maxLength: 14 },
  );
  let closings = 0;
  await fc.assert(
    fc.asyncProperty(day, async (acts) => {
      for (const act of acts) {
        const at = seats[act.seat] as TillAtCentre;
        if (act.do === 'fee') await takeFee(at, act.cents, act.how);
        else if (act.do === 'back') await giveBack(at);
        else if (act.do === 'close') {
          await closeDay(at, act.missing);
          closings += 1;
        } else await at.seat.sync.tick();
      }
      for (const { till, seat } of seats) {
        till.till.sweep();
        await seat.sync.tick();
      }
      const found = await balances();
      expect(found.reduce((sum, { closings: count }) => sum + count, 0)).toBe(closings);
      for (const { actsCents, bookedCents, closedCents, openCents } of found) {
        expect(actsCents).toBe(closedCents + openCents);
        expect(bookedCents).toBe(actsCents);
      }
      const office = await seats[1]?.seat.sync.office(30);
      expect(office?.balances).toEqual(found);
      for (const at of seats) {
        const { cash, card } = await at.till.room.view({}, null);
        const own = found.find(({ seat }) => seat === at.seat.id);
        expect(own?.openCents ?? 0).toBe(cash.paymentsCents - cash.paidBackCents + card.netCents);
      }
    }),
    { numRuns: 30 },
  );
  expect(closings).toBeGreaterThan(3);
  expect((await balances()).length).toBe(2);
  expect(takenCents(seats[0] as TillAtCentre)).not.toBe(0);
  // The sum can tell: one entry less in the Kassenbuch of the centre and it does not balance any more.
  const admin = await centre.admin();
  await admin.query('BEGIN');
  await admin.query(`SET LOCAL session_replication_role = replica`);
  await admin.query(
    `DELETE FROM zp.till_lines WHERE kind = 'booked' AND seat = 'DRA-1' AND sequence = (SELECT max(sequence) FROM zp.till_lines WHERE kind = 'booked' AND seat = 'DRA-1')`,
  );
  await admin.query('COMMIT');
  await admin.end();
  const broken = (await balances()).find(({ seat }) => seat === 'DRA-1');
  expect(broken?.bookedCents).not.toBe(broken?.actsCents);
}, 300_000);
