/** A whole seat with a centre behind a line that fails: what is personal goes dark, an act goes on, nothing is lost. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { devicesContract } from '../../electron/contract/devices.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { codeOf } from '../support/code-of.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { type FaultyLine, startFaultyLine } from '../support/faulty-line.ts';
import { allReady } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { startWholeSeat, stateIs, until, type WholeSeat } from '../support/postgres/whole-seat.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

let folder: string;
let centre: TestCentre;
let line: FaultyLine;
let counter: SeatCounter;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-centre-seat-'));
  mkdirSync(path.join(folder, 'counter-files'));
  [centre, counter] = await Promise.all([startTestCentre(), startSeatCounter(folder, { pace: 1, seed: 5 })]);
  line = await startFaultyLine({ host: '127.0.0.1', port: centre.cluster.port });
}, 90_000);
afterAll(async () => {
  await line?.stop();
  await counter?.stop();
  await centre?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const startSeat = (id: string, port: number, userName: string, pin: string): Promise<WholeSeat> =>
  startWholeSeat({ centre, folder, id, port, devicesFile: counter.policyFile }, { userName, pin });

it('goes dark when cut off, comes back where it stood, and hands the Vorgang to another seat', {
  timeout: 120_000,
}, async () => {
  const one = await startSeat('DRA-1', line.port, 'berger', '274913');
  let two: WholeSeat | null = null;
  try {
    expect(await codeOf(one.vorgang.start({ serviceId: 'meldebescheinigung' }))).toBe('centre.disconnected'); // not proven yet
    await until(stateIs(one, 'verbunden'), 15_000, 'connected');
    const view = await one.vorgang.start({ serviceId: 'meldebescheinigung' });
    const vorgangId = view.summary.id;
    const stepId = view.panel?.stepId ?? '';
    await until(async () => (await one.gate.state({})).waiting === 0, 10_000, 'pushed');

    const seen: string[] = [];
    one.vorgang.on('changed', () => seen.push('vorgang'));
    one.citizen.on('changed', ({ screen }) => seen.push(screen));
    line.halfOpen();
    await until(stateIs(one, 'getrennt'), 20_000, 'cut off');
    expect(seen.at(-1)).toBe('pause');
    expect((await one.citizen.state({})).screen).toBe('pause');
    for (const refused of [
      one.vorgang.view({ vorgangId }),
      one.vorgang.list({}),
      one.vorgang.start({ serviceId: 'meldebescheinigung' }),
      one.vorgang.act({ vorgangId, stepId, action: { do: 'draft', values: {} } as never }),
      one.central.search({ term: 'Weiß' }),
    ]) {
      expect(await codeOf(refused)).toBe('centre.disconnected');
    }
    line.pass();
    await until(stateIs(one, 'verbunden'), 20_000, 'connected again');
    expect((await one.vorgang.view({ vorgangId })).panel?.stepId).toBe(stepId);

    two = await startSeat('DRA-2', centre.cluster.port, 'yilmaz', '508216');
    await until(stateIs(two, 'verbunden'), 15_000, 'second seat connected');
    const other: WholeSeat = two;
    const search = () => other.central.search({ term: view.summary.number });
    await until(async () => (await search()).length > 0, 10_000, 'search terms at the centre');
    expect(await search()).toMatchObject([
      { vorgangId, state: 'held', seat: 'DRA-1', here: false, card: { number: view.summary.number } },
    ]);
    expect(await codeOf(other.central.takeUp({ vorgangId }))).toBe('centre.lease-held');
    await one.central.giveBack({ vorgangId });
    expect((await one.citizen.state({})).screen).toBe('welcome');
    expect(await one.vorgang.list({})).toEqual([]);
    expect((await one.central.list({})).rows).toMatchObject([{ vorgangId, state: 'waiting', here: true }]);
    expect((await other.central.list({})).rows).toMatchObject([
      { vorgangId, state: 'waiting', card: { number: view.summary.number, stepTitle: view.summary.stepTitle } },
    ]);
    expect((await other.central.takeUp({ vorgangId })).newEvents).toBeGreaterThanOrEqual(2);
    expect((await other.vorgang.view({ vorgangId })).summary.number).toBe(view.summary.number);
    expect(await codeOf(one.vorgang.cancel({ vorgangId, reason: 'nur ein Versuch' }))).toBe('centre.lease-lost');
    expect((await other.vorgang.cancel({ vorgangId, reason: 'Bürger ist gegangen' })).summary.phase).toBe('cancelled');
  } finally {
    await two?.seat.stop();
    await one.seat.stop();
  }
});

it('carries a payment to its outcome while the line is gone, and shows it when the line is back', {
  timeout: 180_000,
}, async () => {
  const one = await startSeat('FIN-1', line.port, 'berger', '274913');
  try {
    await until(stateIs(one, 'verbunden'), 15_000, 'connected');
    await allReady(connectServed(devicesContract, one.seat.clerkWindow));
    const person = personsFor('meldebescheinigung', berlinDay(Date.now()))[0];
    if (!person) throw new Error('no person');
    const start = await one.vorgang.start({ serviceId: 'meldebescheinigung' });
    const vorgangId = start.summary.id;
    const terminalIsBusy = async () => (await counter.terminal()).busy;
    const atFee = new Error('at the fee');
    await expect(
      driveVorgang(one.vorgang, start, person.values, {
        before(_panel, action) {
          if (action.do === 'pay-card') throw atFee;
        },
      }),
    ).rejects.toBe(atFee);

    // The centre must know before money moves: in doubt nothing is sent to the terminal.
    line.cut();
    await until(stateIs(one, 'gestört'), 5_000, 'in doubt');
    const fee = (await one.vorgang.view({ vorgangId })).panel?.stepId ?? '';
    // The answer is a view that says so, or none: the gate may have closed before it was ready.
    const refused = await one.vorgang.act({ vorgangId, stepId: fee, action: { do: 'pay-card' } }).then(
      ({ view }) => view.panel?.error?.code,
      (error: { code?: string }) => error.code,
    );
    expect(refused).toBe('centre.disconnected');
    expect((await counter.terminal()).bookings).toEqual([]);
    line.pass();
    await until(stateIs(one, 'verbunden'), 20_000, 'connected again');
    const { operations } = await one.vorgang.view({ vorgangId });
    expect(operations.find(({ kind }) => kind === 'payment')?.phase).toBe('declined');

    let busyWhenDark: boolean | null = null;
    one.gate.on('changed', ({ state }) => {
      if (state !== 'getrennt') return;
      void terminalIsBusy().then((busy) => {
        busyWhenDark ??= busy;
      });
    });
    const paying = codeOf(one.vorgang.act({ vorgangId, stepId: fee, action: { do: 'pay-card' } }));
    await until(terminalIsBusy, 5_000, 'terminal at work');
    line.cut();
    expect(await paying).toBe('centre.disconnected');
    expect(busyWhenDark).toBe(true); // the citizen was still at the terminal when the screens went dark
    expect((await one.gate.state({})).showsPersonal).toBe(false);
    const booked = (await counter.terminal()).bookings.filter(({ reversed }) => !reversed);
    expect(booked).toHaveLength(1);
    line.pass();
    await until(stateIs(one, 'verbunden'), 20_000, 'connected again');
    const view = await one.vorgang.view({ vorgangId: start.summary.id });
    expect(view.operations.filter(({ kind }) => kind === 'payment').map(({ phase }) => phase)).toEqual([
      'done',
      'declined',
    ]);
    expect(view.unknown).toBeNull();
    await until(async () => (await one.gate.state({})).waiting === 0, 10_000, 'pushed');
    const rows = await centre.ask(`SELECT kind, amount_cents FROM zp.ledger_entries WHERE seat = 'FIN-1'`);
    expect(rows).toEqual([{ kind: 'fee', amount_cents: String(booked[0]?.amountCents) }]);
  } finally {
    line.pass();
    await one.seat.stop();
  }
});
