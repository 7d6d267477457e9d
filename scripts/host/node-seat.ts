/** The seat in plain Node: the same composition as under Electron, children forked from the build. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nodeSpawn } from '../../electron/devices/spawn.ts';
import type { TrainingOptions } from '../../electron/devices/training-counter.ts';
import { type Seat, startSeat } from '../../electron/seat.ts';
import { openSeatLog } from '../../electron/seat-log.ts';
import { createFileKeyCustody } from '../../electron/security/file-key-custody.ts';
import type { Clock } from '../../native/core/context.ts';
import { distDir, resourcesDir, rootDir } from './paths.ts';

export interface NodeSeatOptions {
  dataDir: string;
  policyFile?: string | null;
  traceDir?: string | null;
  /** Absent: the machine's. */
  clock?: Clock;
  training?: Partial<TrainingOptions>;
  /** `source` forks the TypeScript sources (unit and fault tests), `build` what would be shipped. */
  children?: 'source' | 'build';
}

export function startNodeSeat(options: NodeSeatOptions): Promise<Seat> {
  mkdirSync(options.dataDir, { recursive: true });
  const entryFile =
    options.children === 'source'
      ? (entry: string) =>
          path.join(rootDir, 'electron/devices', entry === 'device-host' ? 'host/device-host.ts' : `${entry}.ts`)
      : (entry: string) => path.join(distDir, 'electron', `${entry}.cjs`);
  return startSeat({
    dataDir: options.dataDir,
    resourcesDir,
    policyFile: options.policyFile ?? null,
    version: (JSON.parse(readFileSync(path.join(rootDir, 'package.json'), 'utf8')) as { version: string }).version,
    spawn: nodeSpawn(entryFile),
    keyCustody: createFileKeyCustody(path.join(options.dataDir, 'seat.keys')),
    log: openSeatLog(path.join(options.dataDir, 'logs')),
    training: { pace: 0, seed: 1, storeDir: path.join(options.dataDir, 'training'), ports: {}, ...options.training },
    traceDir: options.traceDir ?? null,
    ...(options.clock ? { clock: options.clock } : {}),
  });
}
