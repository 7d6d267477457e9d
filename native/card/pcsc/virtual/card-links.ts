/** The two ways to a virtual card: as a card of vpcd under the real PC/SC service, or as a server for the TCP link. */
import { createConnection, createServer, type Socket } from 'node:net';
import { systemClock } from '../../../core/system-context.ts';
import { pause } from '../../../core/wait.ts';
import type { CardInField } from './card-in-field.ts';
import { VpcdFrames } from './vpcd-frame.ts';

export interface CardLink {
  /** Called after the card was laid on the reader; resolves when the reader has seen it. */
  inserted(): Promise<void>;
  readonly port: number;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
/** vpcd asks for the ATR at once, and again about every 400 ms. */
const noticedWithinMs = 3000;

/** pcscd looks at a reader every 400 ms; it takes a card that is exchanged faster for the old one, or for none. */
const absentAtLeastMs = 450;

/** The connection is the card: it is made when the card is laid on and cut when it is taken away. */
export function createVpcdLink(field: CardInField, port: number): CardLink {
  let socket: Socket | undefined;
  let cutAtMs = Number.NEGATIVE_INFINITY;
  const cut = () => {
    if (socket === undefined) return;
    socket.destroy();
    socket = undefined;
    cutAtMs = systemClock.steadyMs();
  };
  field.onRemoved(cut);
  return {
    port,
    async inserted() {
      cut();
      const absentMs = systemClock.steadyMs() - cutAtMs;
      if (absentMs < absentAtLeastMs) await pause(systemClock, absentAtLeastMs - absentMs);
      const opened = await openSocket(port);
      socket = opened;
      let noticed = false;
      attach(opened, field, () => {
        noticed = true;
      });
      for (let waitedMs = 0; !noticed; waitedMs += 20) {
        if (waitedMs >= noticedWithinMs) {
          field.remove();
          throw new Error(`vpcd on port ${port} takes no card: another one lies there`);
        }
        await pause(systemClock, 20);
      }
    },
    async close() {
      cut();
    },
  };
}

/** Serves `pcsc-link` connections; an empty field answers with length 0. */
export async function createServerLink(field: CardInField, port: number): Promise<CardLink> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    attach(socket, field, () => {});
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async inserted() {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export async function reachable(port: number): Promise<boolean> {
  try {
    (await openSocket(port)).destroy();
    return true;
  } catch {
    return false;
  }
}

function attach(socket: Socket, field: CardInField, onFrame: () => void): void {
  const frames = new VpcdFrames();
  let queue = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    for (const body of frames.push(chunk)) {
      onFrame();
      queue = queue.then(async () => {
        const frame = await field.answer(body);
        if (frame !== undefined && !socket.destroyed) socket.write(frame);
      });
    }
  });
}

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: loopback, port });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });
}
