/** The kit of this seat: every configured device with its health, opened again whenever it can be, used under one lease at a time. */
import { randomUUID } from 'node:crypto';
import type { Clock, Log } from '../../native/core/context.ts';
import { within } from '../../native/core/wait.ts';
import { AppError, type ErrorCode, isAppError } from '../contract/app-error.ts';
import type { DeviceClass, DeviceView } from '../contract/devices.ts';
import type { HostClients } from './device-host-process.ts';
import { deviceTitles } from './device-titles.ts';

export interface KitDevice {
  id: string;
  deviceClass: DeviceClass;
  model: string;
  options: Record<string, string | number | boolean>;
  virtual: boolean;
  /** Kept for staff cards: citizens' documents never go here. */
  forStaff?: boolean;
}

/** A device under lease: its id, a fresh call id, and the clients of the living host. */
export interface Leased {
  deviceId: string;
  callId: string;
  virtual: boolean;
  clients: HostClients;
}

interface Slot {
  device: KitDevice;
  view: DeviceView;
  leased: boolean;
  /** A check under way; an act waits for its end instead of being refused. */
  checking: Promise<void> | null;
  attempts: number;
  /** Raised whenever an older opening or check must not report any more. */
  generation: number;
}

const reopenDelaysMs = [300, 1_000, 2_000, 5_000, 10_000];
/** Local devices are looked at often, so that a pulled plug shows within a second; a terminal or a box is left in peace. */
const checkEveryMs: Record<DeviceClass, number> = {
  payment: 15_000,
  signature: 900,
  fingerprint: 5_000,
  card: 900,
  'eac-box': 5_000,
  printer: 5_000,
};
const openTimeoutMs = 15_000;
const checkTimeoutMs = 6_000;

export class Kit {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #live: boolean;
  readonly #traceFile: (deviceId: string) => string | null;
  readonly #onChange: (views: DeviceView[]) => void;
  readonly #slots = new Map<string, Slot>();
  #clients: HostClients | null = null;
  #stopped = false;

  constructor(parts: {
    clock: Clock;
    log: Log;
    live: boolean;
    traceFile: (deviceId: string) => string | null;
    onChange: (views: DeviceView[]) => void;
  }) {
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#live = parts.live;
    this.#traceFile = parts.traceFile;
    this.#onChange = parts.onChange;
  }

