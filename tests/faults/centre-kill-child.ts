/** Entry of a seat that works and pushes until it is killed, and says of each event when it is durable. */
import { randomUUID } from 'node:crypto';
import { seededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import { startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import type { DoomedOrder } from './centre-kill.ts';
import { leaseMs } from './centre-slot.ts';

process.once('disconnect', () => process.exit(0)); // whoever ordered it is gone
process.once('message', (order: DoomedOrder) => void workOn(order));

async function workOn({ folder, seatId, port, policy, keysFile, seed }: DoomedOrder): Promise<never> {
  const random = seededRandom(seed);
  const seat = startSeatAtCentre({ folder, seats: [{ seat: seatId, keysFile }], policyOf: () => policy }, seatId, {
    ...{ port, leaseMs, maxEvents: 9, queryTimeoutMs: 300, keepFinishedMs: 0, erasuresEveryMs: 0 },
  });
  const tell = (): void => void process.send?.(seat.journal.centre.lastSequence());
  tell();
  for (;;) {
    const id = randomUUID();
    seat.open(id, 'Person');
    tell();
    seat.pay(id, 100 * (1 + random.below(90)));
    tell();
    await seat.sync.tick().catch(() => {});
    if (random.below(2) === 0) seat.finish(id);
    else await seat.sync.giveBack(id, 'clerk').catch(() => {});
    tell();
    await seat.sync.tick().catch(() => {});
  }
}
