/** The shapes in which bytes move to and from a device; drivers know only these, bindings live in native/transport. */
import type { DeviceError } from './device-error.ts';

/** Ends a subscription or a resource; calling it twice does nothing. */
export type Dispose = () => void;

/** A connected byte stream (TCP, serial). Bytes arrive in any fragmentation. */
export interface Duplex {
  write(bytes: Uint8Array): Promise<void>;
  onData(listener: (bytes: Uint8Array) => void): Dispose;
  /** Called once; `reason` is absent when this side closed. */
  onClose(listener: (reason?: DeviceError) => void): Dispose;
  close(): Promise<void>;
}

/** Opens a Duplex; rejects with `device.unreachable` or `device.timeout`. */
export type OpenDuplex = (options: { timeoutMs: number }) => Promise<Duplex>;

/** One request, one answer, nothing in between (PC/SC APDU). */
export interface Exchange {
  exchange(request: Uint8Array, options: { timeoutMs: number }): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** HID reports; byte 0 of every report is its id. */
export interface Reports {
  /** `length` is the total length including the id byte. */
  getFeature(reportId: number, length: number): Promise<Uint8Array>;
  setFeature(report: Uint8Array): Promise<void>;
  onInput(listener: (report: Uint8Array) => void): Dispose;
  onClose(listener: (reason?: DeviceError) => void): Dispose;
  close(): Promise<void>;
}

/** Opens the one matching HID device; rejects with `device.not-found`, `device.in-use` or `signature.held-by-driver`. */
export type OpenReports = () => Promise<Reports>;

export interface HttpRequest {
  /** Any verb: SBI uses its own ones. */
  verb: string;
  /** Absolute http or https address. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

/** Sends one HTTP request. Bodies are bounded; rejects with DeviceError. */
export type HttpExchange = (request: HttpRequest) => Promise<HttpAnswer>;
