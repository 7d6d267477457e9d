/** A Duplex that carries APDUs: one reader, a bounded queue, bounded waits. Used by both ends of the wire. */
import type { Clock } from '../../core/context.ts';
import { DeviceError } from '../../core/device-error.ts';
import type { Duplex } from '../../core/transport.ts';
import { within } from '../../core/wait.ts';
import { type Apdu, encodeApdu } from './codec/apdu.ts';
import { ApduStream } from './codec/apdu-stream.ts';

/** The other side may not send on before we answer, so more than this waiting is a flood. */
const maximumQueued = 64;
const writeMs = 5000;

export class ApduLink {
  readonly #duplex: Duplex;
  readonly #clock: Clock;
  readonly #stream: ApduStream;
  readonly #queue: Apdu[] = [];
  #ended: DeviceError | undefined;
  #wake: (() => void) | undefined;

  /** With `skipGreeting` bytes before the first answer are dropped; that is the side of the cash register. */
  constructor(duplex: Duplex, clock: Clock, options: { skipGreeting: boolean }) {
    this.#duplex = duplex;
    this.#clock = clock;
    this.#stream = new ApduStream(options);
    duplex.onData((bytes) => this.#take(bytes));
    duplex.onClose((reason) => this.#end(reason ?? new DeviceError('device.disconnected', 'closed on this side')));
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  async send(apdu: Apdu): Promise<void> {
    await this.sendBytes(encodeApdu(apdu));
  }

  async sendBytes(bytes: Uint8Array): Promise<void> {
    if (this.#ended) throw this.#ended;
    await within(this.#clock, writeMs, this.#duplex.write(bytes), 'nothing written');
  }

  /** The next APDU; undefined when `wake` fires first. Rejects with `device.timeout`, `device.disconnected` or `device.garbled`. */
  async receive(timeoutMs: number, wake?: AbortSignal): Promise<Apdu | undefined> {
    const waiting = this.#queue.shift();
    if (waiting) return waiting;
    if (this.#ended) throw this.#ended;
    if (wake?.aborted) return undefined;
    await new Promise<void>((resolve) => {
      const stop = this.#clock.after(timeoutMs, () => this.#wake?.());
      this.#wake = () => {
        stop();
        wake?.removeEventListener('abort', onAbort);
        this.#wake = undefined;
        resolve();
      };
      const onAbort = () => this.#wake?.();
      wake?.addEventListener('abort', onAbort, { once: true });
    });
    const apdu = this.#queue.shift();
    if (apdu) return apdu;
    if (this.#ended) throw this.#ended;
    if (wake?.aborted) return undefined;
    throw new DeviceError('device.timeout', `no message within ${timeoutMs} ms, ${this.#stream.pending} bytes pending`);
  }

  async close(): Promise<void> {
    this.#end(new DeviceError('device.disconnected', 'closed on this side'));
    await this.#duplex.close();
  }

  #take(bytes: Uint8Array): void {
    if (this.#ended) return;
    try {
      this.#queue.push(...this.#stream.push(bytes));
      if (this.#queue.length > maximumQueued) throw new DeviceError('device.garbled', 'flood of messages');
    } catch (error) {
      this.#end(error instanceof DeviceError ? error : new DeviceError('device.garbled'));
    }
    if (this.#queue.length > 0) this.#wake?.();
  }

  #end(reason: DeviceError): void {
    this.#ended ??= reason;
    this.#wake?.();
  }
}
