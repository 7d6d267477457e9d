/** Two training seats of one Ortsverwaltung with a throw-away centre between them; the first one's line can be cut. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Policy } from '../../electron/contract/policy.ts';
import { trainingPolicy } from '../../electron/load-policy.ts';
import type { Seat } from '../../electron/seat.ts';
import { type FaultyLine, startFaultyLine } from '../../tests/support/faulty-line.ts';
import { type StartedCentre, startCentre } from '../centre/start-centre.ts';
import { type ChromiumHost, openChromiumHost } from '../host/chromium-host.ts';
import { startNodeSeat } from '../host/node-seat.ts';
import { playDayBefore } from './day-before.ts';
import { Pictures } from './take-pictures.ts';

export interface DemoSeat {
  readonly id: string;
  readonly seat: Seat;
  readonly host: ChromiumHost;
  readonly pictures: Pictures;
  readonly dataDir: string;
}

export interface PairOfSeats {
  readonly centre: StartedCentre;
  /** Between the first seat and the centre. */
  readonly line: FaultyLine;
  readonly first: DemoSeat;
  readonly second: DemoSeat;
  /** Played at the first seat before: what the lead's chart tells of. */
  readonly dayBefore: string;
  stop(): Promise<void>;
}

const ids = ['DRA-1', 'DRA-2'] as const;

export async function startPairOfSeats(outDir: string, options: { window: boolean }): Promise<PairOfSeats> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-demo-'));
  const { ortsverwaltung } = trainingPolicy.seat;
  const centre = await startCentre({ folder, seats: ids.map((seat) => ({ seat, ortsverwaltung })), fsync: true });
  const line = await startFaultyLine({ host: '127.0.0.1', port: centre.cluster.port });
  const open = async (id: (typeof ids)[number], port: number): Promise<DemoSeat> => {
    const dataDir = path.join(outDir, id);
    mkdirSync(dataDir, { recursive: true });
    const access = centre.seats.find(({ seat }) => seat === id);
    if (!access) throw new Error(`no seat ${id}`);
    copyFileSync(access.keysFile, path.join(dataDir, 'seat.keys'));
    const policy: Policy = {
      ...trainingPolicy,
      seat: { ...trainingPolicy.seat, id, name: `Platz ${id.slice(-1)}` },
      centre: { ...access.centre, port },
    };
    const policyFile = path.join(dataDir, 'policy.json');
    writeFileSync(policyFile, JSON.stringify(policy, null, 2));
    if (id === ids[0]) dayBefore = await playDayBefore({ dataDir, policyFile });
    const seat = await startNodeSeat({ dataDir, policyFile, training: { pace: options.window ? 1 : 0.1, seed: 7 } });
    const host = await openChromiumHost(seat, options);
    const pictures = new Pictures(path.join(outDir, 'screens', id), host.clerk, host.citizen);
    return { id, seat, host, pictures, dataDir };
  };
  let dayBefore = '';
  const first = await open(ids[0], line.port);
  const second = await open(ids[1], centre.cluster.port);
  return {
    ...{ centre, line, first, second, dayBefore },
    async stop() {
      for (const { host, seat } of [first, second]) {
        await host.close();
        await seat.stop();
      }
      await line.stop();
      await centre.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
