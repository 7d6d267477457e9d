/** Two whole seats and a real terminal: a charged card whose answer never came is decided at another seat and booked where the money is. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tillContract } from '../../electron/contract/till.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { codeOf } from '../support/code-of.ts';
import { driveVorgang, nextAct } from '../support/drive-vorgang.ts';
import { allReady } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { startWholeSeat, stateIs, until, type WholeSeat } from '../support/postgres/whole-seat.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-decided-'));
const values = personsFor('unterschriftsbeglaubigung', berlinDay(Date.now()))[0]?.values ?? {};
let centre: TestCentre;
let counters: SeatCounter[] = [];
const seats: WholeSeat[] = [];
beforeAll(async () => {
  const folders = ['one', 'two'].map((name) => path.join(folder, name));
  for (const each of folders) mkdirSync(each);
  [centre, ...counters] = await Promise.all([startTestCentre(), ...folders.map((each) => startSeatCounter(each))]);
  for (const [index, clerk] of [
    { userName: 'berger', pin: '274913' },
    { userName: 'yilmaz', pin: '508216' },
  ].entries()) {
    const devicesFile = counters[index]?.policyFile ?? '';
    const seat = await startWholeSeat({ centre, folder, id: `DRA-${index + 1}`, devicesFile }, clerk);
    seats.push(seat);
    await until(stateIs(seat, 'verbunden'), 20_000, 'connected');
    await allReady(seat.devices);
  }
}, 120_000);
afterAll(async () => {
  for (const { seat } of seats) await seat.stop();
  for (const counter of counters) await counter.stop();
  await centre?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const feeOf = ({ panel }: VorgangView) => (panel?.kind === 'fee' ? panel : null);

it('is decided at the second seat, booked at the first, and its receipt reaches the second', {
  timeout: 120_000,
}, async () => {
  const [one, two] = seats;
  if (!one || !two) throw new Error('no seats');
  const tills = [one, two].map(({ seat }) => connectServed(tillContract, seat.clerkWindow));
  const bookings = async () => Promise.all(tills.map(async (till) => (await till.view({})).bookings));

  let view = await one.vorgang.start({ serviceId: 'unterschriftsbeglaubigung' });
  for (let step = 0; view.panel && view.panel.kind !== 'fee'; step += 1) {
    if (step > 40) throw new Error(`stuck at ${view.panel.stepId}`);
    const action = nextAct(view.panel, values, 'card');
    if (action === null) throw new Error(view.panel.stepId);
    view = (await one.vorgang.act({ vorgangId: view.summary.id, stepId: view.panel.stepId, action })).view;
  }
  const { id: vorgangId } = view.summary;
  await counters[0]?.act('terminal-1', 'set-behaviour', { repeat: 'unsupported', booking: 'B', totals: 'unsupported' });
  await counters[0]?.act('terminal-1', 'set-fault', { point: 'receipt', kind: 'drop-before' });
  const stepId = view.panel?.stepId ?? '';
  const stuck = (await one.vorgang.act({ vorgangId, stepId, action: { do: 'pay-card' } })).view;
  expect(stuck.unknown?.operation.phase).toBe('unknown');
  await one.central.giveBack({ vorgangId });
  expect(await bookings()).toEqual([[], []]);

  await two.central.takeUp({ vorgangId });
  const seen = await two.vorgang.view({ vorgangId });
  const operationId = seen.unknown?.operation.id ?? '';
  expect(seen.unknown).toMatchObject({ canAskDevice: false, secondClerk: true });
  expect(await codeOf(two.vorgang.askDevice({ operationId }))).toBe('operation.other-seat');
  const secondClerk = { userName: 'kraus', pin: '931745' };
  const reason = 'Händlerbeleg liegt vor';
  await two.vorgang.settle({ operationId, decision: 'done', reason, secondClerk });
  const waiting = feeOf(await two.vorgang.view({ vorgangId, stepId }));
  expect(waiting).toMatchObject({ phase: 'paid', bookedAt: 'DRA-1', receiptNumber: null });

  const issued = async () => feeOf(await two.vorgang.view({ vorgangId, stepId }))?.receiptNumber !== null;
  await until(issued, 30_000, 'the receipt of the first seat is here');
  const [atOne, atTwo] = await bookings();
  const fee = feeOf(await two.vorgang.view({ vorgangId, stepId }));
  expect(fee?.bookedAt).toBeUndefined();
  expect(atTwo).toEqual([]);
  expect(atOne).toMatchObject([{ number: fee?.receiptNumber, amountCents: fee?.totalCents }]);
  expect((await counters[0]?.terminal())?.bookings).toMatchObject([{ amountCents: fee?.totalCents, reversed: false }]);
  expect((await counters[1]?.terminal())?.bookings).toEqual([]);
  // The Vorgang goes on to its end, with the receipt of the other Zahlstelle among its papers.
  const end = await driveVorgang(two.vorgang, await two.vorgang.view({ vorgangId }), values);
  expect(end.summary.phase).toBe('done');
  expect(end.operations.map(({ details }) => String(details.title ?? ''))).toContain('Gebührenquittung');
});
