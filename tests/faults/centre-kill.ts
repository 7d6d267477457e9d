/** A seat as a process of its own that writes and pushes until it is killed, as by a power cut. One is always ready in advance. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { CentrePolicy } from '../../scripts/centre/start-centre.ts';
import type { CentreForSeat } from '../support/postgres/seat-at-centre.ts';

export interface DoomedOrder {
  folder: string;
  seatId: string;
  port: number;
  policy: CentrePolicy;
  keysFile: string;
  seed: number;
}

interface Doomed {
  child: ChildProcess;
  exited: Promise<void>;
}

export class DoomedSeats {
  #spare: Doomed = spawnDoomed();

  /** The caller has closed its own journal of that seat. Gives the last event the seat said was durable, once it is dead. */
  async workAndDie(centre: CentreForSeat, seatId: string, port: number, seed: number, afterMs: number) {
    const { child, exited } = this.#spare;
    this.#spare = spawnDoomed();
    const keysFile = centre.seats.find(({ seat }) => seat === seatId)?.keysFile ?? '';
    const order: DoomedOrder = {
      ...{ folder: centre.folder, seatId, port, policy: centre.policyOf(seatId), keysFile, seed },
    };
    let durable = 0;
    await new Promise<void>((resolve, reject) => {
      child.on('message', (sequence: number) => {
        durable = sequence;
        resolve();
      });
      void exited.then(() => reject(new Error('the seat ended before it was killed')));
      child.send(order);
    });
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    child.kill('SIGKILL');
    await exited;
    return durable;
  }

  async stop(): Promise<void> {
    this.#spare.child.kill('SIGKILL');
    await this.#spare.exited;
  }
}

function spawnDoomed(): Doomed {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'centre-kill-child.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return { child, exited: new Promise((resolve) => child.once('exit', () => resolve())) };
}
