/** Seats and device hosts die in every step: nothing is lost, doubled or believed wrongly, and no outcome is guessed. */
import { expect, it } from 'vitest';
import { runKills } from './seat-kills.ts';

it('200 kills: nothing lost, nothing twice, nothing wrong', { timeout: 600_000 }, async () => {
  const { table, flaws, ...result } = await runKills({ kills: 200, seed: 20_261_122 });
  console.log(JSON.stringify(result));
  expect(flaws).toEqual([]);
  expect(result).toMatchObject({ lost: 0, double: 0, wrong: 0 });
  expect(result.kills).toBeGreaterThanOrEqual(200);
  // The dangerous moments were among them, and both processes died in plenty of places.
  const points = (target?: string) =>
    new Set(table.filter((row) => !target || row.target === target).map(({ point }) => point));
  for (const point of ['fee/pay-card', 'document/print', 'fingerprint/capture', 'signature/capture', 'form/record']) {
    expect(points()).toContain(point);
  }
  expect(Math.min(points('seat').size, points('host').size)).toBeGreaterThan(6);
  // A machine settles most of what a kill leaves open; a person is asked rarely.
  expect(result.unknown).toBeLessThan(result.kills * 0.2);
});
