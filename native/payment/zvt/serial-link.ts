/**
 * APDUs over a serial line: frames with a checksum, each confirmed by one byte before it is looked at, repeated at most
 * twice, half ones given up after T1 (PA00P016 §3). Looks like any other Duplex that carries one APDU a write.
 */
import type { Clock } from '../../core/context.ts';
import { DeviceError } from '../../core/device-error.ts';
import type { Dispose, Duplex } from '../../core/transport.ts';
import { encodeSerialFrame, SerialFrameStream, serialAck, serialNak } from './codec/serial-frame.ts';

/** Longest pause between two bytes of a frame. */
const t1Ms = 200;
/** Wait for ACK or NAK. */
const t2Ms = 5000;
const maximumRepeats = 2;

type Confirmation = 'ack' | 'nak' | 'late' | 'closed';

export class SerialLink implements Duplex {
  readonly #line: Duplex;
  readonly #clock: Clock;
  readonly #frames = new SerialFrameStream();
  readonly #data = new Set<(bytes: Uint8Array) => void>();
  readonly #closed = new Set<(reason?: DeviceError) => void>();
  readonly #detach: Dispose[];
  #sending: Promise<void> = Promise.resolve();
  #confirm: ((found: Confirmation) => void) | undefined;
  #stopT1: Dispose = () => undefined;
  /** The last frame received; forgotten when something of ours was confirmed after it, for then it cannot come again. */
  #received: Uint8Array | undefined;
  /** What had been received when the frame under way was sent. */
  #answered: Uint8Array | undefined;
  #ended: { reason?: DeviceError } | undefined;

  constructor(line: Duplex, clock: Clock) {
    this.#line = line;
    this.#clock = clock;
    this.#detach = [line.onData((bytes) => this.#take(bytes)), line.onClose((reason) => this.#end(reason, true))];
  }

  /** Resolves when the other side has confirmed the frame. */
  write(apdu: Uint8Array): Promise<void> {
    const sent = this.#sending.then(() => this.#send(encodeSerialFrame(apdu)));
    this.#sending = sent.catch(() => undefined);
    return sent;
  }

  onData(listener: (bytes: Uint8Array) => void): Dispose {
    this.#data.add(listener);
    return () => this.#data.delete(listener);
  }

  onClose(listener: (reason?: DeviceError) => void): Dispose {
    this.#closed.add(listener);
    return () => this.#closed.delete(listener);
  }

  async close(): Promise<void> {
    this.#end(undefined, false);
    await this.#line.close();
  }

  async #send(frame: Uint8Array): Promise<void> {
    this.#answered = this.#received;
    for (let i = 0; i <= maximumRepeats; i += 1) {
      if (this.#ended) throw new DeviceError('device.disconnected', 'serial line closed');
      const confirmed = this.#awaitConfirmation();
      await this.#line.write(frame);
      const found = await confirmed;
      if (found === 'ack') return;
      if (found === 'closed') break;
    }
    const failure = new DeviceError('device.disconnected', 'serial frame not confirmed');
    this.#end(failure, true);
    await this.#line.close();
    throw failure;
  }

  #awaitConfirmation(): Promise<Confirmation> {
    return new Promise((resolve) => {
      const stop = this.#clock.after(t2Ms, () => this.#confirm?.('late'));
      this.#confirm = (found) => {
        stop();
        this.#confirm = undefined;
        resolve(found);
      };
    });
  }

  #take(bytes: Uint8Array): void {
    this.#stopT1();
    for (const event of this.#frames.push(bytes)) {
      if (event.kind === 'frame') this.#frame(event.apdu);
      else if (event.kind === 'broken') this.#reply(serialNak);
      else this.#confirmed(event.kind);
    }
    if (this.#frames.isHalf) {
      this.#stopT1 = this.#clock.after(t1Ms, () => {
        this.#frames.reset();
        this.#reply(serialNak);
      });
    }
  }

  /** At once: the next frame may stand in the same bytes. */
  #confirmed(found: 'ack' | 'nak'): void {
    if (!this.#confirm) return;
    if (found === 'ack' && this.#received === this.#answered) this.#received = undefined;
    this.#confirm(found);
  }

  #frame(apdu: Uint8Array): void {
    this.#reply(serialAck);
    const isRepeat = this.#received !== undefined && Buffer.compare(this.#received, apdu) === 0;
    if (isRepeat) return;
    this.#received = apdu;
    // Who goes on has had our frame, though its confirmation was lost.
    this.#confirm?.('ack');
    for (const listener of this.#data) listener(apdu);
  }

  #reply(byte: number): void {
    if (!this.#ended) void this.#line.write(Uint8Array.of(byte)).catch(() => undefined);
  }

  #end(reason: DeviceError | undefined, tell: boolean): void {
    if (this.#ended) return;
    this.#ended = reason ? { reason } : {};
    this.#stopT1();
    for (const detach of this.#detach) detach();
    this.#confirm?.('closed');
    const told = tell ? (reason ?? new DeviceError('device.disconnected', 'serial line closed')) : undefined;
    for (const listener of this.#closed) listener(told);
  }
}
