/** A whole seat, a real PostgreSQL and a real cable between two network namespaces: pulled, gone silent, put back; with times. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GateView } from '../../electron/contract/central.ts';
import type { FieldValues } from '../../electron/contract/field.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { codeOf } from '../support/code-of.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { type CuttableLine, startCuttableLine } from '../support/network-cut.ts';
import { allReady } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { startWholeSeat, stateIs, until, type WholeSeat } from '../support/postgres/whole-seat.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

let folder: string;
let centre: TestCentre;
let line: CuttableLine;
let counter: SeatCounter;
let one: WholeSeat;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-network-'));
  mkdirSync(path.join(folder, 'counter-files'));
  [centre, counter] = await Promise.all([startTestCentre(), startSeatCounter(folder, { seed: 5 })]);
  line = await startCuttableLine(centre.cluster.port, centre.folder);
  const place = { centre, folder, id: 'FIN-1', devicesFile: counter.policyFile, host: line.host, port: line.port };
  one = await startWholeSeat(place, { userName: 'berger', pin: '274913' });
}, 90_000);
afterAll(async () => {
  await one?.seat.stop();
  await line?.stop();
  await counter?.stop();
  await centre?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything either window is told, from now on. */
function listen(): { text(): string; stop(): void } {
  const told: string[] = [];
  const stops = [...one.seat.clerkWindow, ...one.seat.citizenWindow].map((served) =>
    served.subscribe((channel, payload) => told.push(`${channel} ${JSON.stringify(payload)}`)),
  );
  return {
    text: () => told.join('\n'),
    stop() {
      for (const stop of stops) stop();
    },
  };
}

/** Every answer to every call that can be made with what a window knows. */
async function askEverything(vorgangId: string, only = /^/): Promise<string> {
  const answers: string[] = [];
  for (const served of [...one.seat.clerkWindow, ...one.seat.citizenWindow]) {
    for (const [channel, handle] of served.channels) {
      if (channel.includes(':session/') || !only.test(channel)) continue;
      const payload = {
        vorgangId,
        stepId: 'fee',
        term: 'Weiß',
        serviceId: 'meldebescheinigung',
        operationId: `${vorgangId}/x`,
      };
      answers.push(`${channel} ${JSON.stringify(await handle(payload, 'test'))}`);
    }
  }
  return answers.join('\n');
}

const secretsOf = (values: Readonly<Record<string, FieldValues>>): string[] =>
  Object.values(values)
    .flatMap((fields) => Object.values(fields))
    .filter((value): value is string => typeof value === 'string' && value.length > 5 && /[A-ZÄÖÜ\d]/.test(value));

