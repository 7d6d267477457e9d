/** A short run of the centre's faults; `npm run faults -- centre` runs longer. */
import { expect, it } from 'vitest';
import { startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import { startTestCentre } from '../support/postgres/test-centre.ts';
import { auditCentre } from './centre-audit.ts';
import { simulateCentre } from './centre-simulation.ts';

it('loses, doubles, forks and miscounts nothing', { timeout: 120_000 }, async () => {
  const { flaws, table, events, ...result } = await simulateCentre({ runs: 6, seed: 20_261_122 });
  console.log(JSON.stringify({ ...result, events }));
  expect(flaws).toEqual([]);
  expect(result).toEqual({ runs: 6, lost: 0, double: 0, forked: 0, unbalanced: 0 });
  expect(events).toBeGreaterThan(100);
  expect(table.filter(({ count }) => count > 0).length).toBeGreaterThanOrEqual(7);
});

it('has an audit that sees planted damage', { timeout: 60_000 }, async () => {
  const centre = await startTestCentre();
  const [one, two] = [startSeatAtCentre(centre, 'DRA-1'), startSeatAtCentre(centre, 'DRA-2')];
  try {
    one.open('v', 'Weiß');
    one.pay('v', 500);
    await one.sync.tick();
    await one.sync.giveBack('v', 'a');
    await two.sync.takeUp('v', 'b');
    two.record('v', 'form', 'x');
    await two.sync.tick();
    const kinds = async (sql: string) => {
      const admin = await centre.admin();
      await admin.query('SET session_replication_role = replica');
      await admin.query(sql);
      await admin.end();
      return new Set((await auditCentre(centre, [one, two])).map(({ kind }) => kind));
    };
    expect(await kinds('SELECT 1')).toEqual(new Set());
    // DRA-2 wrote without ever having been given the Vorgang, and without having seen what DRA-1 wrote last.
    expect(await kinds(`UPDATE zp.lease_grants SET seat = 'DRA-1' WHERE epoch = 2`)).toEqual(new Set(['forked']));
    expect(await kinds(`UPDATE zp.lease_grants SET seat = 'DRA-2' WHERE epoch = 2`)).toEqual(new Set());
    expect(await kinds(`UPDATE zp.sealed_events SET epoch = 2 WHERE seat = 'DRA-1' AND sequence = 2`)).toEqual(
      new Set(['forked']),
    );
    expect(await kinds(`UPDATE zp.sealed_events SET epoch = 1 WHERE seat = 'DRA-1' AND sequence = 2`)).toEqual(
      new Set(),
    );
    expect(await kinds(`UPDATE zp.ledger_entries SET amount_cents = 499`)).toEqual(new Set(['unbalanced']));
    expect(await kinds(`DELETE FROM zp.sealed_events WHERE seat = 'DRA-1' AND sequence = 2`)).toContain('lost');
  } finally {
    one.close();
    two.close();
    await centre.remove();
  }
});
