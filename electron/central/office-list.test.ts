/** The list of what is open in an Ortsverwaltung, on a real PostgreSQL: what is told, to whom, in which state, and what is not believed. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type SeatAtCentre, type SeatOptions, startSeatAtCentre } from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';
import type { OfficeVorgang } from '../contract/central.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
}, 60_000);
afterAll(() => centre?.remove());

const running: SeatAtCentre[] = [];
const start = (id: string, options: SeatOptions = {}): SeatAtCentre => {
  const seat = startSeatAtCentre(centre, id, {
    cardOf: (number) => ({
      number,
      serviceTitle: 'Meldebescheinigung',
      person: 'Zoë Weiß',
      stepTitle: 'Gebühr',
      unknown: false,
    }),
    serviceTitle: (serviceId) => `Leistung ${serviceId}`,
    ...options,
  });
  running.push(seat);
  return seat;
};
afterEach(() => {
  for (const seat of running.splice(0)) seat.close();
});

const brief = ({ vorgangId, state, seat, card }: OfficeVorgang) => [vorgangId, state, seat, card?.person ?? null];

describe('the list of the Ortsverwaltung', () => {
  it('follows a Vorgang from held over given back to taken up and ended, and keeps its own out', async () => {
    const [one, two, far] = [start('DRA-1'), start('DRA-2'), start('FIN-1')];
    one.open('walk', 'Weiß');
    await one.sync.tick();
    expect((await one.sync.list()).rows).toEqual([]);
    const [held] = (await two.sync.list()).rows;
    expect(held).toMatchObject({ vorgangId: 'walk', state: 'held', seat: 'DRA-1', unproven: false, here: false });
    // Nobody left a card yet: number and service stand in the opening, the person does not.
    expect(held?.card).toEqual({
      ...{ number: 'walk', serviceTitle: 'Leistung meldebescheinigung', person: '', stepTitle: '', unknown: false },
    });
    await one.sync.leases.acquire('walk');
    await one.sync.giveBack('walk', 'berger');
    const before = two.journal.centre.lastSequence();
    expect((await two.sync.list()).rows.map(brief)).toEqual([['walk', 'waiting', 'DRA-1', 'Zoë Weiß']]);
    expect(two.journal.centre.lastSequence()).toBe(before);
    expect(two.journal.events({ vorgangId: 'walk' })).toEqual([]); // looked at, not stored
    expect((await one.sync.list()).rows.map(brief)).toEqual([['walk', 'waiting', 'DRA-1', 'Zoë Weiß']]);
    expect(one.sync.isAway('walk')).toBe(true);
    await expect(one.sync.hold('walk')).rejects.toMatchObject({ code: 'centre.lease-lost' });
    expect((await far.sync.list()).rows).toEqual([]);
    expect(await far.sync.rowsOf(['walk'])).toEqual([]);

    await two.sync.takeUp('walk', 'yilmaz');
    expect((await two.sync.list()).rows).toEqual([]);
    expect((await two.sync.rowsOf(['walk', 'nobody'])).map(brief)).toEqual([['walk', 'mine', 'DRA-2', 'Zoë Weiß']]);
    expect((await one.sync.list()).rows.map(brief)).toEqual([['walk', 'held', 'DRA-2', 'Zoë Weiß']]);
    two.finish('walk');
    await two.sync.tick();
    expect((await one.sync.list()).rows).toEqual([]);
    expect((await one.sync.rowsOf(['walk'])).map(brief)).toEqual([['walk', 'ended', 'DRA-2', 'Zoë Weiß']]);
  });

  it('shows what a dead seat left, and what was handed over to a seat elsewhere', async () => {
    const [dead, two, far] = [start('DRA-1', { leaseMs: 1_000 }), start('DRA-2'), start('FIN-1')];
    dead.open('left', 'Kaya');
    await dead.sync.tick();
    await dead.sync.leases.acquire('left');
    dead.open('over', 'Adé');
    await dead.sync.tick();
    await dead.sync.leases.acquire('over');
    await dead.sync.handOver('over', 'FIN-1');
    await dead.sync.giveBack('over', 'berger');
    expect((await far.sync.list()).rows.map(brief)).toEqual([['over', 'waiting', 'DRA-1', 'Zoë Weiß']]);
    expect(await two.sync.seats()).toEqual([{ seat: 'FIN-1', ortsverwaltung: 'Finthen' }]);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect((await two.sync.list()).rows.map(brief).sort()).toEqual([
      ['left', 'abandoned', 'DRA-1', ''],
      ['over', 'waiting', 'DRA-1', 'Zoë Weiß'],
    ]);
    await far.sync.takeUp('over', 'yilmaz');
    expect((await two.sync.list()).rows.map(brief).find(([id]) => id === 'over')).toEqual([
      'over',
      'held',
      'FIN-1',
      'Zoë Weiß',
    ]);
    // A lead takes the abandoned one; its seat finds out with its next word and leaves it.
    await two.sync.takeUp('left', 'yilmaz', { lead: 'kraus', reason: 'Platz ausgefallen' });
    expect((await dead.sync.tick()).lostLeases).toEqual(['left']);
    expect(dead.sync.isAway('left')).toBe(true);
  });

  it('shows nothing of what cannot be proven, and nothing of what was erased', async () => {
    const [one, two] = [start('DRA-1'), start('DRA-2')];
    for (const id of ['changed', 'huge', 'gone']) {
      one.open(id, 'X');
      await one.sync.tick();
      await one.sync.leases.acquire(id);
      await one.sync.giveBack(id, 'berger');
    }
    await centre.ask(`SET session_replication_role = replica;
      UPDATE zp.sealed_events SET sealed = sha256(sealed), sealed_hash = sha256(sha256(sealed)),
        hash = sha256(previous_hash || sha256(sha256(sealed)) || convert_to(header, 'UTF8'))
      WHERE vorgang_id = 'changed' AND kind = 'vorgang-given-back'`);
    await centre.ask(`SET session_replication_role = replica;
      ALTER TABLE zp.sealed_events DROP CONSTRAINT body_fits;
      UPDATE zp.sealed_events SET sealed = convert_to(repeat('x', 9000), 'UTF8')
      WHERE vorgang_id = 'huge' AND kind = 'vorgang-given-back'`);
    one.journal.erase({ vorgangId: 'gone', what: 'vorgang', reason: 'Frist', actor: 'seat' });
    await one.sync.tick();
    const rows = (await two.sync.list()).rows.filter(({ vorgangId }) =>
      ['changed', 'huge', 'gone'].includes(vorgangId),
    );
    expect(rows.map(({ vorgangId, card, unproven }) => [vorgangId, card?.person ?? null, unproven]).sort()).toEqual([
      ['changed', null, true],
      ['huge', '', false], // too large to be a card: what the opening says is left
    ]);
    expect(await two.sync.rowsOf(['gone'])).toMatchObject([{ vorgangId: 'gone', state: 'ended', card: null }]);
  });

  it('is bounded: the newest 200, and says that there are more', async () => {
    const [one, two] = [start('DRA-1'), start('DRA-2')];
    one.journal.append({
      kind: 'vorgang-viewed',
      vorgangId: 'log-2026-DRA-1',
      scope: 'vorgang',
      actor: 'berger',
      body: {},
    });
    await one.sync.tick();
    expect((await two.sync.list()).rows.map(({ vorgangId }) => vorgangId)).not.toContain('log-2026-DRA-1'); // no Vorgang
    for (let i = 0; i < 203; i += 1) one.open(`many-${i}`, 'X');
    await one.sync.tick();
    const { rows, more } = await two.sync.list();
    expect([rows.length, more]).toEqual([200, true]);
  }, 30_000);
});
