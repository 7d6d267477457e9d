/** A seat is gone for good: one other seat of its Ortsverwaltung erases at the centre what is due; proven with raw SQL. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessLogId, noteAccess } from '../../electron/retention/access-log.ts';
import { CentreDuty } from '../../electron/retention/centre-duty.ts';
import type { RetentionLaw } from '../../electron/retention/retention-rules.ts';
import { loadLaw } from '../../electron/vorgang/law.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { resourcesDir } from '../../scripts/host/paths.ts';
import { type SeatAtCentre, startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';

const seats = ['DRA-1', 'DRA-2', 'DRA-3', 'FIN-1'].map((seat) => ({
  seat,
  ortsverwaltung: seat.startsWith('DRA') ? 'Drais' : 'Finthen',
}));
const rows = loadLaw(`${resourcesDir}/fees`, { training: true });

let centre: TestCentre;
const open: SeatAtCentre[] = [];
beforeAll(async () => {
  centre = await startTestCentre({ seats });
}, 60_000);
afterAll(async () => {
  for (const seat of open) seat.close();
  await centre?.remove();
});

function start(id: string): SeatAtCentre {
  const seat = startSeatAtCentre(centre, id, { erasuresEveryMs: 0 });
  open.push(seat);
  return seat;
}

/** Silence of any length counts: the test cannot wait two weeks, and nobody may turn back what the centre noted. */
function dutyOf(seat: SeatAtCentre, daysLater: number, silentDays = 0) {
  const today = berlinDay(Date.now() + daysLater * 86_400_000);
  const law: RetentionLaw = (key, day) => ({
    ...rows.row(key, day),
    ...(key === 'retention.silent-seat' ? { value: silentDays } : {}),
  });
  const warned: string[] = [];
  const duty = new CentreDuty({
    ...{ journal: seat.journal, law, seatId: seat.id, today: () => today, nowIso: () => new Date().toISOString() },
    findOrphans: (silentMs) => seat.sync.findOrphans(silentMs),
    dayOf: (iso) => berlinDay(Date.parse(iso)),
    onErased: () => {},
    stopped: () => false,
    warn: (event) => warned.push(event),
  });
  return { duty, warned };
}

const keysLeft = async () =>
  (
    await centre.ask(`SELECT DISTINCT vorgang_id, scope FROM zp.wrapped_keys WHERE wrapped IS NOT NULL AND scope <> 'seat'
               ORDER BY 1, 2`)
  ).map(({ vorgang_id, scope }) => `${vorgang_id} ${scope}`);

const oldLog = accessLogId('DRA-1', '2020-05-05');

it('leaves to a seat that is heard of, and to other Ortsverwaltungen, what is theirs', {
  timeout: 60_000,
}, async () => {
  const one = start('DRA-1');
  for (const id of ['ended', 'cancelled', 'unended']) {
    one.open(id, 'Weiß');
    one.journal.append({
      ...{ kind: 'biometrics-recorded', vorgangId: id, scope: 'biometrics', actor: 'b' },
      body: { name: 'finger', value: { x: 1 } },
    });
  }
  one.finish('ended');
  one.journal.append({ kind: 'vorgang-cancelled', vorgangId: 'cancelled', scope: 'vorgang', actor: 'b', body: {} });
  noteAccess(
    one.journal,
    { seatId: 'DRA-1', day: '2020-05-05' },
    { what: 'vorgang-viewed', by: 'yilmaz', vorgangId: 'x' },
  );
  await one.sync.tick();
  const [two, far] = [start('DRA-2'), start('FIN-1')];
  await Promise.all([two.sync.tick(), far.sync.tick()]);
  const early = dutyOf(two, 400, 14).duty;
  expect(await early.runNow('seat')).toBe(0);
  expect(early.view).toMatchObject({ duty: 'here', orphans: [] });
  const other = dutyOf(far, 400).duty;
  expect(await other.runNow('seat')).toBe(0);
  expect(other.view).toMatchObject({ duty: 'here', orphans: [] });
  one.close();
  open.splice(open.indexOf(one), 1);
});

