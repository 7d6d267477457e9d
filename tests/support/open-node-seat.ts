/** A seat in this process with its clients, signed in and with all devices ready: what a flow test begins with. */
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import { type DeviceView, devicesContract } from '../../electron/contract/devices.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import type { Seat } from '../../electron/seat.ts';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';

export const firstClerk = { userName: 'berger', pin: '274913' };
export const secondClerk = { userName: 'yilmaz', pin: '508216' };

export interface SeatClients {
  session: ClientOf<typeof sessionContract>;
  vorgang: ClientOf<typeof vorgangContract>;
  devices: ClientOf<typeof devicesContract>;
}

export async function openNodeSeat(dataDir: string, policyFile: string): Promise<SeatClients & { seat: Seat }> {
  const seat = await startNodeSeat({ dataDir, policyFile, children: 'source' });
  const clients: SeatClients = {
    session: connectServed(sessionContract, seat.clerkWindow),
    vorgang: connectServed(vorgangContract, seat.clerkWindow),
    devices: connectServed(devicesContract, seat.clerkWindow),
  };
  await clients.session.signIn(firstClerk);
  await allReady(clients.devices);
  return { seat, ...clients };
}

const readyWaitMs = 30_000;
const lookMs = 20;

/** Waits until every device is as wanted; throws with the states as they are. */
export async function devicesAre(
  devices: SeatClients['devices'],
  wanted: (view: DeviceView) => boolean,
  waitMs = readyWaitMs,
): Promise<void> {
  const until = performance.now() + waitMs;
  for (;;) {
    const views = await devices.list({});
    if (views.every(wanted)) return;
    if (performance.now() > until) {
      throw new Error(views.map(({ id, state, error }) => `${id}: ${state} ${error ?? ''}`).join(', '));
    }
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

export const allReady = (devices: SeatClients['devices'], waitMs?: number): Promise<void> =>
  devicesAre(devices, (view) => view.state === 'ready', waitMs);
