/**
 * A serial line without a compiled addon: on Linux a tty set by `stty` and read by the event loop, on Windows a COM port
 * set by `mode` and asked again and again, since its plain handle can do one thing at a time.
 */
import { execFile } from 'node:child_process';
import { close, constants, open, read, write } from 'node:fs';
import { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { DeviceError } from '../core/device-error.ts';
import type { Duplex, OpenDuplex } from '../core/transport.ts';

export interface SerialAddress {
  /** `/dev/ttyUSB0`, `/dev/serial/by-id/…`, `COM3`. */
  path: string;
  baudRate: number;
  stopBits: 1 | 2;
}

const run = promisify(execFile);
const openFile = promisify(open);
const closeFile = promisify(close);
const readFile = promisify(read);
const writeFile = promisify(write);
/** How often a Windows port without bytes is asked again. */
const pollMs = 10;
const bufferBytes = 4096;
/** Bytes that arrive before anyone listens are kept up to this many. */
const maximumEarlyBytes = 64 * 1024;

/** Rejects with `device.not-found`, `device.in-use`, `device.unreachable` or `device.timeout`. */
export function openSerial(address: SerialAddress): OpenDuplex {
  return async ({ timeoutMs }) => {
    const { file, program, parameters } = settingsOf(address);
    try {
      await run(program, parameters, { timeout: timeoutMs, windowsHide: true });
    } catch (error) {
      throw serialError(error);
    }
    let fd: number;
    try {
      fd = await openFile(file, process.platform === 'win32' ? 'r+' : constants.O_RDWR | constants.O_NOCTTY);
    } catch (error) {
      throw serialError(error);
    }
    return process.platform === 'win32' ? wrapPort(fd) : wrapTty(fd);
  };
}

/** Eight bits, no parity, no flow control, no line discipline. */
export function settingsOf({ path, baudRate, stopBits }: SerialAddress, platform = process.platform) {
  if (platform === 'win32') {
    const rules = [`BAUD=${baudRate}`, 'PARITY=n', 'DATA=8', `STOP=${stopBits}`, 'XON=off', 'OCTS=off', 'ODSR=off'];
    return {
      file: `\\\\.\\${path}`,
      program: 'mode.com',
      parameters: [path, ...rules, 'DTR=on', 'RTS=on', 'IDSR=off'],
    };
  }
  const stops = stopBits === 2 ? 'cstopb' : '-cstopb';
  const line = [
    String(baudRate),
    'raw',
    '-echo',
    'cs8',
    stops,
    '-parenb',
    '-crtscts',
    '-ixon',
    '-ixoff',
    'clocal',
    'cread',
  ];
  return { file: path, program: 'stty', parameters: ['-F', path, ...line] };
}

class Listeners {
  readonly #data = new Set<(bytes: Uint8Array) => void>();
  readonly #closed = new Set<(reason?: DeviceError) => void>();
  #early: Uint8Array[] = [];
  #earlyLength = 0;
  #ended: { reason?: DeviceError } | undefined;

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  give(bytes: Uint8Array): void {
    if (this.#data.size === 0 && this.#earlyLength + bytes.length <= maximumEarlyBytes) {
      this.#early.push(bytes);
      this.#earlyLength += bytes.length;
    }
    for (const listener of this.#data) listener(bytes);
  }

  end(reason?: DeviceError): void {
    if (this.#ended) return;
    this.#ended = reason ? { reason } : {};
    for (const listener of this.#closed) listener(reason);
  }

  onData = (listener: (bytes: Uint8Array) => void) => {
    this.#data.add(listener);
    for (const bytes of this.#early.splice(0)) listener(bytes);
    return () => void this.#data.delete(listener);
  };

  onClose = (listener: (reason?: DeviceError) => void) => {
    const ended = this.#ended;
    if (ended) queueMicrotask(() => listener(ended.reason));
    else this.#closed.add(listener);
    return () => void this.#closed.delete(listener);
  };
}

function wrapTty(fd: number): Duplex {
  const listeners = new Listeners();
  const stream = new ReadStream(fd);
  stream.on('data', (chunk: Buffer) => listeners.give(Uint8Array.from(chunk)));
  stream.on('error', (error) => listeners.end(serialError(error, 'device.disconnected')));
  stream.once('close', () => listeners.end(new DeviceError('device.disconnected', 'serial line closed')));
  let writing: Promise<void> = Promise.resolve();
  const writeAll = async (bytes: Uint8Array) => {
    if (listeners.ended) throw new DeviceError('device.disconnected', 'serial line closed');
    try {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await writeFile(fd, bytes, done, bytes.length - done);
        done += bytesWritten;
      }
    } catch (error) {
      throw serialError(error, 'device.disconnected');
    }
  };
  return {
    write(bytes) {
      // One after the other: two writes under way at once may overtake each other.
      const written = writing.then(() => writeAll(bytes));
      writing = written.catch(() => undefined);
      return written;
    },
    onData: listeners.onData,
    onClose: listeners.onClose,
    close() {
      if (stream.destroyed) return Promise.resolve();
      listeners.end();
      return new Promise((resolve) => {
        stream.once('close', () => resolve());
        stream.destroy();
      });
    },
  };
}

/** One act at a time on the handle: a pending read would hold up every write. */
function wrapPort(fd: number): Duplex {
  const listeners = new Listeners();
  let work: Promise<unknown> = Promise.resolve();
  const next = <T>(act: () => Promise<T>): Promise<T> => {
    const done = work.then(act);
    work = done.catch(() => undefined);
    return done;
  };
  const pump = async () => {
    const buffer = Buffer.alloc(bufferBytes);
    while (!listeners.ended) {
      const { bytesRead } = await next(() => readFile(fd, buffer, 0, buffer.length, null));
      if (bytesRead > 0) listeners.give(Uint8Array.from(buffer.subarray(0, bytesRead)));
      else await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  };
  void pump().catch((error: unknown) => listeners.end(serialError(error, 'device.disconnected')));
  return {
    async write(bytes) {
      if (listeners.ended) throw new DeviceError('device.disconnected', 'serial line closed');
      await next(() => writeFile(fd, bytes)).catch((error: unknown) => {
        throw serialError(error, 'device.disconnected');
      });
    },
    onData: listeners.onData,
    onClose: listeners.onClose,
    async close() {
      if (listeners.ended) return;
      listeners.end();
      await next(() => closeFile(fd)).catch(() => undefined);
    },
  };
}

function serialError(
  error: unknown,
  usual: 'device.unreachable' | 'device.disconnected' = 'device.unreachable',
): DeviceError {
  const { code, stderr, killed } = error as { code?: unknown; stderr?: unknown; killed?: boolean };
  const told = `${String(code ?? '')} ${String(stderr ?? '')}`;
  if (killed) return new DeviceError('device.timeout', 'line settings not taken in time');
  if (/ENOENT|No such file|ENODEV|ENXIO/.test(told)) return new DeviceError('device.not-found', 'no such serial line');
  if (/EBUSY|EACCES|Permission|Access/.test(told))
    return new DeviceError('device.in-use', 'serial line not accessible');
  return new DeviceError(usual, typeof code === 'string' ? code : 'serial line error');
}
