/** TCP by node:net: a bounded connect for drivers, and a listener for virtual devices. */
import { createServer, connect as netConnect, type Socket } from 'node:net';
import { DeviceError } from '../core/device-error.ts';
import type { Duplex, OpenDuplex } from '../core/transport.ts';

/** A dead line is noticed by the system within minutes even when nobody sends. */
const keepAliveMs = 10_000;
/** Bytes that arrive before anyone listens are kept up to this many; a device that sends more is dropped. */
const maximumEarlyBytes = 64 * 1024;
/** How long a polite end may take before the socket is destroyed. */
const closeMs = 500;

/** Connects to a device; rejects with `device.unreachable` or `device.timeout`. */
export function openTcp(address: { host: string; port: number }): OpenDuplex {
  return ({ timeoutMs }) =>
    new Promise((resolve, reject) => {
      const socket = netConnect({ host: address.host, port: address.port });
      const timer = setTimeout(() => {
        socket.destroy();
        reject(new DeviceError('device.timeout', `no connection within ${timeoutMs} ms`));
      }, timeoutMs);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.removeAllListeners('error');
        resolve(wrapSocket(socket));
      });
      socket.once('error', (error) => {
        clearTimeout(timer);
        socket.destroy();
        reject(new DeviceError('device.unreachable', reasonOf(error)));
      });
    });
}

export interface TcpListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on the loopback interface unless `host` says otherwise; port 0 takes a free one. */
export function listenTcp(
  options: { port: number; host?: string },
  onConnection: (link: Duplex) => void,
): Promise<TcpListener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    onConnection(wrapSocket(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new DeviceError('device.in-use', reasonOf(error))));
    server.listen(options.port, options.host ?? '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : options.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}

function wrapSocket(socket: Socket): Duplex {
  const data = new Set<(bytes: Uint8Array) => void>();
  const closed = new Set<(reason?: DeviceError) => void>();
  let early: Uint8Array[] = [];
  let earlyLength = 0;
  let failure: DeviceError | undefined;
  let ended: { reason?: DeviceError } | undefined;
  let closedHere = false;
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveMs);
  socket.on('data', (chunk: Buffer) => {
    const bytes = Uint8Array.from(chunk);
    if (data.size > 0) {
      for (const listener of data) listener(bytes);
      return;
    }
    early.push(bytes);
    earlyLength += bytes.length;
    if (earlyLength > maximumEarlyBytes) socket.destroy(new Error('too much before anyone listened'));
  });
  socket.on('error', (error) => {
    failure = new DeviceError('device.disconnected', reasonOf(error));
  });
  socket.on('end', () => socket.end());
  socket.once('close', () => {
    ended = closedHere ? {} : { reason: failure ?? new DeviceError('device.disconnected', 'closed by the device') };
    for (const listener of closed) listener(ended.reason);
  });
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed || !socket.writable) {
          reject(new DeviceError('device.disconnected', 'the connection is closed'));
          return;
        }
        socket.write(bytes, (error) => {
          if (error) reject(new DeviceError('device.disconnected', reasonOf(error)));
          else resolve();
        });
      }),
    onData(listener) {
      data.add(listener);
      const waiting = early;
      early = [];
      for (const bytes of waiting) listener(bytes);
      return () => data.delete(listener);
    },
    onClose(listener) {
      if (ended) {
        const { reason } = ended;
        queueMicrotask(() => listener(reason));
      } else closed.add(listener);
      return () => closed.delete(listener);
    },
    close() {
      closedHere = true;
      if (socket.destroyed) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(() => socket.destroy(), closeMs);
        socket.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
        socket.end();
      });
    },
  };
}

/** The system's code only: addresses belong to the configuration, not to the log. */
function reasonOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'network error';
}