it('tells what it is told about the line in time, shows nothing while it is gone, and finishes what had begun', {
  timeout: 240_000,
}, async () => {
  const times: Record<string, number> = {};
  times['start → verbunden'] = await until(stateIs(one, 'verbunden'), 15_000, 'connected');
  await allReady(one.devices);
  const person = personsFor('meldebescheinigung', berlinDay(Date.now()))[0];
  if (!person) throw new Error('no person');
  const secrets = secretsOf(person.values);
  expect(secrets.length).toBeGreaterThan(3);
  const start = await one.vorgang.start({ serviceId: 'meldebescheinigung' });
  const vorgangId = start.summary.id;
  const atFee = new Error('at the fee');
  const before = (_panel: unknown, action: { do: string }) => {
    if (action.do === 'pay-card') throw atFee;
  };
  await expect(driveVorgang(one.vorgang, start, person.values, { before })).rejects.toBe(atFee);
  const { panel, summary } = await one.vorgang.view({ vorgangId });
  secrets.push(summary.person, summary.number);
  expect(await askEverything(vorgangId, /\/(view|list)$/)).toContain(summary.person); // the same questions, with the line there

  for (const how of ['pull', 'silence'] as const) {
    await until(async () => (await one.gate.state({})).waiting === 0, 10_000, 'pushed');
    line[how]();
    times[`${how} → gestört`] = await until(
      async () => !(await stateIs(one, 'verbunden')()),
      12_000,
      `doubt after ${how}`,
    );
    times[`${how} → getrennt`] =
      (times[`${how} → gestört`] ?? 0) + (await until(stateIs(one, 'getrennt'), 12_000, `cut off after ${how}`));
    expect(times[`${how} → getrennt`]).toBeLessThan(14_000); // ten seconds of silence, one beat under way
    const dark = listen();
    const answers = await askEverything(vorgangId);
    expect((await one.citizen.state({})).screen).toBe('pause');
    line.mend();
    await until(async () => (await one.gate.state({})).showsPersonal === false, 1_000, 'still dark'); // not at the first sign of life
    const told = dark.text();
    dark.stop();
    for (const secret of secrets) expect(`${answers}\n${told}`.includes(secret), secret).toBe(false);
    times[`${how} mended → verbunden`] = await until(stateIs(one, 'verbunden'), 20_000, `connected after ${how}`);
    expect((await one.vorgang.view({ vorgangId })).panel?.stepId).toBe(panel?.stepId);
  }

  // A payment that had begun, the citizen looks for the card: the dark screen follows it to its outcome, the terminal books once.
  await counter.act('terminal-1', 'set-behaviour', { customer: 'wait' });
  const paying = codeOf(one.vorgang.act({ vorgangId, stepId: panel?.stepId ?? '', action: { do: 'pay-card' } }));
  // Busy it is already while its counters are asked for: the payment itself begins after its intent.
  const isIntended = async () => (await one.vorgang.view({ vorgangId })).operations[0]?.phase === 'intended';
  await until(isIntended, 8_000, 'payment intended');
  await until(async () => (await counter.terminal()).busy, 8_000, 'terminal at work');
  const dark = listen();
  const seen: GateView['acts'] = [];
  const stopSeeing = one.gate.on('changed', ({ acts }) => void seen.push(...acts));
  line.pull();
  await until(stateIs(one, 'getrennt'), 14_000, 'cut off while paying');
  expect(await codeOf(one.vorgang.act({ vorgangId, stepId: 'fee', action: { do: 'pay-card' } }))).toBe(
    'centre.disconnected',
  );
  expect(await one.citizen.state({})).toMatchObject({ screen: 'pause', paying: true });
  expect((await one.gate.state({})).acts).toMatchObject([{ kind: 'payment', phase: 'intended' }]);
  await counter.act('terminal-1', 'insert-card');
  expect(await paying).toBe('centre.disconnected'); // the outcome is on disk; its view is not for a dark window
  const amountCents = (await counter.terminal()).bookings[0]?.amountCents;
  await until(async () => seen.some(({ phase }) => phase === 'done'), 3_000, 'the outcome is told');
  expect((await one.gate.state({})).acts).toMatchObject([{ kind: 'payment', phase: 'done', amountCents }]);
  expect(seen.some(({ phase }) => phase === 'intended')).toBe(true);
  expect((await one.citizen.state({})).screen).toBe('pause');
  const told = dark
    .text()
    .split('\n')
    .filter((entry) => entry.includes(':gate') || entry.includes(':citizen'));
  stopSeeing();
  dark.stop();
  for (const secret of secrets) expect(told.join('\n').includes(secret), secret).toBe(false);
  line.mend();
  await until(stateIs(one, 'verbunden'), 20_000, 'connected after the payment');
  const view = await one.vorgang.view({ vorgangId });
  expect(view.operations.filter(({ kind }) => kind === 'payment').map(({ phase }) => phase)).toEqual(['done']);
  expect(view.unknown).toBeNull();
  expect((await counter.terminal()).bookings).toHaveLength(1);
  expect((await one.gate.state({})).acts).toEqual([]);
  const shown = Object.entries(times).map(([what, ms]) => `${what} ${(ms / 1000).toFixed(1)} s`);
  process.stdout.write(`network (${line.how}): ${shown.join(', ')}\n`);
});
