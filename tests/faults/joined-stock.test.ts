/** Stock of two seats at a real centre: numbers used twice, received twice, lost on the way and never received are found; the rest is quiet. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policyStock } from '../../electron/contract/policy.ts';
import { stockContract } from '../../electron/contract/stock.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { serve } from '../../electron/ipc/serve.ts';
import { findFindings } from '../../electron/office/find-findings.ts';
import { createStock } from '../../electron/stock/stock.ts';
import { StockBook } from '../../electron/stock/stock-book.ts';
import { createStockRoom } from '../../electron/stock/stock-room.ts';
import { type SeatAtCentre, startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';

const kinds = [policyStock.parse({ kind: 'paper', title: 'Urkundenpapier', numbered: true, papers: ['p'] })];
let centre: TestCentre;
let seats: ReturnType<typeof open>[];

function open(seat: SeatAtCentre) {
  const { journal } = seat;
  const book = new StockBook(journal);
  const calls = createStockRoom({
    ...{ journal, book, kinds, seals: [] },
    clerk: () => ({ userName: 'berger', displayName: 'Ben Berger', role: 'clerk' }),
    verifySecondClerk: async () => ({ userName: 'yilmaz', displayName: 'Y', role: 'clerk' }),
    displayName: (userName) => userName,
    emitChanged: () => {},
  });
  const room = connectServed(stockContract, [serve(stockContract, calls, (_incident, where) => expect.fail(where))]);
  const draw = (number: string, job: string) => {
    const order = { kind: 'paper', number, job, vorgangNumber: 'N', by: 'berger' };
    const stock = createStock({ journal, book, kinds });
    journal.append(stock.draw(order));
    return { ...order, stock };
  };
  return { seat, room, draw };
}
beforeAll(async () => {
  centre = await startTestCentre();
  seats = ['DRA-1', 'DRA-2'].map((id) => open(startSeatAtCentre(centre, id)));
}, 60_000);
afterAll(async () => {
  for (const { seat } of seats ?? []) seat.close();
  await centre?.remove();
});

const range = (from: string, to: string) => ({ kind: 'paper', range: { from, to }, reason: '' });

async function findings() {
  for (const { seat } of seats) await seat.sync.tick();
  const facts = await seats[1]?.seat.sync.office(7);
  if (!facts) throw new Error('no facts');
  return {
    facts,
    found: findFindings(facts, Date.now(), () => 'Urkundenpapier').map(({ kind, text }) => `${kind}: ${text}`),
  };
}

it('is quiet while everything fits, and names what does not', async () => {
  const [one, two] = seats as [(typeof seats)[0], (typeof seats)[0]];
  await one.room.receive(range('A0001', 'A0100'));
  one.draw('A0001', 'j1');
  const spoiled = one.draw('A0002', 'j2');
  spoiled.stock.release(spoiled, 'Stau');
  const back = one.draw('A0003', 'j3');
  back.stock.release(back, null);
  await one.room.issue({ ...range('A0051', 'A0060'), toSeat: 'DRA-2' });
  await two.room.receive({ ...range('A0051', 'A0060'), fromSeat: 'DRA-1' });
  two.draw('A0051', 'j4');
  const quiet = await findings();
  expect(quiet.found).toEqual([]);
  expect(quiet.facts.stock).toEqual([
    { kind: 'paper', seat: 'DRA-1', received: 100, issued: 10, used: 2, spoiled: 1, missing: 0, left: 88 },
    { kind: 'paper', seat: 'DRA-2', received: 10, issued: 0, used: 1, spoiled: 0, missing: 0, left: 9 },
  ]);
  const own = await one.room.view({});
  expect(own.kinds[0]?.left).toBe(88);

  await one.room.issue({ ...range('A0061', 'A0065'), toSeat: 'DRA-2' });
  await two.room.receive(range('A0001', 'A0001'));
  two.draw('A0001', 'j5');
  await two.room.receive(range('A0131', 'A0140'));
  const { found } = await findings();
  expect(found).toEqual([
    'number-twice: Urkundenpapier A0001 wurde an mehreren Plätzen bedruckt: DRA-1, DRA-2.',
    'received-twice: Urkundenpapier A0001 ist an zwei Plätzen eingebucht: DRA-1, DRA-2.',
    'not-arrived: Urkundenpapier A0061 bis A0065: von Platz DRA-1 an Platz DRA-2 abgegeben, dort nicht eingebucht.',
    'gap: Urkundenpapier A0101 bis A0130 hat kein Platz eingebucht, obwohl Nummern davor und danach hier sind.',
  ]);
});
