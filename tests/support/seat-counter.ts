/** A virtual counter in a process of its own, and the policy of a training seat that reaches it: it outlives every seat. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject, JsonValue } from '../../electron/contract/json.ts';
import { policy } from '../../electron/contract/policy.ts';
import { nodeSpawn } from '../../electron/devices/spawn.ts';
import { startTrainingCounter, type TrainingOptions } from '../../electron/devices/training-counter.ts';
import { trainingPolicy } from '../../electron/load-policy.ts';
import { rootDir } from '../../scripts/host/paths.ts';

export interface Booking {
  kind: string;
  receiptNumber: number;
  traceNumber: number;
  amountCents: number;
  reversed: boolean;
}

/** What the terminal itself knows: the truth a seat is measured by. */
export interface TerminalTruth {
  bookings: Booking[];
  pending: boolean;
  busy: boolean;
}

export interface PrinterJob {
  id: number;
  name: string;
  /** RFC 8011 §5.3.7: 9 is completed. */
  state: number;
  sheetsOut: number;
  pages: number;
  sha256: string;
}

export interface SeatCounter {
  policyFile: string;
  act(deviceId: string, action: string, parameters?: JsonObject): Promise<JsonValue>;
  terminal(): Promise<TerminalTruth>;
  jobs(): Promise<PrinterJob[]>;
  stop(): Promise<void>;
}

export const sourceEntry = (entry: string): string =>
  path.join(rootDir, 'electron/devices', entry === 'device-host' ? 'host/device-host.ts' : `${entry}.ts`);

/** How often the seat asks the printer: a test has no time to wait a second for a sheet. */
const pollMs = 60;

export async function startSeatCounter(
  folder: string,
  options: Partial<TrainingOptions> & { terminal?: JsonObject } = {},
): Promise<SeatCounter> {
  const { terminal = {}, ...training } = options;
  const counter = await startTrainingCounter(
    nodeSpawn(sourceEntry),
    { pace: 0, seed: 1, storeDir: path.join(folder, 'counter'), ports: {}, ...training },
    () => {},
  );
  const extra: Record<string, JsonObject> = { printer: { pollMs }, payment: terminal };
  const devices = counter.devices.map(({ id, deviceClass, model, options: endpoint }) => ({
    id,
    class: deviceClass,
    model,
    options: { ...endpoint, ...extra[deviceClass] },
  }));
  const policyFile = path.join(folder, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(policy.parse({ ...trainingPolicy, devices })));
  const act: SeatCounter['act'] = (deviceId, action, parameters = {}) => counter.act(deviceId, action, parameters);
  return {
    policyFile,
    act,
    terminal: async () => (await act('terminal-1', 'bookings')) as unknown as TerminalTruth, // its own act, one shape
    jobs: async () => (await act('printer-1', 'jobs')) as unknown as PrinterJob[],
    stop: () => counter.stop(),
  };
}
