/** Entry of a seat that pushes until it is killed. */
import { randomUUID } from 'node:crypto';
import type { CentrePolicy } from '../../scripts/centre/start-centre.ts';
import { startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';

const order = JSON.parse(process.argv[2] ?? '{}') as {
  folder: string;
  seatId: string;
  port: number;
  policy: CentrePolicy;
  keysFile: string;
};
const seat = startSeatAtCentre(
  { folder: order.folder, seats: [{ seat: order.seatId, keysFile: order.keysFile }], policyOf: () => order.policy },
  order.seatId,
  { port: order.port, leaseMs: 60_000, maxEvents: 9, queryTimeoutMs: 600, keepFinishedMs: 0 },
);
process.stdout.write('ready\n');
for (;;) {
  const id = randomUUID();
  seat.open(id, 'Person');
  seat.pay(id, 500);
  await seat.sync.tick().catch(() => {});
  seat.finish(id);
  await seat.sync.tick().catch(() => {});
}
