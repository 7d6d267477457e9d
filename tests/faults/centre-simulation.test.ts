/** A short run of the centre's faults, and damage planted to prove the audit; `npm run faults -- centre` runs 2,000. */
import { expect, it } from 'vitest';
import { simulateCentre } from './centre-jobs.ts';
import { simulateWorlds, type Tally } from './centre-simulation.ts';
import type { World } from './centre-world.ts';

const seed = 20_261_122;

it('loses, doubles, forks, miscounts and keeps nothing', { timeout: 180_000 }, async () => {
  const { flaws, table, summary } = await simulateCentre({ runs: 12, seed });
  console.log(JSON.stringify(summary));
  expect(flaws).toEqual([]);
  expect(summary).toMatchObject({ runs: 12, lost: 0, double: 0, forked: 0, unbalanced: 0, unerased: 0, failed: 0 });
  expect(summary.events).toBeGreaterThan(400);
  expect(table.filter(({ fault, count }) => !fault.startsWith('(') && count > 0).length).toBeGreaterThanOrEqual(12);
});

/** As an administrator could after taking the locks off. */
async function atCentre(world: World, sql: string): Promise<void> {
  const admin = await world.centre.admin();
  await admin.query('SET session_replication_role = replica');
  const { rowCount } = await admin.query(sql);
  await admin.end();
  expect(rowCount, sql).toBeGreaterThan(0);
}

const lastContent = `(SELECT max(sequence) FROM zp.sealed_events WHERE seat = 'DRA-1' AND scope = 'vorgang')`;
const again = `regexp_replace(header, '^\\[1,\\d+', '[1,' || sequence + 1)`;
const asLastOfOther = `regexp_replace(header, '^\\[1,\\d+', '[1,' || m.last + 1)`;
const someAct = `(SELECT min(sequence) FROM zp.ledger_entries WHERE seat = 'DRA-1')`;

/** One world each: what is planted, and what the audit has to say about it. */
const plants: readonly [string, Tally['flaws'][number]['kind'], (world: World) => Promise<void>][] = [
  ['nothing', 'failed', async () => {}],
  [
    'an event gone from the end',
    'lost',
    (world) => atCentre(world, `DELETE FROM zp.sealed_events WHERE seat = 'DRA-1' AND sequence = ${lastContent}`),
  ],
  [
    'a body gone',
    'lost',
    (world) =>
      atCentre(world, `UPDATE zp.sealed_events SET sealed = NULL WHERE seat = 'DRA-1' AND sequence = ${lastContent}`),
  ],
  [
    'the last event once more',
    'double',
    (world) =>
      atCentre(
        world,
        `INSERT INTO zp.sealed_events (ortsverwaltung, seat, sequence, vorgang_id, scope, kind, epoch, header, previous_hash,
           sealed_hash, hash, link_seal, origin_seal, sealed)
         SELECT ortsverwaltung, seat, sequence + 1, vorgang_id, scope, kind, epoch, ${again}, hash, sealed_hash,
           sha256(hash || sealed_hash || convert_to(${again}, 'UTF8')), link_seal, origin_seal, sealed
         FROM zp.sealed_events WHERE seat = 'DRA-1' ORDER BY sequence DESC LIMIT 1`,
      ),
  ],
  [
    'an event of the seat under the name of another',
    'double',
    (world) =>
      atCentre(
        world,
        `INSERT INTO zp.sealed_events (ortsverwaltung, seat, sequence, vorgang_id, scope, kind, epoch, header, previous_hash,
           sealed_hash, hash, link_seal, origin_seal, sealed)
         SELECT e.ortsverwaltung, 'DRA-2', m.last + 1, vorgang_id, scope, kind, epoch,
           ${asLastOfOther}, previous_hash, sealed_hash,
           sha256(previous_hash || sealed_hash || convert_to(${asLastOfOther}, 'UTF8')), link_seal, origin_seal, sealed
         FROM zp.sealed_events e, (SELECT max(sequence) AS last FROM zp.sealed_events WHERE seat = 'DRA-2') m
         WHERE seat = 'DRA-1' ORDER BY sequence DESC LIMIT 1`,
      ),
  ],
  [
    'an event under a lease nobody gave',
    'forked',
    (world) =>
      atCentre(
        world,
        `UPDATE zp.sealed_events SET epoch = epoch + 7 WHERE seat = 'DRA-1' AND sequence = ${lastContent}`,
      ),
  ],
  [
    'two seats that wrote without seeing each other',
    'forked',
    async ({ slots: [one, two] }) => {
      if (!one || !two) throw new Error('no seats');
      one.seat.open('shared', 'Person');
      await one.seat.sync.tick();
      await one.seat.sync.giveBack('shared', 'clerk');
      await two.seat.sync.takeUp('shared', 'clerk');
      two.seat.record('shared', 'form', 'x');
      one.seat.record('shared', 'form', 'y'); // as a seat would that does not ask for its lease
      for (const { seat } of [one, two]) await seat.sync.tick();
    },
  ],
  [
    'a cent too many',
    'unbalanced',
    (world) =>
      atCentre(
        world,
        `UPDATE zp.ledger_entries SET amount_cents = amount_cents + 1 WHERE seat = 'DRA-1' AND sequence = ${someAct}`,
      ),
  ],
  [
    'a fee gone',
    'unbalanced',
    (world) => atCentre(world, `DELETE FROM zp.ledger_entries WHERE seat = 'DRA-1' AND sequence = ${someAct}`),
  ],
  [
    'a fee twice',
    'unbalanced',
    (world) =>
      atCentre(
        world,
        `INSERT INTO zp.ledger_entries SELECT ortsverwaltung, seat, sequence + 1, kind, amount_cents, number, training
         FROM zp.ledger_entries WHERE seat = 'DRA-1' AND sequence = ${someAct}`,
      ),
  ],
  [
    'a key that was to be gone',
    'unerased',
    async (world) => {
      const id = world.slots[0]?.seat.journal.events({ kinds: ['vorgang-opened'] }).at(-1)?.vorgangId ?? '';
      world.erased.set(id, 'vorgang');
    },
  ],
];

it('has an audit that sees planted damage', { timeout: 180_000 }, async () => {
  const tallies: Tally[] = [];
  const orders = plants.map((_plant, i) => ({ seed: seed + i, runs: 1 }));
  await simulateWorlds(
    orders,
    (tally) => tallies.push(tally),
    async (world) => {
      // Something to damage, whatever the dice gave.
      for (const slot of world.slots.slice(0, 2)) {
        const id = `${slot.id}-planted`;
        slot.seat.open(id, 'Person');
        slot.seat.pay(id, 500);
        slot.noteActs();
        await slot.seat.sync.tick();
      }
      await plants[tallies.length]?.[2](world);
    },
  );
  const found = tallies.map(({ flaws }) => [...new Set(flaws.map(({ kind }) => kind))]);
  expect(found[0]).toEqual([]);
  for (const [i, [name, kind]] of plants.entries()) if (i > 0) expect(found[i], name).toContain(kind);
});
