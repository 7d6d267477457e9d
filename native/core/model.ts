/** What a device class's index.ts lists: models that can be opened, each with the virtual device that stands in for it. */
import type { Clock, Log, Random } from './context.ts';
import type { TraceListener } from './trace.ts';

export type ModelOptions = Readonly<Record<string, string | number | boolean>>;

export interface OpenContext {
  clock: Clock;
  random: Random;
  log: Log;
  /** When given, every byte on the wire is told to it. */
  trace?: TraceListener;
}

/** A software device on the real wire. It announces itself as virtual wherever its protocol has a field for that. */
export interface VirtualDevice {
  /** Options that make the model's `open` reach this device, for example `{ host: '127.0.0.1', port: 20007 }`. */
  readonly endpoint: ModelOptions;
  /** Environment the driver's process needs to reach it, for example the preload of a virtual kernel HID. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * What a person or a fault plan does to the device: `insert-card`, `unplug`, `set-fault` …
   * Parameters and results are JSON values. Throws RangeError on an unknown action.
   */
  act(action: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): Promise<void>;
}

export interface VirtualOptions {
  /** TCP port to listen on; 0 takes a free one. Ignored by devices that have no port. */
  port: number;
  /** Folder for what must outlive a power cut of the device (turnover store). Absent: memory only. */
  storeDir?: string;
  /** Seed of everything random in the device, so that runs repeat. */
  seed?: number;
  /** Scales the device's human pauses: 1 as a person, 0 none. Default 0. */
  pace?: number;
}

export interface Model<Port> {
  /** Id used in the policy file, for example `zvt-tcp`. */
  id: string;
  /** Shown to IT, German. */
  title: string;
  /** Checks the options (throws ZodError), connects, identifies the device. Rejects with DeviceError. */
  open(options: ModelOptions, context: OpenContext): Promise<Port>;
  startVirtual(options: VirtualOptions): Promise<VirtualDevice>;
}
