/** Every device fails once in the middle of its step: the code is shown, the Vorgang waits at the step and loses nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { FieldValues } from '../../electron/contract/field.ts';
import type { JsonObject } from '../../electron/contract/json.ts';
import type { StepAction } from '../../electron/contract/step-action.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { nextAct } from '../support/drive-vorgang.ts';
import { allReady, devicesAre, openNodeSeat, secondClerk } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

let folder: string;
let counter: SeatCounter;
let open: Awaited<ReturnType<typeof openNodeSeat>>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-faults-'));
  counter = await startSeatCounter(folder, {
    terminal: { t3Ms: 1_500, t4Ms: 2_000, connectMs: 1_000, settleMs: 8_000 },
  });
  open = await openNodeSeat(path.join(folder, 'seat'), counter.policyFile);
});
afterEach(() => allReady(open.devices));
afterAll(async () => {
  await open?.seat.stop();
  await counter?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const erika = (serviceId: string) => personsFor(serviceId, berlinDay(Date.now()))[0]?.values ?? {};

async function act(view: VorgangView, action: StepAction): Promise<VorgangView> {
  const { summary, panel } = view;
  const answer = await open.vorgang.act({ vorgangId: summary.id, stepId: panel?.stepId ?? '', action });
  expect(answer.problems).toEqual([]);
  return answer.view;
}

function actionOf(view: VorgangView, values: Readonly<Record<string, FieldValues>>): StepAction {
  const action = view.panel && nextAct(view.panel, values, 'card');
  if (!action) throw new Error(`nothing to do in ${view.panel?.stepId}`);
  return action;
}

/** Works until the wanted step is due. */
async function upTo(serviceId: string, kind: string, doing?: StepAction['do']): Promise<VorgangView> {
  let view = await open.vorgang.start({ serviceId });
  while (view.panel && (view.panel.kind !== kind || (doing && actionOf(view, erika(serviceId)).do !== doing))) {
    view = await act(view, actionOf(view, erika(serviceId)));
    expect(view.panel?.error ?? null).toBe(null);
  }
  return view;
}

const same = (view: VorgangView) => ({
  stepId: view.panel?.stepId,
  states: view.steps.map(({ id, state }) => `${id} ${state}`),
});

async function toTheEnd(from: VorgangView): Promise<VorgangView> {
  const { serviceId, id } = from.summary;
  let view = await open.vorgang.view({ vorgangId: id });
  while (view.summary.phase === 'open') {
    view = await act(view, actionOf(view, erika(serviceId)));
    expect([view.panel?.error ?? null, view.unknown]).toEqual([null, null]);
  }
  return view;
}

const device = (deviceId: string, action: string, parameters: JsonObject = {}) =>
  counter.act(deviceId, action, parameters);
const isFault = (deviceId: string, code: string) => (view: { id: string; state: string; error: string | null }) =>
  view.id !== deviceId || (view.state === 'fault' && view.error === code);
const pause = (delayMs: number) => new Promise((resolve) => setTimeout(resolve, delayMs));

it('pad: unplugged while the citizen signs, then plugged in again', async () => {
  await device('pad-1', 'auto', { autoSign: false });
  const before = await upTo('personalausweis', 'signature');
  const signing = act(before, { do: 'capture' });
  await pause(400);
  await device('pad-1', 'unplug');
  const failed = await signing;
  expect(failed.panel?.error?.code).toBe('device.disconnected');
  expect(same(failed)).toEqual(same(before));
  await devicesAre(open.devices, isFault('pad-1', 'device.not-found'));
  await device('pad-1', 'auto');
  await device('pad-1', 'plug');
  await allReady(open.devices);
  expect((await toTheEnd(failed)).summary.phase).toBe('done');
});

it.each([
  ['garbage', 'device.garbled'],
  ['swapped-finger', 'fingerprint.wrong-fingers'],
  ['no-finger', 'fingerprint.no-finger'],
])('scanner: %s gives %s and the finger is taken again', { timeout: 60_000 }, async (fault, code) => {
  const before = await upTo('personalausweis', 'fingerprint');
  await device('scanner-1', 'set-fault', { fault });
  const failed = await act(before, { do: 'capture' });
  expect(failed.panel?.error?.code).toBe(code);
  expect(same(failed)).toEqual(same(before));
  await device('scanner-1', 'set-fault', { fault: 'none' });
  await allReady(open.devices);
  const again = await act(await open.vorgang.view({ vorgangId: failed.summary.id }), { do: 'capture' });
  const first =
    again.panel?.kind === 'fingerprint' ? again.panel.fingers.filter(({ attempts }) => attempts.length > 0) : [];
  expect(first).toHaveLength(1);
  expect((await toTheEnd(again)).summary.phase).toBe('done');
});

