/** Entry of one of several processes of the centre's fault test: plays its worlds and reports each. */
import { simulateWorlds, type WorldOrder } from './centre-simulation.ts';

// Whoever stops the test stops its jobs and their databases too.
process.once('disconnect', () => process.exit(1));
process.once('message', async (orders: WorldOrder[]) => {
  await simulateWorlds(orders, (tally) => void process.send?.(tally));
  process.exit(0);
});
