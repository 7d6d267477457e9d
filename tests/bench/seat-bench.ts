/** The seat without windows: its start, calls to the device host, a Personalausweis by machine, memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DeviceView } from '../../electron/contract/devices.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { DeviceHostProcess, type HostClients } from '../../electron/devices/device-host-process.ts';
import { nodeSpawn } from '../../electron/devices/spawn.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { silentLog, systemClock } from '../../native/core/system-context.ts';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';
import { distDir } from '../../scripts/host/paths.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { personsFor } from '../support/persons.ts';
import { percentile, repeat, Shares, timed } from './measure.ts';
import { type Memory, memoryOf } from './process-memory.ts';

export const applicant = () => personsFor('personalausweis', berlinDay(Date.now()))[0]?.values ?? {};

export async function benchDeviceHost(calls: number): Promise<Record<string, number>> {
  let up: (clients: HostClients) => void = () => {};
  const ready = new Promise<HostClients>((resolve) => {
    up = resolve;
  });
  const host = new DeviceHostProcess({
    spawn: nodeSpawn((entry) => path.join(distDir, 'electron', `${entry}.cjs`)),
    served: [],
    clock: systemClock,
    log: silentLog,
    onUp: (clients) => up(clients),
    onDown: () => {},
  });
  host.start({});
  const { lifecycle } = await ready;
  const first = await timed(() => lifecycle.memory({}));
  const durations = await repeat(calls, () => lifecycle.memory({}));
  await host.stop();
  return {
    'device host: start to first answer ms': first.ms,
    'main ↔ device host p50 ms': percentile(durations, 0.5),
    'main ↔ device host p95 ms': percentile(durations, 0.95),
  };
}

export interface SeatFigures {
  figures: Record<string, number>;
  /** Machine time by step, median over the runs. */
  bySteps: Record<string, number>;
  memory: Record<string, Memory>;
}

export async function benchSeat(runs: number): Promise<SeatFigures> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zweitplatz-bench-seat-'));
  const before = memoryOf([process.pid]);
  const { ms: startMs, value: seat } = await timed(() => startNodeSeat({ dataDir }));
  try {
    const session = connectServed(sessionContract, seat.clerkWindow);
    const devices = connectServed(devicesContract, seat.clerkWindow);
    const vorgang = connectServed(vorgangContract, seat.clerkWindow);
    const signIn = await timed(() => session.signIn({ userName: 'berger', pin: '274913' }));
    const isReady = (device: DeviceView) => device.state === 'ready';
    const ready = await timed(async () => {
      while (!(await devices.list({})).every(isReady)) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    const totals: number[] = [];
    const perStep = new Map<string, number[]>();
    for (let run = 0; run < runs; run += 1) {
      const shares = new Shares();
      const { ms } = await timed(async () => {
        const started = await vorgang.start({ serviceId: 'personalausweis' });
        await driveVorgang(vorgang, started, applicant(), {
          before: ({ stepId, kind }, action) => shares.enter(`${kind} ${stepId}: ${action.do}`),
        });
        shares.enter(null);
      });
      totals.push(ms);
      for (const [step, stepMs] of Object.entries(shares.ms)) perStep.set(step, [...(perStep.get(step) ?? []), stepMs]);
    }
    const { deviceHost, virtualCounter } = seat.pids();
    const median = (values: readonly number[]) => percentile(values, 0.5);
    return {
      figures: {
        'start of the seat ms': startMs,
        'sign-in (scrypt) ms': signIn.ms,
        'six devices ready after sign-in ms': ready.ms,
        'Personalausweis by machine, first ms': totals[0] ?? Number.NaN,
        'Personalausweis by machine, median ms': median(totals),
        'Personalausweis by machine, slowest ms': Math.max(...totals),
      },
      bySteps: Object.fromEntries([...perStep].map(([step, values]) => [step, median(values)])),
      memory: {
        'bench before the seat': before,
        'main (seat in Node, with this bench)': memoryOf([process.pid]),
        'device host': memoryOf([deviceHost]),
        'virtual counter (training only)': memoryOf([virtualCounter]),
      },
    };
  } finally {
    await seat.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
