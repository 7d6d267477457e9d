import { expect, it } from 'vitest';
import { simulatePayments } from './payment-simulation.ts';

it('never loses, doubles or invents a payment, whatever breaks', async () => {
  const result = await simulatePayments({ runs: 300, seed: 20261122 });
  expect(result).toMatchObject({ runs: 300, lost: 0, double: 0, wrong: 0, failedSeeds: [] });
  expect(result.faulted).toBeGreaterThan(100);
  // A payment without a fault is never in doubt.
  const undisturbed = result.table.filter((row) => row.fault === 'none');
  expect(undisturbed.every((row) => row.unknown === 0 && row.recovered === 0)).toBe(true);
  const recovered = result.table.reduce((sum, row) => sum + row.recovered, 0);
  expect(recovered).toBeGreaterThan(50);
});
