/** Plays the device side of a trace: strict to the byte, and `assertEnd` fails when frames were never sent. */
import { DeviceError } from './device-error.ts';
import { encodeHex } from './hex.ts';
import { decodeTrace, type TraceEntry } from './trace.ts';
import type { Dispose, Duplex, Exchange } from './transport.ts';

class Script {
  readonly #entries: readonly Exclude<TraceEntry, { kind: 'note' }>[];
  #next = 0;

  constructor(text: string) {
    this.#entries = decodeTrace(text).filter((entry) => entry.kind !== 'note');
  }

  peek(): Exclude<TraceEntry, { kind: 'note' }> | undefined {
    return this.#entries[this.#next];
  }

  step(): void {
    this.#next += 1;
  }

  expect(bytes: Uint8Array): void {
    const entry = this.peek();
    const wanted = entry?.kind === 'to-device' ? encodeHex(entry.bytes) : (entry?.kind ?? 'the end of the trace');
    if (wanted !== encodeHex(bytes)) {
      throw new Error(`trace entry ${this.#next + 1}: expected ${wanted}, got ${encodeHex(bytes)}`);
    }
    this.step();
  }

  assertEnd(): void {
    if (this.#next < this.#entries.length) throw new Error(`trace entry ${this.#next + 1} was never reached`);
  }
}

/** A scripted link and the check that the script was followed to its end. */
export interface Replay<Link> {
  link: Link;
  assertEnd(): void;
}

export function replayDuplex(text: string): Replay<Duplex> {
  const script = new Script(text);
  const data = new Set<(bytes: Uint8Array) => void>();
  const closed = new Set<(reason?: DeviceError) => void>();
  let failure: unknown;
  const pump = () => {
    for (let entry = script.peek(); entry && entry.kind !== 'to-device'; entry = script.peek()) {
      script.step();
      if (entry.kind === 'closed') for (const listener of closed) listener(new DeviceError('device.disconnected'));
      else for (const listener of data) listener(entry.bytes);
    }
  };
  const link: Duplex = {
    async write(bytes) {
      try {
        script.expect(bytes);
      } catch (error) {
        failure ??= error;
        throw error;
      }
      queueMicrotask(pump);
    },
    onData: subscribe(data),
    onClose: subscribe(closed),
    async close() {},
  };
  return { link, assertEnd: endCheck(script, () => failure) };
}

export function replayExchange(text: string): Replay<Exchange> {
  const script = new Script(text);
  let failure: unknown;
  const link: Exchange = {
    async exchange(request) {
      try {
        script.expect(request);
      } catch (error) {
        failure ??= error;
        throw error;
      }
      const entry = script.peek();
      if (entry?.kind === 'from-device') {
        script.step();
        return entry.bytes;
      }
      throw new DeviceError('device.disconnected', 'trace has no answer');
    },
    async close() {},
  };
  return { link, assertEnd: endCheck(script, () => failure) };
}

function endCheck(script: Script, failure: () => unknown): () => void {
  return () => {
    const first = failure();
    if (first !== undefined) throw first;
    script.assertEnd();
  };
}

function subscribe<Listener>(listeners: Set<Listener>): (listener: Listener) => Dispose {
  return (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
}
