/** Two whole seats and a centre: who was added at one signs in at the other, by PIN and by card, with the PIN of their own choice; who is revoked is out at both. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clerksContract } from '../../electron/contract/clerks.ts';
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import { type SessionState, sessionContract } from '../../electron/contract/session.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { trainingPolicy } from '../../electron/load-policy.ts';
import type { Seat } from '../../electron/seat.ts';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';
import { type FaultyLine, startFaultyLine } from '../support/faulty-line.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';

let folder: string;
let centre: TestCentre;
let line: FaultyLine;
const seats: Seat[] = [];
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-clerks-'));
  centre = await startTestCentre({ clerks: true });
  line = await startFaultyLine({ host: '127.0.0.1', port: centre.cluster.port });
}, 90_000);
afterAll(async () => {
  for (const seat of seats) await seat.stop();
  await line?.stop();
  await centre?.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface AtSeat {
  seat: Seat;
  session: ClientOf<typeof sessionContract>;
  clerks: ClientOf<typeof clerksContract>;
  devices: ClientOf<typeof devicesContract>;
  vorgang: ClientOf<typeof vorgangContract>;
  states: SessionState[];
}

async function startSeat(id: string, port = centre.cluster.port): Promise<AtSeat> {
  const dataDir = path.join(folder, id);
  mkdirSync(dataDir);
  copyFileSync(centre.seats.find(({ seat }) => seat === id)?.keysFile ?? '', path.join(dataDir, 'seat.keys'));
  const policyFile = path.join(dataDir, 'policy.json');
  const policy = { ...trainingPolicy, seat: { ...trainingPolicy.seat, id }, centre: { ...centre.policyOf(id), port } };
  writeFileSync(policyFile, JSON.stringify(policy));
  const seat = await startNodeSeat({ dataDir, policyFile, children: 'source' });
  seats.push(seat);
  const session = connectServed(sessionContract, seat.clerkWindow);
  const states: SessionState[] = [];
  session.on('changed', (state) => states.push(state));
  return {
    ...{ seat, session, states },
    clerks: connectServed(clerksContract, seat.clerkWindow),
    devices: connectServed(devicesContract, seat.clerkWindow),
    vorgang: connectServed(vorgangContract, seat.clerkWindow),
  };
}

const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

it('a clerk added at one seat signs in at the other, and is signed out there when revoked', {
  timeout: 180_000,
}, async () => {
  const [one, two] = [await startSeat('DRA-1'), await startSeat('FIN-1', line.port)];
  const readerThere = async (at: AtSeat) => (await at.session.state({})).staffCardReader;
  for (const at of [one, two]) await expect.poll(() => readerThere(at), { timeout: 30_000 }).toBe(true);

  // The lead of the one seat comes with her card: the directory of the training centre knows it.
  await one.devices.act({ id: 'reader-1', action: 'insert', parameters: { profile: 'staff-kraus' } }).catch(() => {});
  expect(await code(one.devices.act({ id: 'reader-1', action: 'remove', parameters: {} }))).toBe(
    'session.not-signed-in',
  );
  await one.session.signIn({ userName: 'kraus', pin: '931745' });
  await one.devices.act({ id: 'reader-1', action: 'insert', parameters: { profile: 'staff-kraus' } });
  await one.session.lock({});
  expect(await code(one.session.unlock({ cardPin: '000000' }))).toBe('staff-card.wrong-pin');
  expect(await one.session.unlock({ cardPin: '931745' })).toMatchObject({ locked: false, clerk: { role: 'lead' } });

  expect(await code(two.session.signIn({ userName: 'neumann', pin: '660142' }))).toBe('session.wrong-pin');
  const person = { userName: 'neumann', displayName: 'Nils Neumann', role: 'stand-in' as const, pin: '660142' };
  const view = await one.clerks.add({ ...person, ortsverwaltung: 'Drais', validFrom: null, validTo: null });
  expect(view.clerks.map(({ userName }) => userName).sort()).toEqual(['berger', 'kraus', 'neumann', 'vogt', 'yilmaz']);
  // A second is enough: sign-in asks the centre when what it knows is older than a quarter of a minute, or reads on its own.
  await expect
    .poll(() => code(two.session.signIn({ userName: 'neumann', pin: '660142' })), { timeout: 40_000, interval: 2_000 })
    .toBe('done');
  expect((await two.session.state({})).clerk).toEqual({
    userName: 'neumann',
    displayName: 'Nils Neumann',
    role: 'stand-in',
  });
  await expect
    .poll(async () => (await one.clerks.view({})).seats.find(({ seat }) => seat === 'FIN-1')?.upToDate, {
      timeout: 10_000,
    })
    .toBe(true);
  expect(await code(two.clerks.view({}))).toBe('session.forbidden');
  expect(await code(two.vorgang.services({}))).toBe('done');

  // The own PIN is changed at the one seat and counts at the other; a wrong old one, or a simple new one, changes nothing.
  const own = (oldPin: string, newPin: string) => code(two.clerks.changeOwnPin({ oldPin, newPin }));
  expect(await own('000000', '482915')).toBe('clerks.wrong-old-pin');
  expect(await own('660142', '123456')).toBe('clerks.simple-pin');
  expect(await two.clerks.changeOwnPin({ oldPin: '660142', newPin: '482915' })).toEqual({ reaches: 'authority' });
  expect((await one.clerks.view({})).clerks.find(({ userName }) => userName === 'kraus')?.change).not.toBe('pin');
  await expect
    .poll(async () => (await one.clerks.view({})).clerks.find(({ userName }) => userName === 'neumann'), {
      ...{ timeout: 40_000, interval: 2_000 },
    })
    .toMatchObject({ change: 'pin', changedBy: 'neumann' });
  await one.session.signOut({});
  expect(await code(one.session.signIn({ userName: 'neumann', pin: '660142' }))).toBe('session.wrong-pin');
  expect(await code(one.session.signIn({ userName: 'neumann', pin: '482915' }))).toBe('done');
  await one.session.signOut({});
  await one.session.signIn({ userName: 'kraus', pin: '931745' });

  const revokedAt = performance.now();
  await one.clerks.revoke({ userName: 'neumann', reason: 'Vertretung zu Ende' });
  await expect.poll(() => two.states.at(-1)?.ended, { timeout: 60_000 }).toBe('access-ended');
  expect(performance.now() - revokedAt).toBeLessThan(60_000);
  expect(await code(two.vorgang.services({}))).toBe('session.not-signed-in');
  expect(await code(two.session.signIn({ userName: 'neumann', pin: '482915' }))).toBe('session.access-ended');

  // Without the line the seat lets in who it knows; IT sees neither Vorgänge nor the till.
  line.cut();
  await two.session.signIn({ userName: 'vogt', pin: '615038' });
  expect(await code(two.vorgang.services({}))).toBe('session.forbidden');
  expect(await code(two.devices.list({}))).toBe('done');
  const known = await two.clerks.view({});
  expect(known.clerks.find(({ userName }) => userName === 'neumann')?.access).toBe('revoked');
  expect(await code(two.clerks.setPin({ userName: 'yilmaz', pin: '660142' }))).toBe('centre.disconnected');
  line.pass();
});
