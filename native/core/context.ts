/** Everything a driver is given: its transport and the three things it must not take from the machine by itself. */
import type { Dispose } from './transport.ts';

export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  nowMs(): number;
  /** Steady clock for durations, milliseconds. */
  steadyMs(): number;
  after(delayMs: number, action: () => void): Dispose;
}

export interface Random {
  bytes(length: number): Uint8Array;
}

/** Fields are technical: no names, numbers of documents, pen data, PANs or images. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export interface DriverContext<Transport> {
  transport: Transport;
  clock: Clock;
  random: Random;
  log: Log;
}