it('erases by the rows of the day: first what is due at once, the rest when its day comes', {
  timeout: 60_000,
}, async () => {
  const two = open.find(({ id }) => id === 'DRA-2') as SeatAtCentre;
  const first = dutyOf(two, 0).duty;
  // The year 2020 of the log and the biometrics of what was cancelled; nothing that is finished or open.
  expect(await first.runNow('seat')).toBe(2);
  expect(first.view?.orphans.map(({ kind, what, because }) => [kind, what, because]).sort()).toEqual([
    ['cancelled', 'vorgang', 'retention.cancelled-vorgang'],
    ['done', 'biometrics', 'retention.fingerprints-after-issue'],
    ['open', null, null],
  ]);
  await two.sync.tick();
  expect(await keysLeft()).toEqual([
    ...['cancelled vorgang', 'ended biometrics', 'ended vorgang', 'unended biometrics', 'unended vorgang'],
  ]);
  expect(await dutyOf(two, 91).duty.runNow('seat')).toBe(2);
  await two.sync.tick();
  expect(await keysLeft()).toEqual(['ended vorgang', 'unended biometrics', 'unended vorgang']);
  expect(await dutyOf(two, 181).duty.runNow('seat')).toBe(1);
  await two.sync.tick();
  expect(await keysLeft()).toEqual(['unended biometrics', 'unended vorgang']);
  expect(await centre.ask(`SELECT vorgang_id FROM zp.search_terms GROUP BY 1`)).toEqual([{ vorgang_id: 'unended' }]);
  expect(await centre.ask(`SELECT scope, seat FROM zp.erasures WHERE vorgang_id = 'ended' ORDER BY scope`)).toEqual([
    { scope: 'biometrics', seat: 'DRA-2' },
    { scope: 'vorgang', seat: 'DRA-2' },
  ]);
  expect(await dutyOf(two, 400).duty.runNow('seat')).toBe(0);
  expect(two.journal.verify()).toMatchObject({ ok: true, firstBad: null });
  expect(
    two.journal.events({ kinds: ['erased'] }).every(({ body }) => body?.elsewhere === true && body.what !== undefined),
  ).toBe(true);
});

it('one seat has the duty at a time; a second one waits, and follows when the first has let it run out', async () => {
  const three = start('DRA-3');
  const waiting = dutyOf(three, 400).duty;
  expect(await waiting.runNow('seat')).toBe(0);
  expect(waiting.view).toMatchObject({ duty: 'elsewhere', seat: 'DRA-2', orphans: [] });
  await centre.ask(`UPDATE zp.retention_duty SET until = clock_timestamp() WHERE ortsverwaltung = 'Drais'`);
  await waiting.runNow('seat');
  expect(waiting.view).toMatchObject({ duty: 'here', seat: 'DRA-3', orphans: [{ kind: 'open', seat: 'DRA-1' }] });
});

it('the seat that comes back erases its own copy; its chain and all others still prove', {
  timeout: 60_000,
}, async () => {
  const back = start('DRA-1');
  expect((await back.sync.tick()).erased.sort()).toEqual(['cancelled', 'ended', oldLog].sort());
  for (const id of ['cancelled', 'ended', oldLog]) {
    const read = back.journal.events({ vorgangId: id }).filter(({ scope, body }) => scope !== 'seat' && body !== null);
    expect(read, id).toEqual([]);
  }
  expect(back.journal.search('Weiß')).toEqual(['unended']);
  for (const seat of open) expect(seat.journal.verify(), seat.id).toMatchObject({ ok: true, firstBad: null });
});

it('a night is done once; a line that is down is told and tried again', async () => {
  const seat = open.find(({ id }) => id === 'DRA-2') as SeatAtCentre;
  let asked = 0;
  const { duty, warned } = dutyOf(seat, 0);
  seat.sync.stop();
  await duty.eachLook('2026-11-22');
  expect(warned).toEqual(['retention-centre']);
  const counted = new CentreDuty({
    ...{ journal: seat.journal, law: rows.row, seatId: 'DRA-2', today: () => '2026-11-22', nowIso: () => '' },
    async findOrphans() {
      asked += 1;
      return { duty: 'DRA-2', orphans: [] };
    },
    dayOf: (iso) => iso.slice(0, 10),
    onErased: () => {},
    stopped: () => false,
    warn: () => {},
  });
  for (const night of ['2026-11-22', '2026-11-22', '2026-11-23']) await counted.eachLook(night);
  expect(asked).toBe(2);
});

it('a plain client with the certificate of another Ortsverwaltung sees no duty and no orphan, and writes none', async () => {
  const hostile = await centre.rawClient('FIN-1');
  const state = (sql: string) =>
    hostile.query(sql).then(
      ({ rowCount }) => `rows ${rowCount}`,
      (error: { code?: string }) => String(error.code),
    );
  expect(await state(`SELECT 1 FROM zp.retention_duty WHERE ortsverwaltung <> 'Finthen'`)).toBe('rows 0');
  expect(await state(`SELECT 1 FROM zp.orphans(0, 1000)`)).toBe('rows 0');
  for (const sql of [
    `INSERT INTO zp.retention_duty VALUES ('Drais', 'FIN-1', now())`,
    `UPDATE zp.retention_duty SET seat = 'FIN-1'`,
    `DELETE FROM zp.retention_duty`,
  ]) {
    expect(await state(sql), sql).toBe('42501');
  }
  expect(await state(`SELECT zp.erase_vorgang('unended', false)`)).toBe('ZP003');
  await hostile.end();
});
