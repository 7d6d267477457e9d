/**
 * Lets a child process reach a virtual device by the real node-hid: a umockdev tree and the other end of its sockets.
 * umockdev comes with the system (Debian: libumockdev0) and is used for training and tests only.
 */
import { closeSync, constants, existsSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveConnection } from './mock-connection.ts';
import { buildTree, encodeReportDescriptor, nodePath, plugNode, socketPath, unplugNode } from './mock-tree.ts';
import type { ReportDevice } from './report-device.ts';

export interface MockKernelHid {
  /** Environment of the process that shall see the device. */
  readonly env: { LD_PRELOAD: string; UMOCKDEV_DIR: string };
  /** Resolves when the last plug or unplug of the device has reached the tree. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const preloadPaths = [
  '/usr/lib/x86_64-linux-gnu/libumockdev-preload.so.0',
  '/usr/lib/aarch64-linux-gnu/libumockdev-preload.so.0',
  '/usr/lib64/libumockdev-preload.so.0',
  '/usr/lib/libumockdev-preload.so.0',
];
/** hidraw keeps 64 reports for a slow reader and drops the oldest; a virtual pen without pauses is faster than any hand. */
const queueLength = 4096;
/** A child that was told its node is gone closes it by itself; ending the socket first would end the child. */
const farewellMs = 500;
const rootPrefix = 'zhid-';

/** The preload library, or undefined on machines without umockdev. */
export function findUmockdev(): string | undefined {
  return process.platform === 'linux' ? preloadPaths.find((file) => existsSync(file)) : undefined;
}

/** The device's own `onPlug` pulls and returns the node. Throws RangeError without umockdev. */
export async function startMockKernelHid(
  device: ReportDevice,
  { queue = queueLength }: { queue?: number } = {},
): Promise<MockKernelHid> {
  const preload = findUmockdev();
  if (preload === undefined) throw new RangeError('umockdev is not installed');
  await sweepOrphans();
  /** Short: a Unix socket path holds 107 characters. */
  const root = await mkdtemp(path.join(tmpdir(), rootPrefix));
  await chmod(root, 0o700);
  const removeAtExit = () => rmSync(root, { recursive: true, force: true });
  process.once('exit', removeAtExit);
  await buildTree(root, device);
  const fifo = new TokenFifo(path.join(root, nodePath), queue);
  const sockets = new Set<Socket>();
  let plugCount = 0;
  const descriptor = encodeReportDescriptor(device.reports);
  const server = createServer((socket) => {
    const connectedAt = plugCount;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, {
      device,
      descriptor,
      alive: () => device.plugged && plugCount === connectedAt,
      takeInput: () => fifo.take(),
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path.join(root, socketPath), resolve);
  });
  let changing: Promise<void> = Promise.resolve();
  const plug = async () => {
    await plugNode(root, device);
    fifo.open();
  };
  const unplug = async () => {
    plugCount += 1;
    await unplugNode(root);
    fifo.wakeAndClose();
  };
  if (device.plugged) await plug();
  const stopInput = device.onInput((report) => fifo.push(report));
  const stopPlug = device.onPlug((plugged) => {
    changing = changing.then(plugged ? plug : unplug);
  });
  return {
    env: { LD_PRELOAD: preload, UMOCKDEV_DIR: root },
    settled: () => changing,
    async close() {
      stopInput();
      stopPlug();
      await changing;
      await unplug();
      const limitMs = performance.now() + farewellMs;
      while (sockets.size > 0 && performance.now() < limitMs) await new Promise((resolve) => setTimeout(resolve, 10));
      fifo.close();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      process.off('exit', removeAtExit);
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Whether the device of a root is served: opening one that is not would end the process under the preload. */
export function isMockKernelHidAlive(root: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path.join(root, socketPath));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Roots of processes that were killed; a young one may belong to a process that is just starting. */
async function sweepOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(rootPrefix)) continue;
    const root = path.join(tmpdir(), name);
    const ageMs = Date.now() - (await stat(root).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (ageMs > 60_000 && !(await isMockKernelHidAlive(root)))
      await rm(root, { recursive: true, force: true }).catch(() => {});
  }
}

/** Reports wait in a queue; one byte in the FIFO for each makes the child's poll return. */
class TokenFifo {
  readonly #file: string;
  readonly #limit: number;
  readonly #reports: Uint8Array[] = [];
  /** Descriptors of pulled nodes stay open until the end: closing would hang up the child's poll. */
  readonly #old: number[] = [];
  #descriptor: number | undefined;

  constructor(file: string, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  open(): void {
    this.#descriptor = openSync(this.#file, constants.O_RDWR | constants.O_NONBLOCK);
  }

  push(report: Uint8Array): void {
    if (this.#descriptor === undefined) return;
    if (this.#reports.push(report) > this.#limit) this.#reports.shift();
    else writeSync(this.#descriptor, Uint8Array.of(0));
  }

  take(): Uint8Array | undefined {
    const report = this.#reports.shift();
    if (report === undefined || this.#descriptor === undefined) return undefined;
    readSync(this.#descriptor, new Uint8Array(1));
    return report;
  }

  wakeAndClose(): void {
    if (this.#descriptor === undefined) return;
    writeSync(this.#descriptor, Uint8Array.of(0));
    this.#old.push(this.#descriptor);
    this.#descriptor = undefined;
    this.#reports.length = 0;
  }

  close(): void {
    for (const descriptor of this.#old.splice(0)) closeSync(descriptor);
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
