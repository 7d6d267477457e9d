/** A whole seat as a process that can be killed, with the clients a window would have. */
import { fork } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { AppError, type ErrorCode } from '../../electron/contract/app-error.ts';
import { connect } from '../../electron/contract/connect.ts';
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { linkProcess } from '../../electron/ipc/process-link.ts';
import type { SeatClients } from './open-node-seat.ts';
import { seatProcessContract } from './seat-process-contract.ts';

export interface SeatProcess extends SeatClients {
  readonly pid: number;
  readonly process: ClientOf<typeof seatProcessContract>;
  readonly exited: Promise<void>;
  /** As a power cut: no handler runs. Resolves when the process is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Compiled sources are kept between the many starts of a fault run. */
const compileCache = path.join(os.tmpdir(), 'zweitplatz-compile-cache');

/** Rejects with the AppError that kept the seat from starting. */
export async function startSeatProcess(dataDir: string, policyFile: string): Promise<SeatProcess> {
  const child = fork(path.join(import.meta.dirname, 'seat-process-child.ts'), [dataDir, policyFile], {
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-8_000);
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const link = linkProcess(
    {
      post: (message) => {
        if (child.connected) child.send(message as object, () => {});
      },
      onMessage: (listener) => child.on('message', listener),
      onClose: (listener) => child.once('exit', listener),
    },
    [],
    'seat',
  );
  const client = connect(seatProcessContract, link);
  const code = await new Promise<string | null>((resolve, reject) => {
    client.on('started', (event) => resolve(event.code));
    void exited.then(() => reject(new Error(`the seat ended before it stood: ${complaint}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  if (code !== null) {
    await stop();
    throw new AppError(code as ErrorCode, {}, { cause: complaint });
  }
  return {
    pid: child.pid ?? 0,
    process: client,
    session: connect(sessionContract, link),
    vorgang: connect(vorgangContract, link),
    devices: connect(devicesContract, link),
    exited,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    stop,
  };
}
