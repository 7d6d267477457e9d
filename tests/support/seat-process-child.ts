/** Entry of a seat process: the seat in plain Node, its clerk's window at the other end of the process channel. */
import { isAppError } from '../../electron/contract/app-error.ts';
import { parentPort } from '../../electron/ipc/parent-port.ts';
import { linkProcess } from '../../electron/ipc/process-link.ts';
import { serve } from '../../electron/ipc/serve.ts';
import type { Seat } from '../../electron/seat.ts';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';
import { seatProcessContract } from './seat-process-contract.ts';

const [dataDir = '', policyFile = ''] = process.argv.slice(2);
const port = parentPort();
let seat: Seat | null = null;

const served = serve(
  seatProcessContract,
  {
    pids: async () => ({ deviceHost: seat?.pids().deviceHost ?? null }),
    async settled() {
      await seat?.settled;
      return {};
    },
  },
  (incident, where, error) => process.stderr.write(`${incident} ${where} ${String(error)}\n`),
);

async function leave(): Promise<void> {
  await seat?.stop();
  process.exit(0);
}
port.onClose(() => void leave());
process.on('SIGTERM', () => void leave());

try {
  seat = await startNodeSeat({ dataDir, policyFile, children: 'source' });
  linkProcess(port, [served, ...seat.clerkWindow], 'clerk');
  served.emit('started', { code: null });
} catch (error) {
  linkProcess(port, [served], 'clerk');
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  served.emit('started', { code: isAppError(error) ? error.code : 'internal' });
}
