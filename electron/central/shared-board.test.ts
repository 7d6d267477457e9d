/** Two seats, one list, a real PostgreSQL: nobody is called twice, no number is drawn twice, and no times tell who it was. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf } from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';
import { openTestRoom } from '../appointments/appointments-fixture.ts';
import { changeOf, takeStep } from '../appointments/board-steps.ts';
import { dayOf } from '../appointments/counter-day.ts';
import type { Board, ServiceTime } from '../appointments/port.ts';
import { addUp, timeRecordedKind } from '../appointments/service-times.ts';
import { CentreLine } from './centre-line.ts';
import { createSharedBoard } from './shared-board.ts';
import { createSharedTimes } from './shared-times.ts';

let centre: TestCentre;
const lines: CentreLine[] = [];
const lineOf = (seat: string): CentreLine => {
  const line = new CentreLine({ address: addressOf(centre, seat), purpose: 'appointments' });
  lines.push(line);
  return line;
};
beforeAll(async () => {
  centre = await startTestCentre();
}, 60_000);
afterAll(async () => {
  for (const line of lines) line.close();
  await centre?.remove();
});

const today = dayOf(Date.now());
const entryOf = (number: number): string => number.toString(16).padStart(64, '0');
const walkIn = (number: number) => changeOf({ entry: entryOf(number), kind: 'walk-in', row: null });

describe('one board for two seats', () => {
  it('draws each number once, however many draw at once', async () => {
    const boards = [createSharedBoard(lineOf('DRA-1')), createSharedBoard(lineOf('DRA-2'))];
    const drawn = await Promise.all(
      Array.from({ length: 40 }, (_each, index) =>
        boards[index % 2]?.put(today, { ...walkIn(1_000 + index), state: 'here' }, 0),
      ),
    );
    expect(drawn.map((row) => row?.number).sort((a = 0, b = 0) => a - b)).toEqual(
      Array.from({ length: 40 }, (_each, i) => i + 1),
    );
    expect(await boards[0]?.rows(today)).toHaveLength(40);
    expect(await createSharedBoard(lineOf('FIN-1')).rows(today)).toEqual([]);
    expect((await createSharedBoard(lineOf('FIN-1')).put(today, walkIn(1), 0))?.number).toBe(1);
  });

  it('lets one of two have each citizen, called at the very same moment', async () => {
    const seats = ['DRA-1', 'DRA-2'] as const;
    const boards = new Map<string, Board>(seats.map((seat) => [seat, createSharedBoard(lineOf(seat))]));
    const call = async (seat: string, entry: string) => {
      const board = boards.get(seat);
      const row = (await board?.rows(today))?.find((each) => each.entry === entry) ?? null;
      return board?.put(
        today,
        takeStep('call', { entry, kind: 'appointment', row }, seat, Date.now()),
        row?.version ?? 0,
      );
    };
    for (let index = 0; index < 30; index += 1) {
      const entry = entryOf(5_000 + index);
      const won = await Promise.all(
        seats.map((seat) => call(seat, entry).catch((error: { code: string }) => error.code)),
      );
      const rows = won.filter((row) => row !== null && typeof row === 'object');
      expect(rows).toHaveLength(1);
    }
    const [{ twice } = { twice: '1' }] = await centre.ask<{ twice: string }>(
      `SELECT count(*) AS twice FROM (SELECT number FROM zp.appointment_claims WHERE ortsverwaltung = 'Drais' GROUP BY number HAVING count(*) > 1) x`,
    );
    expect(twice).toBe('0');
  });

  it('keeps what another seat has called or serves from everybody, until a call is long forgotten', async () => {
    const [one, two] = [createSharedBoard(lineOf('DRA-1')), createSharedBoard(lineOf('DRA-2'))];
    const row = await one.put(today, { ...walkIn(7_000), state: 'called', calledAtMs: Date.now(), calls: 1 }, 0);
    const steal = { ...walkIn(7_000), state: 'serving' as const };
    expect(await two.put(today, steal, row?.version ?? 0)).toBeNull();
    await centre.ask(
      `UPDATE zp.appointment_claims SET changed_at = clock_timestamp() - interval '11 minutes' WHERE entry = $1`,
      [Buffer.from(entryOf(7_000), 'hex')],
    );
    expect(await two.put(today, steal, row?.version ?? 0)).toMatchObject({
      seat: 'DRA-2',
      state: 'serving',
      version: 2,
    });
    expect(await one.put(today, { ...steal, state: 'done' }, 2)).toBeNull();
    expect(await two.put(today, { ...steal, state: 'done' }, 1)).toBeNull(); // an old version
    expect(await two.put(today, { ...steal, state: 'done' }, 2)).toMatchObject({ state: 'done', version: 3 });
  });

  it('bears asking again after an answer that got lost, takes no other day, and forgets what is over', async () => {
    const board = createSharedBoard(lineOf('DRA-1'));
    const first = await board.put(today, { ...walkIn(8_000), state: 'here' }, 0);
    expect(await board.put(today, { ...walkIn(8_000), state: 'here' }, 0)).toBeNull();
    expect((await board.rows(today)).find(({ entry }) => entry === entryOf(8_000))).toEqual(first);
    const nextYear = dayOf(Date.now() + 366 * 86_400_000);
    await expect(board.put(nextYear, walkIn(8_001), 0)).rejects.toMatchObject({ code: 'centre.refused' });
    await centre.ask(`INSERT INTO zp.appointment_claims SELECT ortsverwaltung, day - 3, entry, number, kind, state, previous, service, seat,
      arrived_at, called_at, started_at, ended_at, calls, version, changed_at FROM zp.appointment_claims WHERE ortsverwaltung = 'Drais'`);
    await board.forgetBefore(today);
    expect(
      await centre.ask(
        `SELECT DISTINCT day = (clock_timestamp() AT TIME ZONE 'Europe/Berlin')::date AS now FROM zp.appointment_claims WHERE ortsverwaltung = 'Drais'`,
      ),
    ).toEqual([{ now: true }]);
  });
});

describe('two rooms at one centre', () => {
  it('share walk-ins, calls and no-shows; say so when the line is gone, and then call nobody', async () => {
    await centre.ask(`DELETE FROM zp.appointment_claims WHERE ortsverwaltung = 'Drais'`);
    const line = lineOf('DRA-2');
    const nowMs = Date.now();
    const one = openTestRoom({ seat: 'DRA-1', board: createSharedBoard(lineOf('DRA-1')) }, nowMs);
    const two = openTestRoom({ seat: 'DRA-2', board: createSharedBoard(line) }, nowMs);
    for (let index = 0; index < 8; index += 1) await one.room.walkIn({ serviceId: 'meldebescheinigung' }, null);
    const called: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const views = await Promise.all([one.room.callNext({}, null), two.room.callNext({}, null)]);
      for (const [index, { entries, calledId }] of views.entries()) {
        const mine = entries.find(({ id }) => id === calledId);
        called.push(mine?.number ?? 0);
        await [one, two][index]?.room.finish({ id: calledId ?? '' }, null);
      }
    }
    expect(new Set(called).size).toBe(8);
    expect(await two.view()).toMatchObject({ sharing: 'shared', waiting: 0 });
    await one.room.walkIn({ serviceId: null }, null);
    line.close();
    expect(await two.view()).toMatchObject({ sharing: 'lost' });
    await expect(two.room.callNext({}, null)).rejects.toMatchObject({ code: 'appointments.not-shared' });
    expect(await one.view()).toMatchObject({ sharing: 'shared', waiting: 1 });
  });
});

describe('times at the centre', () => {
  const service = fc.record({
    day: fc.constantFrom('2026-11-20', '2026-11-21'),
    bucket: fc.integer({ min: 15, max: 20 }),
    serviceId: fc.constantFrom('personalausweis', 'meldebescheinigung', ''),
    kind: fc.constantFrom('appointment' as const, 'walk-in' as const, 'no-show' as const),
    waitSeconds: fc.option(fc.integer({ min: 0, max: 5_000 })),
    serviceSeconds: fc.option(fc.integer({ min: 0, max: 5_000 })),
  });

  it('are added once, added up as a seat would by itself, and read by every Ortsverwaltung', async () => {
    const drawn = fc.sample(service, { numRuns: 200, seed: 7 });
    const own: ServiceTime[] = drawn.map((time) => ({ ...time, ortsverwaltung: 'Drais' }));
    const rows = own.map((time, index) => ({ ...time, id: Buffer.from(entryOf(index), 'hex') }));
    const shared = createSharedTimes(lineOf('DRA-1'), true);
    await shared.push(rows.slice(0, 120));
    await shared.push(rows);
    await createSharedTimes(lineOf('DRA-2'), false).push([
      { ...own[0], id: Buffer.alloc(32, 9) } as (typeof rows)[number],
    ]);
    const read = await createSharedTimes(lineOf('FIN-1'), true).read('2026-11-20', '2026-11-21');
    const mine = addUp(own);
    const byName = (a: object, b: object) => JSON.stringify(a).localeCompare(JSON.stringify(b));
    expect(read.services.toSorted(byName)).toEqual(mine.services.toSorted(byName));
    expect(read.halfHours.toSorted(byName)).toEqual(mine.halfHours.toSorted(byName));
    expect(await shared.read('2026-11-22', '2026-11-30')).toEqual({ services: [], halfHours: [] });
  });

  it('come from rooms without anything that leads to a person, a Vorgang or a clerk', async () => {
    const test = openTestRoom({ seat: 'DRA-1', times: createSharedTimes(lineOf('DRA-1'), true) }, Date.now());
    await test.room.walkIn({ serviceId: 'personalausweis' }, null);
    const { calledId } = await test.room.callNext({}, null);
    await test.room.startVorgang({ id: calledId ?? '' }, null);
    await test.room.finish({ id: calledId ?? '' }, null);
    test.role = 'lead';
    const period = { from: today, to: today };
    expect((await test.room.times(period, null)).allSeats).toBe(true);
    await test.room.exportTimes(period, null);
    const [row] = await centre.ask<Record<string, unknown>>(
      `SELECT * FROM zp.service_times WHERE day = $1 AND seat = 'DRA-1'`,
      [today],
    );
    expect(Object.keys(row ?? {}).sort()).toEqual(
      [
        'bucket',
        'day',
        'id',
        'kind',
        'ortsverwaltung',
        'seat',
        'service',
        'service_seconds',
        'training',
        'wait_seconds',
      ].sort(),
    );
    const event = test.journal.events.find(({ kind }) => kind === timeRecordedKind);
    const dump =
      JSON.stringify(await centre.ask(`SELECT s::text FROM zp.service_times s`)) +
      JSON.stringify(await centre.ask(`SELECT c::text FROM zp.appointment_claims c`)) +
      [...test.files.values()].join();
    for (const secret of ['berger', 'Berger', 'v-1"', `"sequence":${event?.sequence}`])
      expect(dump).not.toContain(secret);
    await test.room.times(period, null);
    expect(await centre.ask(`SELECT 1 FROM zp.service_times WHERE day = $1 AND seat = 'DRA-1'`, [today])).toHaveLength(
      1,
    );
  });
});