it('scanner: silent; the clerk stops the attempt at once and takes the finger again', async () => {
  const before = await upTo('personalausweis', 'fingerprint');
  await device('scanner-1', 'set-fault', { fault: 'silence' });
  const waiting = act(before, { do: 'capture' });
  await pause(500);
  const stoppedMs = performance.now();
  await open.vorgang.abort({ vorgangId: before.summary.id });
  const stopped = await waiting;
  expect(performance.now() - stoppedMs).toBeLessThan(2_000);
  expect([stopped.panel?.error ?? null, same(stopped)]).toEqual([null, same(before)]);
  await device('scanner-1', 'set-fault', { fault: 'none' });
  await allReady(open.devices);
  expect((await toTheEnd(stopped)).summary.phase).toBe('done');
});

it('card: none on the reader, then one', async () => {
  await device('reader-1', 'remove');
  const before = await upTo('personalausweis', 'chip');
  const reading = act(before, { do: 'capture' });
  await pause(300);
  await open.vorgang.abort({ vorgangId: before.summary.id });
  const stopped = await reading;
  expect(stopped.panel?.error ?? null).toBe(null);
  expect(same(stopped)).toEqual(same(before));
  await device('reader-1', 'insert', { profile: 'id-card-2021' });
  expect((await toTheEnd(stopped)).summary.phase).toBe('done');
});

it('box: without current it is a fault of its own and no step waits for it', async () => {
  await device('box-1', 'power-off');
  await devicesAre(open.devices, (view) => view.id !== 'box-1' || view.state === 'fault');
  expect(
    (await open.devices.list({})).filter(({ state }) => state !== 'ready').map(({ id, error }) => [id, error]),
  ).toEqual([['box-1', 'device.disconnected']]);
  const view = await open.vorgang.start({ serviceId: 'meldebescheinigung' });
  expect((await toTheEnd(view)).summary.phase).toBe('done');
  await device('box-1', 'power-on');
  await devicesAre(open.devices, isFault('box-1', 'eac-box.locked'));
  await device('box-1', 'insert-token');
  await device('box-1', 'enter-token-pin', { pin: '1234' });
  await device('box-1', 'remove-token');
});

it('printer: paper runs out and is refilled; the sheet comes once', async () => {
  await device('printer-1', 'set-media', { sheets: 0 });
  const before = await upTo('meldebescheinigung', 'document');
  const jobs = (await counter.jobs()).length;
  const reasons: string[] = [];
  const stop = open.vorgang.on('changed', ({ panel }) => {
    if (panel?.kind === 'document') reasons.push(...panel.documents.flatMap(({ printerReasons }) => printerReasons));
  });
  const printing = act(before, actionOf(before, {}));
  while (!reasons.includes('Papier fehlt')) await pause(30);
  await device('printer-1', 'set-media', { sheets: 500 });
  const printed = await printing;
  stop();
  expect(printed.operations[0]?.phase).toBe('done');
  expect((await counter.jobs()).length).toBe(jobs + 1);
  expect((await toTheEnd(printed)).summary.phase).toBe('done');
});

it('printer: the answer to the job is lost, the job is found by its name', async () => {
  const before = await upTo('meldebescheinigung', 'document');
  const jobs = (await counter.jobs()).length;
  await device('printer-1', 'set-fault', { kind: 'lost-answer', times: 1 });
  const printed = await act(before, actionOf(before, {}));
  expect([printed.unknown, printed.operations[0]?.phase]).toEqual([null, 'done']);
  expect((await counter.jobs()).length).toBe(jobs + 1);
  expect((await toTheEnd(printed)).summary.phase).toBe('done');
});

