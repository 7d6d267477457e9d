/** A seat as a process of its own that writes and pushes until it is killed, as by a power cut. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { TestCentre } from '../support/postgres/test-centre.ts';

/** The parent must have closed its own journal of that seat. Resolves when the process is gone. */
export async function killWhilePushing(
  centre: TestCentre,
  seatId: string,
  port: number,
  afterMs: number,
): Promise<void> {
  const order = {
    folder: centre.folder,
    seatId,
    port,
    policy: centre.policyOf(seatId),
    keysFile: centre.seats.find(({ seat }) => seat === seatId)?.keysFile,
  };
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'centre-kill-child.ts'), JSON.stringify(order)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    void exited.then(() => reject(new Error('the seat ended before it was killed')));
  });
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  await exited;
}