  add(device: KitDevice): void {
    const view: DeviceView = {
      id: device.id,
      deviceClass: device.deviceClass,
      title: deviceTitles[device.deviceClass],
      model: device.model,
      label: '',
      firmware: '',
      virtual: device.virtual,
      state: 'starting',
      error: null,
      since: new Date(this.#clock.nowMs()).toISOString(),
    };
    this.#slots.set(device.id, { device, view, leased: false, checking: null, attempts: 0, generation: 0 });
  }

  views(): DeviceView[] {
    return [...this.#slots.values()].map((slot) => slot.view);
  }

  hostUp(clients: HostClients): void {
    this.#clients = clients;
    for (const slot of this.#slots.values()) {
      slot.attempts = 0;
      this.#open(slot);
    }
  }

  hostDown(): void {
    this.#clients = null;
    for (const slot of this.#slots.values()) {
      slot.generation += 1;
      this.#set(slot, 'starting', null);
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const slot of this.#slots.values()) slot.generation += 1;
  }

  retry(deviceId: string): void {
    const slot = this.#slots.get(deviceId);
    if (slot && slot.view.state === 'fault') this.#open(slot);
  }

  /** The first device of a class, ready or not; throws `device.none-configured`. */
  deviceOf(deviceClass: DeviceClass): DeviceView {
    const slot = [...this.#slots.values()].find(
      ({ device }) => device.deviceClass === deviceClass && device.forStaff !== true,
    );
    if (!slot) throw new AppError('device.none-configured', { device: deviceTitles[deviceClass] });
    return slot.view;
  }

  /** The reader for staff cards: the one kept for them, else the one for all cards; null when there is none. */
  staffReader(): DeviceView | null {
    const readers = [...this.#slots.values()].filter(({ device }) => device.deviceClass === 'card');
    return (readers.find(({ device }) => device.forStaff) ?? readers[0])?.view ?? null;
  }

  /** Only to look, beside whoever has the lease. Throws `device-host.gone`. */
  beside(deviceId: string): Leased {
    const slot = this.#slots.get(deviceId);
    if (!slot || !this.#clients) throw new AppError('device-host.gone', beforeWork);
    return { deviceId, callId: randomUUID(), virtual: slot.view.virtual, clients: this.#clients };
  }

  /** Resolves true once the device is ready, false after the time. */
  async whenReady(deviceId: string, timeoutMs: number): Promise<boolean> {
    const until = this.#clock.steadyMs() + timeoutMs;
    while (this.#slots.get(deviceId)?.view.state !== 'ready') {
      if (this.#clock.steadyMs() >= until || this.#stopped) return false;
      await new Promise<void>((resolve) => this.#clock.after(25, resolve));
    }
    return true;
  }

  /**
   * Runs one act on a device, or on the first of its class, under its lease. Throws `device.busy` when it is leased, the device's own fault
   * when it is not ready. A device that failed is opened again before the next use.
   */
  async use<T>(
    target: DeviceClass | { id: string },
    work: (leased: Leased) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const { id } = typeof target === 'string' ? this.deviceOf(target) : target;
    const slot = this.#slots.get(id);
    await slot?.checking;
    if (!slot || !this.#clients) throw new AppError('device-host.gone', beforeWork);
    if (slot.leased) throw new AppError('device.busy', beforeWork);
    if (slot.view.state !== 'ready') throw new AppError(slot.view.error ?? 'device.not-ready', beforeWork);
    const clients = this.#clients;
    const callId = randomUUID();
    const onAbort = () => void clients.lifecycle.abort({ callId }).catch(() => {});
    slot.leased = true;
    slot.generation += 1;
    this.#set(slot, 'in-use', null);
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    try {
      const result = await work({ deviceId: id, callId, virtual: slot.view.virtual, clients });
      if (this.#stateOf(slot) === 'in-use') this.#ready(slot);
      return result;
    } catch (error) {
      this.#afterFailure(slot, error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      slot.leased = false;
    }
  }

  #afterFailure(slot: Slot, error: unknown): void {
    if (slot.view.state !== 'in-use') return;
    if (isAppError(error) && connectionLost.has(error.code)) {
      this.#set(slot, 'fault', error.code);
      this.#open(slot);
    } else {
      this.#ready(slot);
    }
  }

  #open(slot: Slot): void {
    const clients = this.#clients;
    if (!clients || this.#stopped) return;
    const generation = ++slot.generation;
    const { id, deviceClass, model, options } = slot.device;
    const opening = clients.lifecycle.open({
      deviceId: id,
      deviceClass,
      model,
      options,
      traceFile: this.#traceFile(id),
    });
    within(this.#clock, openTimeoutMs, opening, 'open').then(
      (info) => {
        if (slot.generation !== generation) return;
        slot.attempts = 0;
        const virtual = slot.device.virtual || info.virtual;
        slot.view = { ...slot.view, label: info.label, firmware: info.firmware, virtual };
        if (virtual && this.#live) {
          void clients.lifecycle.close({ deviceId: id }).catch(() => {});
          this.#set(slot, 'fault', 'device.virtual-in-live');
          return;
        }
        this.#ready(slot);
      },
      (error: unknown) => {
        if (slot.generation !== generation) return;
        this.#fault(slot, error);
      },
    );
  }

  #fault(slot: Slot, error: unknown): void {
    const code: ErrorCode = isAppError(error) ? error.code : 'device.timeout';
    if (slot.attempts === 0) this.#log.warn('device-fault', { device: slot.device.id, code });
    this.#set(slot, 'fault', code);
    const delayMs = reopenDelaysMs[Math.min(slot.attempts, reopenDelaysMs.length - 1)] ?? 10_000;
    slot.attempts += 1;
    const generation = slot.generation;
    this.#clock.after(delayMs, () => {
      if (slot.generation === generation) this.#open(slot);
    });
  }

  #ready(slot: Slot): void {
    this.#set(slot, 'ready', null);
    const generation = ++slot.generation;
    this.#clock.after(checkEveryMs[slot.device.deviceClass], () => {
      if (slot.generation === generation && !slot.leased) this.#check(slot, generation);
    });
  }

  #check(slot: Slot, generation: number): void {
    const clients = this.#clients;
    if (!clients || this.#stopped) return;
    const check = clients.lifecycle.check({ deviceId: slot.device.id });
    slot.checking = within(this.#clock, checkTimeoutMs, check, 'check').then(
      () => {
        slot.checking = null;
        if (slot.generation === generation) this.#ready(slot);
      },
      (error: unknown) => {
        slot.checking = null;
        if (slot.generation === generation) this.#fault(slot, error);
      },
    );
  }

  #stateOf(slot: Slot): DeviceView['state'] {
    return slot.view.state;
  }

  #set(slot: Slot, state: DeviceView['state'], error: ErrorCode | null): void {
    if (slot.view.state === state && slot.view.error === error) return;
    slot.view = { ...slot.view, state, error, since: new Date(this.#clock.nowMs()).toISOString() };
    this.#onChange(this.views());
  }
}

/** Marks errors thrown before anything was sent to the device: nothing can have happened there. */
const beforeWork = { stage: 'lease' };

const connectionLost: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'device-host.gone',
  'device.disconnected',
  'device.unreachable',
  'device.not-found',
  'device.timeout',
  'device.garbled',
  'device.service-missing',
  'device.not-ready',
]);
