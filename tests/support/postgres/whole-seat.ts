/** A whole seat at a test centre: its folder with the authority's key, its policy, its clients, a clerk signed in. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { centralContract, gateContract } from '../../../electron/contract/central.ts';
import { citizenContract } from '../../../electron/contract/citizen.ts';
import type { ClientOf } from '../../../electron/contract/define-contract.ts';
import { devicesContract } from '../../../electron/contract/devices.ts';
import { sessionContract } from '../../../electron/contract/session.ts';
import { vorgangContract } from '../../../electron/contract/vorgang.ts';
import { connectServed } from '../../../electron/ipc/connect-served.ts';
import type { Seat } from '../../../electron/seat.ts';
import { startNodeSeat } from '../../../scripts/host/node-seat.ts';
import type { TestCentre } from './test-centre.ts';

export interface SeatPlace {
  centre: Pick<TestCentre, 'seats' | 'policyOf'>;
  /** The seat's folder is made in it. */
  folder: string;
  id: string;
  /** Policy that names the devices. */
  devicesFile: string;
  /** Where the centre is reached; by default where it is. */
  host?: string;
  port?: number;
}

/** What must be on disk before the seat starts. */
export function prepareSeat({ centre, folder, id, devicesFile, host, port }: SeatPlace) {
  const dataDir = path.join(folder, id);
  mkdirSync(dataDir);
  const { keysFile, ortsverwaltung } = centre.seats.find(({ seat }) => seat === id) ?? {};
  if (keysFile === undefined) throw new RangeError(id);
  copyFileSync(keysFile, path.join(dataDir, 'seat.keys'));
  const base = JSON.parse(readFileSync(devicesFile, 'utf8')) as { seat: object };
  const address = {
    ...centre.policyOf(id),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
  };
  const policyFile = path.join(dataDir, 'policy.json');
  writeFileSync(policyFile, JSON.stringify({ ...base, seat: { ...base.seat, id, ortsverwaltung }, centre: address }));
  return { dataDir, policyFile };
}

export interface WholeSeat {
  seat: Seat;
  vorgang: ClientOf<typeof vorgangContract>;
  gate: ClientOf<typeof gateContract>;
  central: ClientOf<typeof centralContract>;
  citizen: ClientOf<typeof citizenContract>;
  devices: ClientOf<typeof devicesContract>;
}

export async function startWholeSeat(place: SeatPlace, clerk: { userName: string; pin: string }): Promise<WholeSeat> {
  const seat = await startNodeSeat({ ...prepareSeat(place), children: 'source' });
  await connectServed(sessionContract, seat.clerkWindow).signIn(clerk);
  return {
    seat,
    vorgang: connectServed(vorgangContract, seat.clerkWindow),
    gate: connectServed(gateContract, seat.clerkWindow),
    central: connectServed(centralContract, seat.clerkWindow),
    citizen: connectServed(citizenContract, seat.citizenWindow),
    devices: connectServed(devicesContract, seat.clerkWindow),
  };
}

/** Resolves with the milliseconds it took. */
export async function until(what: () => Promise<boolean>, withinMs: number, name: string): Promise<number> {
  const begin = performance.now();
  while (!(await what())) {
    if (performance.now() - begin > withinMs) throw new Error(`not within ${withinMs} ms: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return performance.now() - begin;
}

export const stateIs =
  ({ gate }: Pick<WholeSeat, 'gate'>, state: string) =>
  async () =>
    (await gate.state({})).state === state;
