import { expect, it } from 'vitest';
import { simulatePayments } from './payment-simulation.ts';

it('never loses, doubles or invents a payment, whatever breaks', { timeout: 60_000 }, async () => {
  const result = await simulatePayments({ runs: 600, seed: 20_261_122 });
  expect(result.failures).toEqual([]);
  expect(result).toMatchObject({ runs: 600, lost: 0, double: 0, wrong: 0 });
  expect(result.faulted).toBeGreaterThan(450);
  expect(result.byLedger).toBeGreaterThan(100);
  // A payment without a fault is never in doubt.
  const undisturbed = result.table.filter((row) => row.fault === 'none');
  expect(undisturbed.every((row) => row.unknown === 0)).toBe(true);
  const recovered = result.table.reduce((sum, row) => sum + row.recovered, 0);
  expect(recovered).toBeGreaterThan(150);
  // Five in a thousand at most are left to a person where the terminal does what the specification asks for.
  const specified = result.terminals.filter(({ terminal }) => ['as specified', 'with message ids'].includes(terminal));
  const faulted = specified.reduce((sum, row) => sum + row.faulted, 0);
  expect(specified.reduce((sum, row) => sum + row.unknown, 0)).toBeLessThanOrEqual(Math.floor(faulted * 0.005));
});
