/** A change of the authority key with three seats and a real PostgreSQL: old keys give way at the centre, nothing comes back. */
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type SeatAtCentre, type SeatOptions, startSeatAtCentre } from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';
import { encodeSeatKeys } from '../security/key-file.ts';

const fileKey = new Uint8Array(32).fill(1);
const authorityKey = new Uint8Array(32).fill(2);
const later = [new Uint8Array(32).fill(3), new Uint8Array(32).fill(4)];

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
}, 60_000);
afterAll(() => centre?.remove());

const running: SeatAtCentre[] = [];
/** With so many generations of the authority key. */
function start(id: string, generations: 1 | 2 | 3, options?: SeatOptions): SeatAtCentre {
  const file = centre.seats.find(({ seat }) => seat === id)?.keysFile ?? '';
  const laterAuthorityKeys = later.slice(0, generations - 1);
  writeFileSync(file, encodeSeatKeys({ fileKey, authorityKey, laterAuthorityKeys }), { mode: 0o600 });
  const seat = startSeatAtCentre(centre, id, options);
  running.push(seat);
  return seat;
}
const stop = (): void => {
  for (const seat of running.splice(0)) seat.close();
};
afterEach(stop);

const aliveKeys = (vorgangId: string) =>
  centre.ask<{ generation: number; wrapped_by: number; seat: string }>(
    `SELECT seat, generation, wrapped_by FROM (
       SELECT seat, vorgang_id, 1 AS generation, 1 AS wrapped_by, wrapped FROM zp.wrapped_keys
       UNION ALL SELECT seat, vorgang_id, generation, wrapped_by, wrapped FROM zp.later_keys) k
     WHERE vorgang_id = $1 AND wrapped IS NOT NULL ORDER BY seat, generation, wrapped_by`,
    [vorgangId],
  );

it('replaces what an older key opens, goes on with a new key, and the next seat reads all of it', async () => {
  const before = start('DRA-1', 1);
  before.open('turn', 'Weiß');
  before.open('rest', 'Schwarz');
  await before.sync.tick();
  stop();
  const one = start('DRA-1', 2);
  one.record('turn', 'check', 'nachher');
  await one.sync.tick();
  for (let round = 0; round < 3; round += 1) await one.sync.tick();
  expect(await aliveKeys('turn')).toEqual([
    { seat: 'DRA-1', generation: 1, wrapped_by: 2 },
    { seat: 'DRA-1', generation: 2, wrapped_by: 2 },
  ]);
  expect(await aliveKeys('rest')).toEqual([{ seat: 'DRA-1', generation: 1, wrapped_by: 2 }]);
  expect(await centre.ask(`SELECT 1 FROM zp.wrapped_keys WHERE seat = 'DRA-1' AND wrapped IS NOT NULL`)).toEqual([]);
  await one.sync.giveBack('turn', 'berger');
  await one.sync.leases.acquire('rest');
  await one.sync.giveBack('rest', 'berger');

  const late = start('FIN-1', 1);
  await expect(late.sync.takeUp('turn', 'x')).rejects.toMatchObject({ code: 'vorgang.not-found' }); // another office
  const old = start('DRA-2', 1);
  await expect(old.sync.takeUp('turn', 'yilmaz')).rejects.toMatchObject({ code: 'keys.generation-missing' });
  expect(old.journal.events({ vorgangId: 'turn' })).toEqual([]);
  running.pop()?.close();
  const two = start('DRA-2', 2);
  expect(await two.sync.search('WEISS')).toEqual(['turn']); // indexed under the first generation
  await two.sync.takeUp('turn', 'yilmaz');
  const values = two.journal.events({ vorgangId: 'turn', kinds: ['facts-recorded'] }).map(({ body }) => body?.value);
  expect(values).toEqual([{ person: 'Weiß' }, 'nachher']);
  // Replaced is not erased.
  expect((await two.sync.tick()).erased).toEqual([]);
  expect(two.journal.verify()).toMatchObject({ ok: true });
});

it('keeps erased what was erased, whoever comes late with a key', async () => {
  const before = start('DRA-1', 2);
  before.open('gone', 'Grau');
  await before.sync.tick();
  await before.sync.giveBack('gone', 'berger');
  stop();
  const two = start('DRA-2', 2, { erasuresEveryMs: 0 });
  await two.sync.takeUp('gone', 'yilmaz');
  two.record('gone', 'check', 'x');
  await two.sync.tick();
  const one = start('DRA-1', 3, { erasuresEveryMs: 0 });
  two.journal.erase({ vorgangId: 'gone', what: 'vorgang', reason: 'Frist', actor: 'seat' });
  await two.sync.tick();
  expect(await aliveKeys('gone')).toEqual([]);
  const boxes = one.journal.centre.wrappedKeys([{ vorgangId: 'gone', scope: 'vorgang', generation: 2 }]);
  expect(boxes).toHaveLength(1);
  one.journal.wrapKeysAnew(1000);
  await one.sync.tick();
  await one.sync.tick();
  expect(await aliveKeys('gone')).toEqual([]);
  // A fresh key of the newer generation for an erased Vorgang comes in empty.
  const client = await centre.rawClient('DRA-1');
  const put = (generation: number, by: number) =>
    client.query(
      `SELECT zp.put_keys(ARRAY['gone'], ARRAY['vorgang'], ARRAY[$1::int], ARRAY[$2::int], ARRAY[$3::bytea])`,
      [...[generation, by], Buffer.alloc(60, 5)],
    );
  await put(2, 3);
  await put(1, 2);
  await put(4, 4);
  expect(await aliveKeys('gone')).toEqual([]);
  await client.end();
});

it('never goes back to an older wrapping, and does all again after a cut without harm', async () => {
  const before = start('FIN-1', 1);
  before.open('f', 'Blau');
  await before.sync.tick();
  stop();
  const client = await centre.rawClient('FIN-1');
  const put = (by: number, fill: number) =>
    client.query(`SELECT zp.put_keys(ARRAY['f'], ARRAY['vorgang'], ARRAY[1], ARRAY[$1::int], ARRAY[$2::bytea])`, [
      by,
      Buffer.alloc(60, fill),
    ]);
  await client.query('BEGIN');
  await put(3, 3);
  await put(3, 4);
  await put(2, 2);
  const { rows } = await client.query(`SELECT wrapped_by, wrapped FROM zp.later_keys WHERE vorgang_id = 'f'`);
  expect(rows).toEqual([{ wrapped_by: 3, wrapped: Buffer.alloc(60, 3) }]);
  await client.query('ROLLBACK'); // as a cut line
  await expect(put(1, 1)).resolves.toBeDefined();
  expect(await aliveKeys('f')).toEqual([{ seat: 'FIN-1', generation: 1, wrapped_by: 1 }]);
  await client.end();
  const after = start('FIN-1', 2);
  for (let round = 0; round < 4; round += 1) await after.sync.tick();
  expect(await aliveKeys('f')).toEqual([{ seat: 'FIN-1', generation: 1, wrapped_by: 2 }]);
});
