/** The devices this host process holds, by the ids of the policy file. */
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '../../../native/core/context.ts';
import type { Device } from '../../../native/core/device.ts';
import { DeviceError } from '../../../native/core/device-error.ts';
import type { ModelOptions } from '../../../native/core/model.ts';
import { systemClock, systemRandom } from '../../../native/core/system-context.ts';
import { encodeTraceEntry, type TraceListener } from '../../../native/core/trace.ts';
import type { DeviceClass } from '../../contract/devices.ts';
import { findModel } from './models.ts';

interface Entry {
  deviceClass: DeviceClass;
  device: Device;
}

export class OpenDevices {
  readonly #entries = new Map<string, Entry>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Opens, or reopens after closing what was open under this id. */
  async open(order: {
    deviceId: string;
    deviceClass: DeviceClass;
    model: string;
    options: ModelOptions;
    traceFile: string | null;
  }): Promise<Device> {
    await this.close(order.deviceId);
    const model = await findModel(order.deviceClass, order.model);
    const context = { clock: systemClock, random: systemRandom, log: this.#log };
    const device = await model.open(
      order.options,
      order.traceFile === null ? context : { ...context, trace: traceToFile(order.traceFile) },
    );
    this.#entries.set(order.deviceId, { deviceClass: order.deviceClass, device });
    return device;
  }

  get<Port extends Device>(deviceId: string, deviceClass: DeviceClass): Port {
    const entry = this.#entries.get(deviceId);
    if (!entry || entry.deviceClass !== deviceClass) {
      throw new DeviceError('device.not-ready', `${deviceId} is not open`);
    }
    return entry.device as Port;
  }

  any(deviceId: string): Device {
    const entry = this.#entries.get(deviceId);
    if (!entry) throw new DeviceError('device.not-ready', `${deviceId} is not open`);
    return entry.device;
  }

  async close(deviceId: string): Promise<void> {
    const entry = this.#entries.get(deviceId);
    this.#entries.delete(deviceId);
    await entry?.device.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((deviceId) => this.close(deviceId)));
  }
}

function traceToFile(file: string): TraceListener {
  mkdirSync(path.dirname(file), { recursive: true });
  return (entry) => appendFileSync(file, `${encodeTraceEntry(entry)}\n`);
}
