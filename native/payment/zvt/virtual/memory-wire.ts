/** A wire within the process, for simulations with a clock of their own; it can be cut after any byte. */
import { DeviceError } from '../../../core/device-error.ts';
import type { Duplex } from '../../../core/transport.ts';

export interface WireCut {
  /** Bytes that still pass from the near to the far end. */
  toFar?: number;
  toNear?: number;
}

class WireEnd implements Duplex {
  other: WireEnd | undefined;
  left: number;
  readonly #data = new Set<(bytes: Uint8Array) => void>();
  readonly #closed = new Set<(reason?: DeviceError) => void>();
  #open = true;

  constructor(left: number) {
    this.left = left;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { other } = this;
    if (!this.#open || !other) throw new DeviceError('device.disconnected', 'wire closed');
    const passed = Uint8Array.from(bytes.subarray(0, this.left));
    this.left -= passed.length;
    if (passed.length > 0) queueMicrotask(() => other.deliver(passed));
    if (passed.length < bytes.length) {
      this.#cut();
      throw new DeviceError('device.disconnected', 'wire cut');
    }
    // A cut on the last byte is noticed by neither side's write.
    if (this.left === 0) this.#cut();
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
    if (!this.#open) return;
    this.shut(undefined);
    const { other } = this;
    queueMicrotask(() => other?.shut(new DeviceError('device.disconnected', 'closed by the other side')));
  }

  #cut(): void {
    const { other } = this;
    const reason = new DeviceError('device.disconnected', 'wire cut');
    queueMicrotask(() => {
      this.shut(reason);
      other?.shut(reason);
    });
  }

  deliver(bytes: Uint8Array): void {
    if (this.#open) for (const listener of this.#data) listener(bytes);
  }

  shut(reason: DeviceError | undefined): void {
    if (!this.#open) return;
    this.#open = false;
    for (const listener of this.#closed) listener(reason);
  }
}

export function memoryWire(cut: WireCut = {}): { near: Duplex; far: Duplex } {
  const near = new WireEnd(cut.toFar ?? Number.POSITIVE_INFINITY);
  const far = new WireEnd(cut.toNear ?? Number.POSITIVE_INFINITY);
  near.other = far;
  far.other = near;
  return { near, far };
}
