/** A wire within the process, for simulations with a clock of their own; it can be cut, lose a message or die at any point. */
import { DeviceError } from '../../../core/device-error.ts';
import type { Duplex } from '../../../core/transport.ts';

/** What happens to one connection. Messages are counted from 1, each write of an end is one. */
export interface WireCut {
  /** Bytes that still pass from the near to the far end. */
  toFar?: number;
  toNear?: number;
  /** The message that vanishes while the line stays. */
  loseToFar?: number;
  loseToNear?: number;
  /** The process at the near end is gone once it has sent or received this message: it hears and says nothing any more. */
  dieToFar?: number;
  dieToNear?: number;
}

export interface WireOptions extends WireCut {
  /** Something of the above has happened. */
  onStruck?(what: 'cut' | 'lost' | 'died'): void;
}

type Strike = () => void;

interface EndPlan {
  bytes: number;
  lose: number;
  die: number;
  onCut: Strike;
  onLost: Strike;
  onDied: Strike;
}

class WireEnd implements Duplex {
  other: WireEnd | undefined;
  readonly #plan: EndPlan;
  readonly #data = new Set<(bytes: Uint8Array) => void>();
  readonly #closed = new Set<(reason?: DeviceError) => void>();
  #left: number;
  #messages = 0;
  #open = true;
  /** The process at this end is gone. */
  dead = false;

  constructor(plan: EndPlan) {
    this.#plan = plan;
    this.#left = plan.bytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.dead) return new Promise(() => undefined);
    const { other } = this;
    if (!this.#open || !other) throw new DeviceError('device.disconnected', 'wire closed');
    this.#messages += 1;
    if (this.#messages === this.#plan.lose) {
      this.#plan.onLost();
      return;
    }
    const passed = Uint8Array.from(bytes.subarray(0, this.#left));
    this.#left -= passed.length;
    if (passed.length > 0) queueMicrotask(() => other.deliver(passed));
    if (this.#messages === this.#plan.die) this.#plan.onDied();
    if (passed.length < bytes.length) {
      this.#cut();
      throw new DeviceError('device.disconnected', 'wire cut');
    }
    // A cut on the last byte is noticed by neither side's write.
    if (this.#left === 0) this.#cut();
  }

  onData(listener: (bytes: Uint8Array) => void) {
    this.#data.add(listener);
    return () => void this.#data.delete(listener);
  }

  onClose(listener: (reason?: DeviceError) => void) {
    this.#closed.add(listener);
    return () => void this.#closed.delete(listener);
  }

  async close(): Promise<void> {
    if (!this.#open || this.dead) return;
    this.shut(undefined);
    const { other } = this;
    queueMicrotask(() => other?.shut(new DeviceError('device.disconnected', 'closed by the other side')));
  }

  /** As a process that is killed: its end says nothing any more, the system closes the line behind it. */
  die(): void {
    this.dead = true;
    const { other } = this;
    queueMicrotask(() => other?.shut(new DeviceError('device.disconnected', 'closed by the other side')));
  }

  #cut(): void {
    const { other } = this;
    const reason = new DeviceError('device.disconnected', 'wire cut');
    queueMicrotask(() => {
      this.#plan.onCut();
      this.shut(reason);
      other?.shut(reason);
    });
  }

  deliver(bytes: Uint8Array): void {
    if (this.#open && !this.dead) for (const listener of this.#data) listener(bytes);
  }

  shut(reason: DeviceError | undefined): void {
    if (!this.#open || this.dead) return;
    this.#open = false;
    for (const listener of this.#closed) listener(reason);
  }
}

const never = Number.POSITIVE_INFINITY;

export interface MemoryWire {
  near: Duplex;
  far: Duplex;
  /** The process at the near end is killed now. */
  die(): void;
}

export function memoryWire(options: WireOptions = {}): MemoryWire {
  const strike = (what: 'cut' | 'lost' | 'died') => () => options.onStruck?.(what);
  const strikes = { onCut: strike('cut'), onLost: strike('lost'), onDied: () => die() };
  const plan = (bytes = never, lose = 0, dies = 0): EndPlan => ({ bytes, lose, die: dies, ...strikes });
  const near = new WireEnd(plan(options.toFar, options.loseToFar, options.dieToFar));
  const far = new WireEnd(plan(options.toNear, options.loseToNear, options.dieToNear));
  near.other = far;
  far.other = near;
  const die = () => {
    if (near.dead) return;
    near.die();
    options.onStruck?.('died');
  };
  return { near, far, die };
}
