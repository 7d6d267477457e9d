/** The edges between two acts: doubled, stopped, settled meanwhile, and begun again without the device. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StepAction } from '../../electron/contract/step-action.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { codeOf } from '../support/code-of.ts';
import { nextAct } from '../support/drive-vorgang.ts';
import { allReady, firstClerk } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';
import { type SeatProcess, startSeatProcess } from '../support/seat-process.ts';
import { flawsAtEnd } from './kill-truth.ts';

let folder: string;
let counter: SeatCounter;
let seat: SeatProcess;

const dataDir = () => path.join(folder, 'seat');
async function restart(): Promise<void> {
  seat = await startSeatProcess(dataDir(), counter.policyFile);
  await seat.session.signIn(firstClerk);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-edges-'));
  counter = await startSeatCounter(folder, { pace: 0.02, terminal: { connectMs: 500, settleMs: 3_000 } });
  await restart();
  await allReady(seat.devices);
});
afterAll(async () => {
  await seat?.stop();
  await counter?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const values = (serviceId: string) => personsFor(serviceId, berlinDay(Date.now()))[0]?.values ?? {};
const actionOf = (view: VorgangView): StepAction => {
  const action = view.panel && nextAct(view.panel, values(view.summary.serviceId), 'card');
  if (!action) throw new Error(`nothing to do in ${view.panel?.stepId}`);
  return action;
};
const act = (view: VorgangView) =>
  seat.vorgang.act({ vorgangId: view.summary.id, stepId: view.panel?.stepId ?? '', action: actionOf(view) });
async function upTo(serviceId: string, kind: string): Promise<VorgangView> {
  let view = await seat.vorgang.start({ serviceId });
  while (view.panel?.kind !== kind) view = (await act(view)).view;
  return view;
}
const pause = (delayMs: number) => new Promise((resolve) => setTimeout(resolve, delayMs));

it.each(['personalausweis', 'meldebescheinigung', 'unterschriftsbeglaubigung'])(
  '%s: every act pressed twice and stopped at any moment, and all books agree at the end',
  { timeout: 90_000 },
  async (serviceId) => {
    const random = seededRandom(17);
    const booked = (await counter.terminal()).bookings.length;
    let view = await seat.vorgang.start({ serviceId });
    for (let count = 0; view.summary.phase === 'open'; count += 1) {
      expect(count).toBeLessThan(150);
      if (view.unknown) {
        const { operation, secondClerk } = view.unknown;
        // Stopping a sheet or a payment half-way may leave a question, but never one without an answer.
        const job = (await counter.jobs()).find(({ name }) => name === operation.details.jobName);
        const decision = job !== undefined && job.sheetsOut >= job.pages ? 'done' : 'declined';
        expect(secondClerk).toBe(false);
        view = await seat.vorgang.settle({ operationId: operation.id, decision, reason: 'Im Fach nachgesehen' });
        continue;
      }
      const stops = count % 2 === 0;
      const both = Promise.allSettled([act(view), act(view)]);
      if (stops) {
        await pause(random.below(250));
        await seat.vorgang.abort({ vorgangId: view.summary.id });
      }
      const [once, again] = await both;
      if (once.status === 'rejected') throw once.reason;
      // The second press meets the running act, or finds the step done already.
      if (again.status === 'rejected')
        expect(['vorgang.busy', 'operation.already-settled', 'vorgang.closed', 'vorgang.wrong-step']).toContain(
          again.reason.code,
        );
      view = await seat.vorgang.view({ vorgangId: view.summary.id });
      await allReady(seat.devices);
    }
    const bookings = (await counter.terminal()).bookings.slice(booked);
    expect(flawsAtEnd(view, bookings, await counter.jobs())).toEqual([]);
  },
);

it('an open payment and no terminal after the restart: the step waits, is never tried again, and is settled later', {
  timeout: 90_000,
}, async () => {
  const before = await upTo('unterschriftsbeglaubigung', 'fee');
  const booked = (await counter.terminal()).bookings.length;
  const paying = codeOf(act(before));
  await pause(150);
  await seat.kill();
  expect(await paying).toBe('device-host.gone');
  await counter.act('terminal-1', 'unplug');
  await restart();
  const vorgangId = before.summary.id;
  const opened = await seat.vorgang.view({ vorgangId });
  expect(opened.operations[0]?.phase).toBe('intended');
  const pushed = new Promise<VorgangView>((resolve) => {
    seat.vorgang.on('changed', (view) => view.unknown && resolve(view));
  });
  expect(await codeOf(act(opened))).toBe('vorgang.operation-open');
  // The clerk looks at the screen all the time: the question comes by itself.
  expect((await pushed).unknown?.operation.reason).toBe('device.unreachable');
  expect(await codeOf(seat.vorgang.cancel({ vorgangId, reason: 'Person ist gegangen' }))).toBe(
    'vorgang.operation-open',
  );
  await counter.act('terminal-1', 'plug');
  await allReady(seat.devices);
  const operationId = opened.operations[0]?.id ?? '';
  const [asked, meanwhile] = await Promise.all([
    seat.vorgang.askDevice({ operationId }),
    codeOf(seat.vorgang.askDevice({ operationId })),
  ]);
  expect(meanwhile).toBe('vorgang.busy');
  expect(asked.unknown).toBe(null);
  let view = asked;
  while (view.summary.phase === 'open') ({ view } = await act(view));
  const { bookings } = await counter.terminal();
  expect(flawsAtEnd(view, bookings.slice(booked), await counter.jobs())).toEqual([]);
});

it('a device host that hangs in the middle of a payment is ended, and the payment is settled once', {
  timeout: 90_000,
}, async () => {
  await allReady(seat.devices);
  const before = await upTo('unterschriftsbeglaubigung', 'fee');
  const booked = (await counter.terminal()).bookings.length;
  const paying = act(before);
  await pause(120);
  const { deviceHost } = await seat.process.pids({});
  process.kill(deviceHost ?? 0, 'SIGSTOP');
  let { view } = await paying;
  expect((await seat.process.pids({})).deviceHost).not.toBe(deviceHost);
  await allReady(seat.devices);
  if (view.unknown) view = await seat.vorgang.askDevice({ operationId: view.unknown.operation.id });
  while (view.summary.phase === 'open') {
    expect(view.unknown).toBe(null);
    await allReady(seat.devices);
    ({ view } = await act(view));
  }
  const { bookings } = await counter.terminal();
  expect(flawsAtEnd(view, bookings.slice(booked), await counter.jobs())).toEqual([]);
});
