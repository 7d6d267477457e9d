import { expect, it } from 'vitest';
import { simulatePayments } from './payment-simulation.ts';
import { PaymentTally, type RunTruth } from './payment-tally.ts';

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

it('sees every disagreement between seat and terminal', () => {
  const run: RunTruth = {
    fault: 'planted',
    terminal: 'virtual',
    byLedger: false,
    struck: true,
    verdict: 'paid',
    doubted: false,
    bookedCents: [3700],
    believedCents: [3700],
    mirrored: 0,
  };
  const tally = new PaymentTally();
  const planted: RunTruth[] = [
    run,
    { ...run, bookedCents: [3700, 3700] },
    { ...run, believedCents: [3700, 3700] },
    { ...run, bookedCents: [] },
    { ...run, bookedCents: [3800] },
    { ...run, mirrored: 1 },
    { ...run, verdict: 'declined', believedCents: [] },
    { ...run, verdict: 'not-executed', believedCents: [] },
    { ...run, verdict: 'unknown', believedCents: [] },
  ];
  for (const [seed, truth] of planted.entries()) tally.add(seed, truth);
  expect(tally.result()).toMatchObject({ runs: 9, double: 2, wrong: 3, lost: 2, unknown: 1 });
  expect(tally.result().failures.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