it.each([
  ['jam', {}, 'printer.stopped'],
  ['set-fault', { kind: 'abort', times: 1 }, 'printer.stopped'],
])('printer: %s leaves the outcome open until the clerk has looked', async (action, parameters, reason) => {
  await device('printer-1', 'set-media', { sheets: 0 });
  const before = await upTo('meldebescheinigung', 'document');
  if (action === 'set-fault') await device('printer-1', 'set-media', { sheets: 500 });
  if (action === 'set-fault') await device('printer-1', action, parameters);
  const printing = act(before, actionOf(before, {}));
  if (action === 'jam') {
    await pause(500);
    await device('printer-1', 'jam');
  }
  const stuck = await printing;
  await device('printer-1', 'set-fault', { kind: 'none' });
  await device('printer-1', 'set-media', { sheets: 500 });
  await device('printer-1', 'resume');
  expect(stuck.unknown?.operation.reason).toBe(reason);
  const blocked = await open.vorgang
    .act({ vorgangId: stuck.summary.id, stepId: before.panel?.stepId ?? '', action: actionOf(before, {}) })
    .catch((error: { code: string }) => error.code);
  expect(blocked).toBe('vorgang.operation-open');
  await allReady(open.devices);
  const operationId = stuck.unknown?.operation.id ?? '';
  const decided = await open.vorgang.settle({ operationId, decision: 'declined', reason: 'Kein Blatt im Fach' });
  expect(decided.unknown).toBe(null);
  expect((await toTheEnd(decided)).summary.phase).toBe('done');
});

it.each([
  ['silence', { point: 'status', kind: 'silence' }],
  ['nonsense', { point: 'result', kind: 'garbage' }],
  ['cut line', { point: 'receipt', kind: 'drop-before' }],
  ['power cut', { point: 'result', kind: 'power-off-after', powerOnAfterMs: 300 }],
])('terminal: %s in a payment never books twice', { timeout: 60_000 }, async (_name, fault) => {
  const before = await upTo('unterschriftsbeglaubigung', 'fee');
  const booked = (await counter.terminal()).bookings.length;
  await device('terminal-1', 'set-fault', fault);
  let view = await act(before, { do: 'pay-card' });
  await device('terminal-1', 'clear-faults');
  expect(view.steps.filter(({ state }) => state === 'done').length).toBeGreaterThanOrEqual(
    before.steps.filter(({ state }) => state === 'done').length,
  );
  if (view.unknown) view = await open.vorgang.askDevice({ operationId: view.unknown.operation.id });
  expect(view.unknown).toBe(null);
  await allReady(open.devices);
  const end = await toTheEnd(view);
  const since = (await counter.terminal()).bookings.slice(booked).filter(({ reversed }) => !reversed);
  const paid = end.operations.filter(({ kind, phase }) => kind === 'payment' && phase === 'done');
  expect(since.map(({ amountCents }) => amountCents)).toEqual(paid.map(({ details }) => details.amountCents));
  expect(paid).toHaveLength(1);
});

it('terminal: the customer cancels; the step waits and the second try pays once', async () => {
  const before = await upTo('unterschriftsbeglaubigung', 'fee');
  await device('terminal-1', 'set-behaviour', { customer: 'cancel' });
  const declined = await act(before, { do: 'pay-card' });
  expect(declined.panel?.kind === 'fee' && declined.panel.phase).toBe('declined');
  expect(same(declined)).toEqual(same(before));
  await device('terminal-1', 'set-behaviour', { customer: 'pay' });
  const end = await toTheEnd(declined);
  expect(end.operations.filter(({ kind }) => kind === 'payment').map(({ phase }) => phase)).toEqual([
    'done',
    'declined',
  ]);
});

it('a second person has to confirm what became of money', async () => {
  const before = await upTo('unterschriftsbeglaubigung', 'fee');
  const booked = (await counter.terminal()).bookings.length;
  await device('terminal-1', 'set-behaviour', { repeat: 'unsupported', booking: 'B' });
  await device('terminal-1', 'set-fault', { point: 'receipt', kind: 'drop-before' });
  const stuck = await act(before, { do: 'pay-card' });
  const operationId = stuck.unknown?.operation.id ?? '';
  expect((await open.vorgang.askDevice({ operationId })).unknown?.operation.id).toBe(operationId);
  expect((await counter.terminal()).bookings).toHaveLength(booked + 1);
  const decide = (credentials: { userName: string; pin: string } | undefined) =>
    open.vorgang
      .settle({
        operationId,
        decision: 'done',
        reason: 'Im Journal des Terminals gebucht',
        ...(credentials ? { secondClerk: credentials } : {}),
      })
      .then((view) => view.unknown)
      .catch((error: { code: string }) => error.code);
  expect(await decide(undefined)).toBe('session.second-clerk-needed');
  expect(await decide({ userName: ' Berger', pin: '274913' })).toBe('session.second-clerk-same');
  expect(await decide(secondClerk)).toBe(null);
  expect(await decide(secondClerk)).toBe('operation.already-settled');
  await device('terminal-1', 'set-behaviour', { repeat: 'normal', booking: 'A' });
  await device('terminal-1', 'clear-faults');
  await allReady(open.devices);
  expect((await toTheEnd(stuck)).summary.phase).toBe('done');
  expect((await counter.terminal()).bookings).toHaveLength(booked + 1);
});

