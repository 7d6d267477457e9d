/** The two subscriptions of a Reports, closing exactly once. */
import type { DeviceError } from '../../core/device-error.ts';
import type { Dispose } from '../../core/transport.ts';

export class ReportListeners {
  readonly #inputs = new Set<(report: Uint8Array) => void>();
  readonly #closers = new Set<(reason?: DeviceError) => void>();
  /** Present once the link is closed; the reason is kept for later calls. */
  #closed: { reason?: DeviceError } | undefined;

  get closed(): { reason?: DeviceError } | undefined {
    return this.#closed;
  }

  input(report: Uint8Array): void {
    if (this.#closed === undefined) for (const listener of [...this.#inputs]) listener(report);
  }

  close(reason?: DeviceError): void {
    if (this.#closed !== undefined) return;
    this.#closed = reason === undefined ? {} : { reason };
    for (const listener of [...this.#closers]) listener(reason);
  }

  onInput(listener: (report: Uint8Array) => void): Dispose {
    this.#inputs.add(listener);
    return () => this.#inputs.delete(listener);
  }

  onClose(listener: (reason?: DeviceError) => void): Dispose {
    this.#closers.add(listener);
    return () => this.#closers.delete(listener);
  }
}
