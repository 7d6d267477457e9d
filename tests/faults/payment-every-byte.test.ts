import { expect, it } from 'vitest';
import { cutEveryByte } from './payment-every-byte.ts';

it.each(['A', 'B'] as const)('survives a cut after every byte, booking model %s', async (booking) => {
  const result = await cutEveryByte(booking);
  expect(result.cuts).toBeGreaterThan(900);
  expect(result.failures).toEqual([]);
  // The virtual terminal repeats its last transaction as specified, so nothing is left to a person.
  expect(result.unknown).toBe(0);
});
