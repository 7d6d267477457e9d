/** Every call of every contract while the city network is cut off: what is not on this list is refused, whoever adds it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centralContract, gateContract } from '../../electron/contract/central.ts';
import { citizenContract } from '../../electron/contract/citizen.ts';
import { channelPrefix } from '../../electron/contract/define-contract.ts';
import { roleRights } from '../../electron/contract/role-rights.table.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { trainingPolicy } from '../../electron/load-policy.ts';
import type { Seat } from '../../electron/seat.ts';
import { fingerprintOf, TestAuthority } from '../../scripts/centre/test-authority.ts';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';

/** None of these shows or takes anything of a citizen. */
const allowed: Readonly<Record<string, string>> = {
  'gate/state': 'how the line stands',
  'citizen/state': 'the citizen sees that there is a pause',
  'devices/list': 'devices, not people',
  'devices/retry': 'devices, not people',
  'devices/act': 'the virtual devices of a training seat',
  'seat-check/run': 'devices, stock and line',
  'seat-check/notes': 'devices, stock and line',
  'seat-check/print': 'devices, stock and line',
  'appointments/times': 'sums of waiting times without a person',
  'appointments/exportTimes': 'sums of waiting times without a person',
  'till/abort': 'a device must be stopped at any time',
  'till/answer': 'a running reversal is carried to its outcome',
  'vorgang/services': 'what the seat offers',
  'vorgang/abort': 'a device must be stopped at any time',
  'vorgang/answer': 'a running payment is carried to its outcome',
};

const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-cut-off-'));
let seat: Seat;
beforeAll(async () => {
  const authority = new TestAuthority(path.join(folder, 'ca'));
  const { certFile: cert, keyFile: key } = authority.issue('seat_FIN-1');
  // Nobody listens on port 1: the seat never sees its centre.
  const centre = { host: '127.0.0.1', port: 1, ca: authority.caFile, cert, key, pinnedSha256: fingerprintOf(cert) };
  const policyFile = path.join(folder, 'policy.json');
  writeFileSync(
    policyFile,
    JSON.stringify({ ...trainingPolicy, seat: { ...trainingPolicy.seat, id: 'FIN-1' }, centre }),
  );
  mkdirSync(path.join(folder, 'data'));
  seat = await startNodeSeat({ dataDir: path.join(folder, 'data'), policyFile, children: 'source' });
  await connectServed(sessionContract, seat.clerkWindow).signIn({ userName: 'kraus', pin: '931745' });
}, 60_000);
afterAll(async () => {
  await seat?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const windows = () => [...seat.clerkWindow, ...seat.citizenWindow];
const calls = () => windows().flatMap(({ channels }) => [...channels].map(([channel, ask]) => ({ channel, ask })));
const nameOf = (channel: string): string => channel.slice(channelPrefix.length);

describe('a seat that is cut off', () => {
  it('serves every call that has a right in the table, and no other', () => {
    const served = new Set(calls().map(({ channel }) => nameOf(channel)));
    const withRights = Object.keys(roleRights).filter((name) => name.includes('/'));
    expect([...served].filter((name) => !name.startsWith('citizen/')).sort()).toEqual(withRights.sort());
  });

  it('refuses every call that is not known to be free of personal data', async () => {
    expect(await connectServed(gateContract, seat.clerkWindow).state({})).toMatchObject({ state: 'getrennt' });
    const answered: string[] = [];
    for (const { channel, ask } of calls()) {
      if (/^(session|clerks)\//.test(nameOf(channel))) continue; // who works here: no citizen; and signing out would end the walk
      const reply = await ask({}, 'test');
      if (reply.ok || reply.error.code !== 'centre.disconnected') answered.push(nameOf(channel));
    }
    expect([...new Set(answered)].sort()).toEqual(Object.keys(allowed).sort());
  });

  it('tells neither window anything of a contract that is personal', async () => {
    const told = new Set<string>();
    const stops = windows().map((served) => served.subscribe((channel) => told.add(channel)));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    for (const stop of stops) stop();
    const free = [gateContract, citizenContract, sessionContract, { name: 'devices' }].map(
      ({ name }) => `${channelPrefix}${name}!`,
    );
    expect([...told].filter((channel) => !free.some((start) => channel.startsWith(start)))).toEqual([]);
    expect(centralContract.events).toHaveProperty('listed'); // the one that would name people, if it came
  });
});
