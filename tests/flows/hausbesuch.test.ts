/** Hausbesuche on the virtual counter: prepared, left waiting over a restart, entered on return; printed and booked once. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { openNodeSeat } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { readJournal } from '../support/read-journal.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

const today = berlinDay(Date.now());
const persons = personsFor('hausbesuch', today);
const valuesOf = (id: string) => persons.find((person) => person.id === id)?.values ?? {};

let folder: string;
let counter: SeatCounter;
let open: Awaited<ReturnType<typeof openNodeSeat>>;
const seatDir = () => path.join(folder, 'seat');

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-hausbesuch-'));
  counter = await startSeatCounter(folder);
  open = await openNodeSeat(seatDir(), counter.policyFile);
});
afterAll(async () => {
  await open?.seat.stop();
  await counter?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const waiting = new Map<string, string>();

/** Everything up to the visit; then the clerk leaves the Vorgang. */
async function prepare(id: string): Promise<void> {
  const begun = await open.vorgang.start({ serviceId: 'hausbesuch' });
  await driveVorgang(open.vorgang, begun, valuesOf(id), {
    before(panel) {
      if (panel.stepId === 'result') throw new Error('out');
    },
  }).catch((error: Error) => expect(error.message).toBe('out'));
  waiting.set(id, begun.summary.id);
}

it('an exemption ends the same day, free of charge', { timeout: 60_000 }, async () => {
  const done = await driveVorgang(
    open.vorgang,
    await open.vorgang.start({ serviceId: 'hausbesuch' }),
    valuesOf('erika'),
  );
  expect(done.summary.phase).toBe('done');
  expect(done.operations.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(['print bescheid']);
});

it('prepared visits wait in the overview by their day, also after the seat was switched off', {
  timeout: 90_000,
}, async () => {
  for (const id of ['adele', 'hoa', 'piet']) await prepare(id);
  const day = today.split('-').toReversed().join('.');
  const stands = async () =>
    (await open.vorgang.list({})).filter(({ phase }) => phase === 'open').map(({ stepTitle }) => stepTitle);
  expect(await stands()).toEqual(Array(3).fill(`Hausbesuch am ${day}, 10:00 bis 12:00 Uhr`));
  const view = await open.vorgang.view({ vorgangId: waiting.get('adele') ?? '' });
  expect(view.notices.join()).toContain('der Vorgang wartet');
  const printed = view.operations.filter(({ kind }) => kind === 'print').map(({ subject }) => subject);
  expect(printed.toSorted()).toEqual(['datenschutz', 'mappe', 'vermerk-amtlich', 'vermerk-oeffentlich']);

  await open.seat.stop();
  open = await openNodeSeat(seatDir(), counter.policyFile);
  expect(await stands()).toHaveLength(3);
});

it('a visit nobody opened to gets a new day and waits on', { timeout: 60_000 }, async () => {
  const vorgangId = waiting.get('piet') ?? '';
  const start = await open.vorgang.view({ vorgangId });
  if (start.panel?.kind !== 'form') throw new Error('the result is a form');
  const values = { ...start.panel.values, met: 'not-met', time: '11:50', next: 'again' };
  const { view } = await open.vorgang.act({ vorgangId, stepId: 'result', action: { do: 'record', values } });
  expect(view.panel).toMatchObject({ stepId: 'result', blocked: { text: expect.stringContaining('neuen Tag') } });
  const plan = await open.vorgang.view({ vorgangId, stepId: 'plan' });
  if (plan.panel?.kind !== 'form') throw new Error('the plan is a form');
  const moved = { ...plan.panel.values, day: '2099-01-05' };
  const again = await open.vorgang.act({ vorgangId, stepId: 'plan', action: { do: 'record', values: moved } });
  expect(again.problems).toEqual([]);
  expect(again.view.summary.stepTitle).toBe('Hausbesuch am 05.01.2099, 10:00 bis 12:00 Uhr');
});

it('on return every one of them comes to its end, with the money of what was done', { timeout: 90_000 }, async () => {
  const cents: Record<string, number> = {};
  for (const [id, vorgangId] of waiting) {
    const view = await driveVorgang(open.vorgang, await open.vorgang.view({ vorgangId }), valuesOf(id));
    expect([id, view.summary.phase]).toEqual([id, 'done']);
    const payments = view.operations.filter(({ kind, phase }) => kind === 'payment' && phase === 'done');
    expect(payments.length).toBeLessThanOrEqual(1);
    cents[id] = payments.reduce((sum, { details }) => sum + Number(details.amountCents), 0);
  }
  expect(cents).toEqual({ adele: 1800, hoa: 0, piet: 300 });
  const { bookings } = await counter.terminal();
  expect(bookings.map(({ amountCents }) => amountCents).toSorted()).toEqual([1800, 300]);
});

it('the journal keeps who handed what over when, the destroyed papers, the seal out and back', async () => {
  await open.seat.stop();
  const { report, events } = readJournal(seatDir());
  expect(report).toMatchObject({ ok: true, firstBad: null });
  const last = (id: string, stepId: string) =>
    events.findLast(
      ({ kind, vorgangId, body }) =>
        kind === 'facts-recorded' && vorgangId === waiting.get(id) && body?.stepId === stepId,
    )?.body?.value;
  expect(last('hoa', 'hand-over-result')).toMatchObject({ day: today, time: '10:40', letterTime: '11:20' });
  expect(last('hoa', 'papers-back')).toMatchObject({ identityPapers: 'destroyed', destroyedBy: 'Jana Berger' });
  expect(last('adele', 'seal-out')).toMatchObject({ sealNumber: 'S-07', time: '09:30' });
  expect(last('adele', 'papers-back')).toMatchObject({ sealNumber: 'S-07', sealTime: '12:40' });
});
