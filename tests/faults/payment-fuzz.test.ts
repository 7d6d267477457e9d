import { expect, it } from 'vitest';
import { fuzzPayments } from './payment-fuzz.ts';

it('gives a value or a DeviceError for 30,000 frames, and no payment without 27 00', { timeout: 60_000 }, async () => {
  const result = await fuzzPayments({ count: 30_000, seed: 20_261_122 });
  expect(result.failures).toEqual([]);
  expect(result.conversations).toBeGreaterThan(1000);
  // The bytes are near enough to the real ones to reach every outcome.
  for (const count of Object.values(result.outcomes)) expect(count).toBeGreaterThan(20);
});
