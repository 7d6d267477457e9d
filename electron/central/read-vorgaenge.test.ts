/** Reading at the centre without taking in: what the own seat dropped comes back, what is not proven does not come at all. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type SeatAtCentre, type SeatOptions, startSeatAtCentre } from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
}, 60_000);
afterAll(() => centre?.remove());

const running: SeatAtCentre[] = [];
function start(id: string, options?: SeatOptions): SeatAtCentre {
  const seat = startSeatAtCentre(centre, id, options);
  running.push(seat);
  return seat;
}
afterEach(() => {
  for (const seat of running.splice(0)) seat.close();
});

const factsOf = async (seat: SeatAtCentre, id: string): Promise<unknown[]> =>
  ((await seat.sync.read([id])).get(id) ?? []).filter(({ kind }) => kind === 'facts-recorded').map(({ body }) => body);

async function finished(seat: SeatAtCentre, id: string): Promise<void> {
  seat.open(id, 'Weiß');
  seat.biometrics(id);
  seat.record(id, 'form', 'neu');
  await seat.sync.tick();
  seat.finish(id);
  await seat.sync.tick();
}
const facts = [
  { stepId: 'form', value: { person: 'Weiß' } },
  { stepId: 'form', value: 'neu' },
];

it('opens in memory what the own seat dropped, what another seat has, and nothing of another Ortsverwaltung', async () => {
  const [one, two, far] = [start('DRA-1', { keepFinishedMs: 0 }), start('DRA-2'), start('FIN-1')];
  await finished(one, 'read-1');
  await one.sync.tick();
  expect(one.journal.events({ vorgangId: 'read-1', kinds: ['facts-recorded'] }).map(({ body }) => body)).toEqual([
    null,
    null,
  ]);
  const events = two.journal.centre.lastSequence();
  expect(await factsOf(one, 'read-1')).toEqual(facts);
  expect(await factsOf(two, 'read-1')).toEqual(facts);
  expect(await factsOf(far, 'read-1')).toEqual([]);
  expect(await factsOf(two, 'nobody')).toEqual([]);
  // Nothing of it stays: no event, no key, no print was even asked for.
  expect(two.journal.centre.lastSequence()).toBe(events);
  expect(two.journal.centre.hasKey('read-1', 'vorgang')).toBe(false);
  const prints = (await two.sync.read(['read-1'])).get('read-1')?.filter(({ scope }) => scope === 'biometrics');
  expect(prints?.map(({ body }) => body)).toEqual([null]);

  one.journal.erase({ vorgangId: 'read-1', what: 'vorgang', reason: 'test', actor: 'berger' });
  expect(await factsOf(one, 'read-1')).toEqual([]); // erased here, although the centre does not know yet
  await one.sync.tick();
  expect(await factsOf(two, 'read-1')).toEqual([null, null]);
});

it.each([
  ['left out', `DELETE FROM zp.sealed_events WHERE vorgang_id = '$id' AND header LIKE '%facts-recorded%'`],
  ['moved', `UPDATE zp.sealed_events SET seat = 'DRA-2' WHERE vorgang_id = '$id'`],
  ['exchanged', `UPDATE zp.sealed_events SET sealed = NULL, origin_seal = sha256('x') WHERE vorgang_id = '$id'`],
])('believes nothing that was %s', async (name, sql) => {
  const [one, two] = [start('DRA-1'), start('DRA-2')];
  const id = `tampered-${name.replace(' ', '-')}`;
  await finished(one, id);
  await centre.ask(`SET session_replication_role = replica; ${sql.replaceAll('$id', id)}`);
  await expect(two.sync.read([id])).rejects.toMatchObject({ code: 'centre.tampered' });
});
