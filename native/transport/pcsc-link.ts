/**
 * A virtual card in another process without any PC/SC service, by TCP. The frames are those of vpcd (2-byte big-endian
 * length and body; a body of one byte is a control byte) with the roles of the ends exchanged: this side connects.
 * An answer of length 0 means that no card is there.
 */
import { createConnection, type Socket } from 'node:net';
import { ByteReader } from '../core/byte-reader.ts';
import { ByteWriter } from '../core/byte-writer.ts';
import { DeviceError } from '../core/device-error.ts';
import type { Exchange } from '../core/transport.ts';

export interface LinkConnection extends Exchange {
  readonly atr: Uint8Array;
}

export interface LinkSlot {
  readonly name: string;
  readonly software: boolean;
  present(): Promise<boolean>;
  waitForCard(options: { timeoutMs: number; signal: AbortSignal }): Promise<void>;
  connect(): Promise<LinkConnection>;
  close(): Promise<void>;
}

const controlReset = 0x02;
const controlAtr = 0x04;
const connectTimeoutMs = 3000;
const controlTimeoutMs = 3000;
/** As often as pcscd asks a reader. */
const pollMs = 200;

export async function openPcscLink({ host, port }: { host: string; port: number }): Promise<LinkSlot> {
  let link = await openLink(host, port);
  const alive = async () => {
    if (link.closed()) link = await openLink(host, port);
    return link;
  };
  const readAtr = async () => (await alive()).ask(Uint8Array.of(controlAtr), controlTimeoutMs);
  const present = async () => (await readAtr()).length > 0;
  return {
    name: `${host}:${port}`,
    software: true,
    present,
    async waitForCard({ timeoutMs, signal }) {
      const deadline = performance.now() + timeoutMs;
      while (!signal.aborted) {
        if (await present()) return;
        if (performance.now() >= deadline) throw new DeviceError('card.absent', `no card within ${timeoutMs} ms`);
        await pauseOrAbort(pollMs, signal);
      }
      throw new DeviceError('device.cancelled');
    },
    async connect() {
      const atr = await readAtr();
      if (atr.length === 0) throw new DeviceError('card.absent');
      const used = link;
      return {
        atr,
        async exchange(command, { timeoutMs }) {
          const answer = await used.ask(command, timeoutMs);
          if (answer.length === 0) throw new DeviceError('card.removed');
          return answer;
        },
        async close() {
          if (!used.closed()) used.tell(Uint8Array.of(controlReset));
        },
      };
    },
    async close() {
      link.end();
    },
  };
}

interface Link {
  ask(body: Uint8Array, timeoutMs: number): Promise<Uint8Array>;
  tell(body: Uint8Array): void;
  closed(): boolean;
  end(): void;
}

async function openLink(host: string, port: number): Promise<Link> {
  const socket = await openSocket(host, port);
  let received = new Uint8Array(0);
  let broken: DeviceError | undefined;
  let waiting: { resolve: (answer: Uint8Array) => void; reject: (error: DeviceError) => void } | undefined;
  const fail = (error: DeviceError) => {
    broken ??= error;
    waiting?.reject(broken);
    waiting = undefined;
    socket.destroy();
  };
  socket.setNoDelay(true);
  socket.on('error', () => fail(new DeviceError('device.disconnected')));
  socket.on('close', () => fail(new DeviceError('device.disconnected')));
  socket.on('data', (chunk) => {
    received = Uint8Array.from([...received, ...chunk]);
    const reader = new ByteReader(received);
    if (reader.remaining < 2) return;
    const length = reader.u16be();
    if (reader.remaining < length) return;
    if (waiting === undefined || reader.remaining > length) {
      fail(new DeviceError('device.garbled', 'an answer nobody asked for'));
      return;
    }
    const { resolve } = waiting;
    waiting = undefined;
    received = new Uint8Array(0);
    resolve(reader.take(length));
  });
  const tell = (body: Uint8Array) => {
    socket.write(new ByteWriter().u16be(body.length).bytes(body).build());
  };
  let queue: Promise<unknown> = Promise.resolve();
  const askNow = (body: Uint8Array, timeoutMs: number) =>
    new Promise<Uint8Array>((resolve, reject) => {
      if (broken) {
        reject(broken);
        return;
      }
      const timer = setTimeout(
        () => fail(new DeviceError('device.timeout', `no answer in ${timeoutMs} ms`)),
        timeoutMs,
      );
      waiting = {
        resolve: (answer) => {
          clearTimeout(timer);
          resolve(answer);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      tell(body);
    });
  return {
    ask(body, timeoutMs) {
      const turn = queue.then(() => askNow(body, timeoutMs));
      queue = turn.catch(() => undefined);
      return turn;
    },
    tell,
    closed: () => broken !== undefined,
    end: () => fail(new DeviceError('device.disconnected', 'link is closed')),
  };
}

function openSocket(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port });
    const refuse = (error: DeviceError) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(connectTimeoutMs, () => refuse(new DeviceError('device.timeout', 'link does not open')));
    socket.once('error', (cause) => refuse(new DeviceError('device.unreachable', 'link refused', { cause })));
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

function pauseOrAbort(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, durationMs);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
