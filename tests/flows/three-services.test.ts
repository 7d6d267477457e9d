/** Every person of every service from the first question to the last paper, by card and in cash; then all books are compared. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { citizenContract } from '../../electron/contract/citizen.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import type { PaidItem } from '../../electron/till/port.ts';
import { loadLaw } from '../../electron/vorgang/law.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { resourcesDir } from '../../scripts/host/paths.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { openNodeSeat } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { readJournal } from '../support/read-journal.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

const today = berlinDay(Date.now());
const services = ['personalausweis', 'meldebescheinigung', 'unterschriftsbeglaubigung'] as const;
const law = loadLaw(path.join(resourcesDir, 'fees'), { training: true });

const basic = ['meldebescheinigung.fee.paper'];
/** What each of the four persons owes, person by person as in persons.ts. */
const lawKeys: Record<(typeof services)[number], string[][]> = {
  personalausweis: [
    ['personalausweis.fee.from-24'],
    ['personalausweis.fee.under-24', 'personalausweis.surcharge.direct-delivery'],
    ['personalausweis.fee.under-24', 'personalausweis.surcharge.photo'],
    ['personalausweis.fee.from-24', 'personalausweis.surcharge.non-competent'],
  ],
  meldebescheinigung: [basic, ['meldebescheinigung.fee.electronic'], basic, basic],
  unterschriftsbeglaubigung: [
    ['beglaubigung.fee.official-signature'],
    ['beglaubigung.fee.official-signature'],
    ['beglaubigung.fee.public-signature'],
    ['beglaubigung.fee.public-signature'],
  ],
};

let folder: string;
let counter: SeatCounter;
let open: Awaited<ReturnType<typeof openNodeSeat>>;
const finished: { view: VorgangView; pay: 'card' | 'cash'; feeCents: number }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-flows-'));
  counter = await startSeatCounter(folder);
  open = await openNodeSeat(path.join(folder, 'seat'), counter.policyFile);
});
afterAll(async () => {
  await open?.seat.stop();
  await counter?.stop();
  rmSync(folder, { recursive: true, force: true });
});

for (const serviceId of services) {
  for (const pay of ['card', 'cash'] as const) {
    it(`${serviceId}: four persons to the end, ${pay}`, { timeout: 60_000 }, async () => {
      for (const person of personsFor(serviceId, today)) {
        let feeCents = 0;
        const view = await driveVorgang(open.vorgang, await open.vorgang.start({ serviceId }), person.values, {
          pay,
          before(panel) {
            if (panel.kind === 'fee') feeCents = panel.totalCents;
          },
        });
        expect([person.id, view.summary.phase]).toEqual([person.id, 'done']);
        expect(view.operations.filter(({ phase }) => phase !== 'done')).toEqual([]);
        expect(
          view.operations.every(
            ({ virtual, kind }) => virtual === (kind === 'print' || (kind === 'payment' && pay === 'card')),
          ),
        ).toBe(true);
        finished.push({ view, pay, feeCents });
      }
    });
  }
}

it('the citizen’s window follows finger, pad and terminal, and is empty when the clerk is at the overview', async () => {
  const citizen = connectServed(citizenContract, open.seat.citizenWindow);
  const seen = new Set<string>();
  const stop = citizen.on('changed', (view) => {
    seen.add(view.screen);
    if (view.screen === 'pay' && view.display !== '') seen.add('terminal text');
    if (view.screen === 'finger' && view.guide !== 'none') seen.add('finger guide');
  });
  const start = await open.vorgang.start({ serviceId: 'personalausweis' });
  const values = personsFor('personalausweis', today)[0]?.values ?? {};
  const view = await driveVorgang(open.vorgang, start, values);
  finished.push({ view, pay: 'card', feeCents: law.row('personalausweis.fee.from-24', today).value });
  await open.vorgang.list({});
  stop();
  expect([...seen].sort()).toEqual(
    ['check', 'finger', 'finger guide', 'pay', 'sign', 'terminal text', 'thanks', 'welcome', 'working'].sort(),
  );
  expect((await citizen.state({})).screen).toBe('welcome');
});

it('the fees are those of the law for this day', () => {
  const feesOf = (serviceId: string) =>
    finished
      .filter(({ view, pay }) => view.summary.serviceId === serviceId && pay === 'card')
      .slice(0, 4)
      .map(({ feeCents }) => feeCents);
  for (const serviceId of services) {
    const expected = lawKeys[serviceId].map((keys) => keys.reduce((sum, key) => sum + law.row(key, today).value, 0));
    expect(feesOf(serviceId), serviceId).toEqual(expected);
  }
  const items = finished.flatMap(({ view }) =>
    view.operations.flatMap(({ details }) => (details.items ?? []) as unknown as PaidItem[]),
  );
  expect(items.length).toBeGreaterThan(20);
  for (const item of items) expect(item.amountCents, item.id).toBe(law.row(item.lawKey, today).value);
});

it('terminal, printer, journal and receipts agree to the cent, the sheet and the number', async () => {
  expect(finished).toHaveLength(25);
  const payments = finished.flatMap(({ view }) => view.operations.filter(({ kind }) => kind === 'payment'));
  const byCard = payments
    .filter(({ details }) => details.method === 'card')
    .map(({ details }) => Number(details.amountCents));
  const { bookings, pending } = await counter.terminal();
  expect(pending).toBe(false);
  expect(bookings.map(({ kind, reversed }) => `${kind} ${reversed}`)).toEqual(byCard.map(() => 'payment false'));
  expect(bookings.map(({ amountCents }) => amountCents).sort()).toEqual(byCard.sort());

  const prints = finished.flatMap(({ view }) => view.operations.filter(({ kind }) => kind === 'print'));
  const printed = (await counter.jobs()).map(({ name, sha256, state }) => `${name} ${sha256} ${state}`).sort();
  expect(prints.map(({ details }) => `${details.jobName} ${details.sha256} 9`).sort()).toEqual(printed);

  await open.seat.stop();
  const { report, events } = readJournal(path.join(folder, 'seat'));
  expect(report).toMatchObject({ ok: true, firstBad: null });
  const receipts = events.filter(({ kind }) => kind === 'receipt-issued').map(({ body }) => body);
  expect(receipts.map((receipt) => String(receipt?.number).slice(-5))).toEqual(
    payments.map((_, index) => String(index + 1).padStart(5, '0')),
  );
  const sum = (amounts: readonly number[]) => amounts.reduce((total, cents) => total + cents, 0);
  expect(sum(receipts.map((receipt) => Number(receipt?.totalCents)))).toBe(
    sum(finished.map(({ feeCents }) => feeCents)),
  );
});
