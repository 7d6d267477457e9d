/** The real clock and randomness of the machine, handed to drivers in the device host. */
import { randomBytes } from 'node:crypto';
import type { Clock, Log, Random } from './context.ts';

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  steadyMs: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