it('a payment that needs a signature asks the clerk, and is booked only when it matches', async () => {
  const booked = (await counter.terminal()).bookings.length;
  await device('terminal-1', 'set-behaviour', { customer: 'sign' });
  const start = await upTo('unterschriftsbeglaubigung', 'fee');
  const vorgangId = start.summary.id;
  const answered = (yes: boolean) => {
    const stop = open.vorgang.on('changed', ({ panel }) => {
      if (panel?.kind !== 'fee' || panel.question === null) return;
      stop();
      void open.vorgang.answer({ vorgangId, yes });
    });
  };
  answered(false);
  const declined = await act(start, { do: 'pay-card' });
  expect(declined.panel).toMatchObject({ kind: 'fee', phase: 'declined', question: null });
  expect((await counter.terminal()).bookings.filter(({ reversed }) => !reversed)).toHaveLength(booked);
  answered(true);
  const paid = await act(declined, { do: 'pay-card' });
  expect(paid.operations.find(({ kind }) => kind === 'payment')?.phase).toBe('done');
  expect((await counter.terminal()).bookings.filter(({ reversed }) => !reversed)).toHaveLength(booked + 1);
  await device('terminal-1', 'set-behaviour', { customer: 'pay' });
});

it('a payment of the next citizen is never taken for the one that is unknown', async () => {
  const first = await upTo('unterschriftsbeglaubigung', 'fee');
  const second = await upTo('unterschriftsbeglaubigung', 'fee');
  const booked = (await counter.terminal()).bookings.length;
  await device('terminal-1', 'set-behaviour', { repeat: 'unsupported', totals: 'unsupported' });
  await device('terminal-1', 'set-fault', { point: 'status', kind: 'drop-before' });
  const stuck = await act(first, { do: 'pay-card' });
  const operationId = stuck.unknown?.operation.id ?? '';
  expect((await counter.terminal()).bookings).toHaveLength(booked);
  await allReady(open.devices);
  expect((await toTheEnd(second)).summary.phase).toBe('done');
  expect((await counter.terminal()).bookings).toHaveLength(booked + 1);
  await device('terminal-1', 'set-behaviour', { repeat: 'normal', totals: 'normal' });
  const asked = await open.vorgang.askDevice({ operationId });
  expect(asked.operations.find(({ id }) => id === operationId)?.phase).not.toBe('done');
});

it('the screens stay with the citizen who is served when an act of another Vorgang ends', async () => {
  await device('printer-1', 'set-media', { sheets: 0 });
  const printed = await upTo('meldebescheinigung', 'document');
  const printing = act(printed, actionOf(printed, {}));
  await pause(300);
  const served = await open.vorgang.start({ serviceId: 'personalausweis' });
  const heard: string[] = [];
  const stop = open.vorgang.on('changed', ({ summary }) => heard.push(summary.id));
  await device('printer-1', 'set-media', { sheets: 500 });
  await printing;
  stop();
  expect(heard.filter((id) => id !== served.summary.id)).toEqual([]);
});

it('abort reaches the pad in the moment between two of its calls', async () => {
  await device('pad-1', 'auto', { autoSign: false });
  const before = await upTo('personalausweis', 'signature');
  for (const delayMs of [0, 5, 20, 50, 90, 150]) {
    const signing = act(before, { do: 'capture' });
    await pause(delayMs);
    const abortedMs = performance.now();
    await open.vorgang.abort({ vorgangId: before.summary.id });
    const stopped = await signing;
    expect([delayMs, same(stopped), stopped.panel?.error ?? null]).toEqual([delayMs, same(before), null]);
    expect(performance.now() - abortedMs).toBeLessThan(2_500);
    await allReady(open.devices);
  }
  await device('pad-1', 'auto');
});

it('a print that is stopped before its document left is no open question', async () => {
  const before = await upTo('meldebescheinigung', 'document');
  for (const delayMs of [0, 1, 3]) {
    const jobs = (await counter.jobs()).length;
    const printing = act(before, actionOf(before, {}));
    await pause(delayMs);
    await open.vorgang.abort({ vorgangId: before.summary.id });
    const stopped = await printing;
    if ((await counter.jobs()).length === jobs) expect([delayMs, stopped.unknown]).toEqual([delayMs, null]);
    if (stopped.unknown || stopped.operations[0]?.phase === 'done') break;
  }
});
