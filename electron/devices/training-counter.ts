/** The counter of a training seat: one virtual device of each class, played by a process of its own on the real wires. */
import path from 'node:path';
import { connect } from '../contract/connect.ts';
import type { ClientOf } from '../contract/define-contract.ts';
import type { DeviceClass } from '../contract/devices.ts';
import { virtualCounterContract } from '../contract/host/virtual-counter.ts';
import type { JsonObject, JsonValue } from '../contract/json.ts';
import { linkProcess } from '../ipc/process-link.ts';
import type { KitDevice } from './kit.ts';
import type { ChildProcess, Spawn } from './spawn.ts';

export interface TrainingOptions {
  /** 1 = the citizen is as slow as a person, 0 = no pauses. */
  pace: number;
  seed: number;
  /** Keeps what a device must not forget over a power cut; null keeps nothing. */
  storeDir: string | null;
  /** TCP port a device class listens on; absent or 0 takes a free one. 35963 puts the card into the real PC/SC service. */
  ports: Partial<Record<DeviceClass, number>>;
}

const counter: readonly { id: string; deviceClass: DeviceClass; model: string; atStart?: [string, JsonObject][] }[] = [
  { id: 'terminal-1', deviceClass: 'payment', model: 'zvt-tcp' },
  { id: 'pad-1', deviceClass: 'signature', model: 'wacom-stu-hid', atStart: [['auto', {}]] },
  { id: 'scanner-1', deviceClass: 'fingerprint', model: 'sbi-http' },
  { id: 'reader-1', deviceClass: 'card', model: 'pcsc', atStart: [['insert', { profile: 'id-card-2021' }]] },
  { id: 'box-1', deviceClass: 'eac-box', model: 'tr03131-soap' },
  { id: 'printer-1', deviceClass: 'printer', model: 'ipp' },
];

export interface TrainingCounter {
  devices: KitDevice[];
  /** Environment the device host needs to reach the devices. */
  environment: Record<string, string>;
  pid: number | undefined;
  act(deviceId: string, action: string, parameters: JsonObject): Promise<JsonValue>;
  stop(): Promise<void>;
}

export async function startTrainingCounter(
  spawn: Spawn,
  options: TrainingOptions,
  onLog: (line: string) => void,
): Promise<TrainingCounter> {
  const child: ChildProcess = spawn('virtual-counter', {}, onLog);
  const client: ClientOf<typeof virtualCounterContract> = connect(
    virtualCounterContract,
    linkProcess(child, [], 'virtual'),
  );
  const environment: Record<string, string> = {};
  const devices: KitDevice[] = [];
  for (const { id, deviceClass, model, atStart } of counter) {
    const started = await client.start({
      deviceId: id,
      deviceClass,
      model,
      port: options.ports[deviceClass] ?? 0,
      storeDir: options.storeDir === null ? null : path.join(options.storeDir, id),
      seed: options.seed,
      pace: options.pace,
    });
    for (const [action, parameters] of atStart ?? []) await client.act({ deviceId: id, action, parameters });
    Object.assign(environment, started.environment);
    devices.push({ id, deviceClass, model, options: started.endpoint, virtual: true });
  }
  return {
    devices,
    environment,
    pid: child.pid,
    act: (deviceId, action, parameters) => client.act({ deviceId, action, parameters }),
    stop: () =>
      new Promise<void>((resolve) => {
        child.onClose(resolve);
        child.kill();
        setTimeout(resolve, 3_000).unref();
      }),
  };
}
