/** Plays the device side of a recorded HID conversation: strict to the byte, input reports where the recording had them. */
import { DeviceError } from '../core/device-error.ts';
import { encodeHex } from '../core/hex.ts';
import { decodeTrace } from '../core/trace.ts';
import type { Reports } from '../core/transport.ts';

/** A feature read is a request of one byte (its id), answered by the next report of that id. */
export function replayReports(text: string): { link: Reports; assertEnd(): void } {
  const entries = decodeTrace(text).filter((entry) => entry.kind !== 'note');
  const inputs = new Set<(report: Uint8Array) => void>();
  const closers = new Set<(reason?: DeviceError) => void>();
  let next = 0;
  let failure: Error | undefined;
  const fail = (message: string): never => {
    failure ??= new Error(`trace entry ${next + 1}: ${message}`);
    throw failure;
  };
  const expect = (bytes: Uint8Array) => {
    const entry = entries[next];
    const wanted = entry?.kind === 'to-device' ? encodeHex(entry.bytes) : (entry?.kind ?? 'the end of the trace');
    if (wanted !== encodeHex(bytes)) fail(`expected ${wanted}, got ${encodeHex(bytes)}`);
    next += 1;
  };
  /** Hands on inputs; stops in front of a request, and at a report of `answerId`, which it returns. */
  const pump = (answerId?: number): Uint8Array | undefined => {
    for (let entry = entries[next]; entry && entry.kind !== 'to-device'; entry = entries[next]) {
      next += 1;
      if (entry.kind === 'closed') for (const listener of closers) listener(new DeviceError('device.disconnected'));
      else if (entry.bytes[0] === answerId) return entry.bytes;
      else for (const listener of inputs) listener(entry.bytes);
    }
    return undefined;
  };
  const link: Reports = {
    async getFeature(reportId) {
      expect(Uint8Array.of(reportId));
      const answer = pump(reportId) ?? fail(`no answer to ${reportId}`);
      setImmediate(pump);
      return answer;
    },
    async setFeature(report) {
      expect(report);
      setImmediate(pump);
    },
    onInput(listener) {
      inputs.add(listener);
      return () => inputs.delete(listener);
    },
    onClose(listener) {
      closers.add(listener);
      return () => closers.delete(listener);
    },
    async close() {},
  };
  return {
    link,
    assertEnd() {
      if (failure !== undefined) throw failure;
      if (next < entries.length) throw new Error(`trace entry ${next + 1} was never reached`);
    },
  };
}
