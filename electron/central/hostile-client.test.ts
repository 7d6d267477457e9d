/** What somebody with a seat's certificate and a plain SQL client can do at the centre, and cannot. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roleOf } from '../../scripts/centre/set-up-centre.ts';
import { TestAuthority } from '../../scripts/centre/test-authority.ts';
import { type SeatAtCentre, startSeatAtCentre } from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';
import { directoryStart } from './directory-line.ts';
import { centreMigrations, hashOfMigration, migrateCentre } from './migrate-centre.ts';

let centre: TestCentre;
let drais: SeatAtCentre;
let finthen: SeatAtCentre;
let hostile: pg.Client;
beforeAll(async () => {
  centre = await startTestCentre();
  drais = startSeatAtCentre(centre, 'DRA-1');
  finthen = startSeatAtCentre(centre, 'FIN-1');
  for (const [seat, id] of [
    [drais, 'v-drais'],
    [finthen, 'v-finthen'],
  ] as const) {
    seat.open(id, 'Weiß');
    seat.pay(id, 3700);
    await seat.sync.tick();
  }
  hostile = await centre.rawClient('FIN-1');
  await hostile.query(
    `INSERT INTO zp.service_times VALUES ('Finthen', sha256('x'), 'FIN-1', now(), 1, '', 'walk-in', 1, 1, true)`,
  );
  const values = [Buffer.alloc(32, 1)];
  await hostile.query(`INSERT INTO zp.seat_keys (seat, number, public_key) VALUES ('FIN-1', 1, $1)`, values);
  const columns = '(to_seat, from_seat, generation, package)';
  await hostile.query(`INSERT INTO zp.key_packages ${columns} VALUES ('DRA-1', 'FIN-1', 1, 'x')`);
  await hostile.query(
    `SELECT zp.put_keys(ARRAY['v-finthen'], ARRAY['biometrics'], ARRAY[2], ARRAY[2], ARRAY[$1::bytea])`,
    [Buffer.alloc(60, 1)],
  );
}, 60_000);
afterAll(async () => {
  await hostile?.end();
  drais?.close();
  finthen?.close();
  await centre?.remove();
});

const state = (sql: string, values: unknown[] = []): Promise<string> =>
  hostile.query(sql, values).then(
    ({ rowCount }) => `rows ${rowCount}`,
    (error: { code?: string }) => String(error.code),
  );
const denied = '42501';

describe('a seat with a plain SQL client', () => {
  it('sees the rows of its own Ortsverwaltung only', async () => {
    for (const table of [
      'sealed_events',
      'wrapped_keys',
      'later_keys',
      'ledger_entries',
      'search_terms',
      'lease_grants',
      'leases',
      'vorgaenge',
    ]) {
      const mine = await hostile.query(`SELECT * FROM zp.${table}`);
      expect(mine.rowCount, table).toBeGreaterThan(0);
      expect(
        mine.rows.filter((row) => row.ortsverwaltung !== 'Finthen'),
        table,
      ).toEqual([]);
    }
    expect(await state(`SELECT 1 FROM zp.sealed_events WHERE vorgang_id = 'v-drais'`)).toBe('rows 0');
    // A package is for its seat alone, not even for the one that sent it.
    expect(await state(`SELECT 1 FROM zp.key_packages`)).toBe('rows 0');
  });

  it.each([
    `UPDATE zp.sealed_events SET kind = 'x'`,
    `DELETE FROM zp.sealed_events`,
    `TRUNCATE zp.sealed_events`,
    `DELETE FROM zp.ledger_entries`,
    `UPDATE zp.ledger_entries SET amount_cents = 0`,
    `UPDATE zp.wrapped_keys SET wrapped = NULL`,
    `DELETE FROM zp.search_terms`,
    `UPDATE zp.later_keys SET wrapped = NULL`,
    `INSERT INTO zp.later_keys (ortsverwaltung, seat, vorgang_id, scope, generation, wrapped_by) VALUES ('Drais', 'DRA-1', 'v-drais', 'vorgang', 2, 2)`,
    `INSERT INTO zp.seat_keys (seat, number, public_key) VALUES ('DRA-1', 1, sha256('x'))`,
    `UPDATE zp.seat_keys SET public_key = sha256('x')`,
    `INSERT INTO zp.key_packages (to_seat, from_seat, generation, package) VALUES ('FIN-1', 'DRA-1', 1, 'x')`,
    `UPDATE zp.key_packages SET to_seat = 'FIN-1'`,
    `DELETE FROM zp.key_packages`,
    `UPDATE zp.leases SET seat = 'FIN-1'`,
    `UPDATE zp.leases SET ended = true`,
    `SELECT zp.note_erased()`,
    `INSERT INTO zp.leases VALUES ('Drais', 'v-drais', 9, 'FIN-1', now(), NULL)`,
    `INSERT INTO zp.lease_grants (ortsverwaltung, vorgang_id, epoch, seat, how) VALUES ('Drais', 'v-drais', 9, 'FIN-1', 'acquired')`,
    `INSERT INTO zp.vorgaenge VALUES ('v-new', 'Finthen', 'FIN-1')`,
    `INSERT INTO zp.handovers VALUES ('v-drais', 'FIN-1', 'DRA-1')`,
    `INSERT INTO zp.seats VALUES ('FIN-9', 'seat_FIN-9', 'Drais')`,
    `INSERT INTO zp.ledger_entries (ortsverwaltung, seat, sequence, kind, training) VALUES ('Drais', 'DRA-1', 99, 'fee', true)`,
    `INSERT INTO zp.ledger_entries (ortsverwaltung, seat, sequence, kind, training) VALUES ('Finthen', 'DRA-1', 99, 'fee', true)`,
    `INSERT INTO zp.search_terms VALUES ('Drais', sha256('x'), 'v-drais')`,
    `INSERT INTO zp.erasures VALUES ('v-drais', 'vorgang', 'DRA-1')`,
    `DELETE FROM zp.erasures`,
    `INSERT INTO zp.search_terms VALUES ('Finthen', sha256('x'), 'v-drais')`,
    `INSERT INTO zp.clerk_entries VALUES (1, sha256('x'), sha256('y'), sha256('z'), 'FIN-1')`,
    `UPDATE zp.clerk_entries SET seat = 'FIN-1'`,
    `DELETE FROM zp.clerk_entries`,
    `INSERT INTO zp.clerk_directory_seen VALUES ('DRA-1', 9, 'x', sha256('x'))`,
    `UPDATE zp.clerk_directory_seen SET version = 9`,
    `DELETE FROM zp.clerk_directory_seen`,
    `INSERT INTO zp.search_terms VALUES ('Finthen', sha256('x'), 'v-finthen')`,
    `INSERT INTO zp.sealed_events (ortsverwaltung, seat) VALUES ('Finthen', 'FIN-1')`,
    `INSERT INTO zp.wrapped_keys (ortsverwaltung, seat) VALUES ('Finthen', 'FIN-1')`,
    `UPDATE zp.seat_volume SET events = 0`,
    `SELECT zp.open_vorgaenge(ARRAY['v-drais'], 60000)`,
    `SELECT zp.count_volume('FIN-1', -1000000, 0)`,
    `SELECT * FROM zp.sealed_events_ov_1`,
    `INSERT INTO zp.sealed_events_ov_1 SELECT * FROM zp.sealed_events`,
    `CREATE TABLE public.x ()`,
    `CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    `ALTER TABLE zp.sealed_events DISABLE TRIGGER ALL`,
    `SET ROLE zp_owner`,
    `SET SESSION AUTHORIZATION "seat_DRA-1"`,
    `SELECT zp.add_ortsverwaltung('x', 'x')`,
    `INSERT INTO zp.appointment_claims SELECT * FROM zp.appointment_claims`,
    `UPDATE zp.appointment_claims SET seat = 'FIN-1'`,
    `DELETE FROM zp.appointment_claims`,
    `SELECT * FROM zp.appointment_days`,
    `UPDATE zp.service_times SET wait_seconds = 0`,
    `DELETE FROM zp.service_times`,
    `TRUNCATE zp.service_times`,
    `INSERT INTO zp.service_times VALUES ('Drais', sha256('x'), 'FIN-1', now(), 1, '', 'walk-in', 1, 1, true)`,
    `INSERT INTO zp.service_times VALUES ('Finthen', sha256('x'), 'DRA-1', now(), 1, '', 'walk-in', 1, 1, true)`,
    `SELECT pg_read_file('/etc/passwd')`,
    `COPY (SELECT 1) TO PROGRAM 'true'`,
  ])('may not %s', async (sql) => {
    expect(await state(sql)).toBe(denied);
  });

  it('gets nothing by the functions that it could not get by itself', async () => {
    expect((await hostile.query(`SELECT state FROM zp.lease_acquire('v-drais', 60000)`)).rows).toEqual([
      { state: 'not-found' },
    ]);
    expect((await hostile.query(`SELECT state FROM zp.lease_acquire('v-drais', 60000, 'me', 'because')`)).rows).toEqual(
      [{ state: 'not-found' }],
    );
    expect(await state(`SELECT * FROM zp.leases_renew(ARRAY['v-drais'], ARRAY[1], 60000)`)).toBe('rows 0');
    expect((await hostile.query(`SELECT zp.lease_release('v-drais', 1, 0) AS ok`)).rows).toEqual([{ ok: false }]);
    expect(await state(`SELECT zp.hand_over('v-drais', 'FIN-1')`)).toBe('ZP003');
    expect(await state(`SELECT zp.erase_vorgang('v-drais', false)`)).toBe('ZP003');
    expect(await state(`SELECT zp.erase_vorgang('v-finthen', false)`)).toBe('ZP003'); // no erased event of its own
    const put = `ARRAY['v-drais'], ARRAY['vorgang'], ARRAY[2], ARRAY[2], ARRAY[decode(repeat('00', 60), 'hex')]`;
    expect(await state(`SELECT zp.put_keys(${put})`)).toBe('ZP003');
    expect(await state(`SELECT * FROM zp.states_of(ARRAY['v-drais'])`)).toBe('rows 0');
    expect(await state(`SELECT * FROM zp.states_of(ARRAY['v-finthen'])`)).toBe('rows 1');
    expect((await hostile.query(`SELECT vorgang_id FROM zp.open_list(500)`)).rows).toEqual([]);
    expect(await state(`SELECT 1 FROM zp.vorgaenge WHERE vorgang_id = 'v-drais'`)).toBe('rows 0');
  });

  it('draws numbers for its own Ortsverwaltung only, and never as another seat', async () => {
    const put = (day: string) =>
      state(
        `SELECT * FROM zp.appointment_put(${day}, sha256('e'), 0, 'walk-in', 'here', 'here', '', now(), NULL, NULL, NULL, 0)`,
      );
    expect(await put('now()::date')).toBe('rows 1');
    expect(await put('now()::date')).toBe('rows 0');
    expect(await put(`'2020-01-01'`)).toBe('ZP003');
    const { rows } = await hostile.query(`SELECT DISTINCT ortsverwaltung, seat FROM zp.appointment_claims`);
    expect(rows).toEqual([{ ortsverwaltung: 'Finthen', seat: 'FIN-1' }]);
    expect(await state('SELECT zp.appointments_forget()')).toBe('rows 1');
    expect(await state('SELECT 1 FROM zp.appointment_claims')).toBe('rows 1');
  });

  it('appends to the clerks’ directory only at its end, and speaks of its reading only for itself', async () => {
    const start = `decode(repeat('00', 32), 'hex')`;
    expect(await state(`SELECT zp.clerk_append(2, ${start}, sha256('x'))`)).toBe('ZP006');
    expect(await state(`SELECT zp.clerk_append(1, sha256('x'), sha256('x'))`)).toBe('ZP006');
    expect(await state(`SELECT zp.clerk_append(1, ${start}, sha256('x'))`)).toBe('rows 1');
    expect(await state(`SELECT zp.clerk_append(1, ${start}, sha256('x'))`)).toBe('rows 1'); // the same once more
    expect(await state(`SELECT zp.clerk_append(1, ${start}, sha256('y'))`)).toBe('ZP006');
    expect(await state(`SELECT zp.clerk_seen(7, 'x', sha256('x'))`)).toBe('rows 1');
    expect((await hostile.query('SELECT version, seat FROM zp.clerk_entries')).rows).toEqual([
      { version: '1', seat: 'FIN-1' },
    ]);
    expect((await hostile.query('SELECT seat FROM zp.clerk_directory_seen')).rows).toEqual([{ seat: 'FIN-1' }]);
    // What it wrote has no key behind it: no seat takes it for an entry.
    await expect(drais.sync.directory.read(directoryStart)).rejects.toMatchObject({ code: 'clerks.tampered' });
  });

  it('may add only what continues its own chain, under a lease of its own', async () => {
    const { rows } = await hostile.query<{ sequence: string; hash: Buffer }>(
      `SELECT sequence, hash FROM zp.sealed_events WHERE seat = 'FIN-1' ORDER BY sequence DESC LIMIT 1`,
    );
    const last = Number(rows[0]?.sequence);
    const end = rows[0]?.hash ?? Buffer.alloc(32);
    const push = (over: { sequence?: number; previous?: Buffer; vorgang?: string; hash?: Buffer; times?: number }) => {
      const { sequence = last + 1, previous = end, vorgang = 'v-finthen', times = 1 } = over;
      const header = JSON.stringify([1, sequence, '2026-11-22T10:00:00.000Z', 'x', vorgang, 'vorgang', 'eve', false]);
      const sealedHash = createHash('sha256').update('').digest();
      const hash = createHash('sha256')
        .update(Buffer.concat([previous, sealedHash, Buffer.from(header)]))
        .digest();
      const zero = Buffer.alloc(32);
      const row = [header, previous, sealedHash, over.hash ?? hash, zero, zero, Buffer.alloc(0)];
      return state(
        'SELECT zp.push($1, $2, $3, $4, $5, $6, $7, ARRAY[]::text[], ARRAY[]::text[], ARRAY[]::bytea[], ARRAY[]::bigint[], ARRAY[]::text[], ARRAY[]::bigint[], ARRAY[]::text[], ARRAY[]::boolean[], 60000)',
        row.map((value) => Array.from({ length: times }, () => value)),
      );
    };
    await hostile.query('BEGIN');
    const tried: string[] = [];
    for (const over of [
      { sequence: last + 2 },
      { previous: Buffer.alloc(32, 1) },
      { vorgang: 'v-drais' },
      { hash: Buffer.alloc(32, 1) },
      { sequence: last },
      { times: 2_001 },
    ]) {
      await hostile.query('SAVEPOINT s');
      tried.push(await push(over));
      await hostile.query('ROLLBACK TO s');
    }
    expect(tried).toEqual(['ZP002', 'ZP002', 'ZP003', '23514', 'ZP002', 'ZP007']);
    expect(await push({})).toBe('rows 1'); // the database cannot know the chain key; the reading seat does
    const mine = await hostile.query(
      `SELECT ortsverwaltung, seat, epoch FROM zp.sealed_events ORDER BY sequence DESC LIMIT 1`,
    );
    expect(mine.rows).toEqual([{ ortsverwaltung: 'Finthen', seat: 'FIN-1', epoch: 1 }]); // whatever it says of itself
    await hostile.query('ROLLBACK');
  });

  it('cannot fill the centre without bound', async () => {
    await hostile.query('BEGIN');
    const terms = (count: number) =>
      state(
        `SELECT zp.put_terms(array_fill('v-finthen'::text, ARRAY[$1::integer]), ARRAY(SELECT sha256(i::text::bytea) FROM generate_series(1, $1::integer) i))`,
        [count],
      );
    expect(await terms(1_000)).toBe('rows 1');
    expect(await state(`SELECT 1 FROM zp.search_terms WHERE vorgang_id = 'v-finthen'`)).toMatch(/^rows 6\d$/);
    expect(await state(`SELECT zp.put_terms(ARRAY['v-drais'], ARRAY[sha256('x')])`)).toBe('rows 1');
    await hostile.query('SAVEPOINT s');
    expect(await terms(2_001)).toBe('ZP007');
    await hostile.query('ROLLBACK');
    const admin = await centre.admin();
    expect(
      (await admin.query(`SELECT 1 FROM zp.search_terms WHERE vorgang_id = 'v-drais' AND ortsverwaltung = 'Finthen'`))
        .rowCount,
    ).toBe(0);
    await admin.query(`UPDATE zp.seat_volume SET events = 200000 WHERE seat = 'FIN-1'`);
    finthen.record('v-finthen', 'form', 'x');
    await expect(finthen.sync.tick()).rejects.toMatchObject({ code: 'centre.refused', params: { state: 'ZP007' } });
    await admin.query(`UPDATE zp.seat_volume SET events = 0 WHERE seat = 'FIN-1'`);
    await finthen.sync.tick();
    await admin.end();
    const many: pg.Client[] = [];
    const refused: string[] = [];
    for (let i = 0; i < 14; i += 1) {
      await centre.rawClient('FIN-1').then(
        (client) => many.push(client),
        (error: { code?: string }) => refused.push(String(error.code)),
      );
    }
    for (const client of many) await client.end();
    expect(many.length).toBeLessThanOrEqual(11);
    expect(new Set(refused)).toEqual(new Set(['53300']));
    expect((await hostile.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '30s' }]);
    expect(await state(`SET temp_file_limit = '10GB'`)).toBe(denied);
  });

  it('sees what was handed over to it, and that alone', async () => {
    await drais.sync.leases.acquire('v-drais');
    await drais.sync.handOver('v-drais', 'FIN-1');
    const seen = await hostile.query(`SELECT DISTINCT vorgang_id FROM zp.sealed_events WHERE ortsverwaltung = 'Drais'`);
    expect(seen.rows).toEqual([{ vorgang_id: 'v-drais' }]);
    expect(await state(`SELECT 1 FROM zp.wrapped_keys WHERE vorgang_id = 'v-drais'`)).toBe('rows 1');
    expect(await state(`SELECT 1 FROM zp.wrapped_keys WHERE ortsverwaltung = 'Drais' AND scope = 'seat'`)).toBe(
      'rows 0',
    );
    expect(await state(`SELECT 1 FROM zp.ledger_entries WHERE ortsverwaltung = 'Drais'`)).toBe('rows 0');
  });
});

describe('the door', () => {
  const connect = (config: pg.ClientConfig) => {
    const client = new pg.Client({ host: '127.0.0.1', port: centre.cluster.port, database: 'zweitplatz', ...config });
    client.on('error', () => {});
    return client.connect().then(
      () => client.end().then(() => 'open'),
      (error: { code?: string }) => error.code ?? 'closed',
    );
  };

  it('opens to a certificate of the authority under its own name only', async () => {
    const { ca, cert, key } = centre.policyOf('FIN-1');
    const ssl = { ca: readFileSync(ca), cert: readFileSync(cert), key: readFileSync(key) };
    expect(await connect({ user: roleOf('FIN-1'), ssl })).toBe('open');
    expect(await connect({ user: roleOf('DRA-1'), ssl })).toBe('28000');
    expect(await connect({ user: 'postgres', ssl })).toBe('28000');
    expect(await connect({ user: roleOf('FIN-1'), ssl, database: 'postgres' })).toBe('28000');
    expect(await connect({ user: roleOf('FIN-1'), ssl: false })).toBe('28000');
    expect(await connect({ user: roleOf('FIN-1'), ssl: { ca: ssl.ca } })).not.toBe('open');
    const stranger = new TestAuthority(path.join(centre.folder, 'stranger'), 'Fremde CA').issue(roleOf('FIN-1'));
    const foreign = { ca: ssl.ca, cert: readFileSync(stranger.certFile), key: readFileSync(stranger.keyFile) };
    expect(await connect({ user: roleOf('FIN-1'), ssl: foreign })).not.toBe('open');
  });

  it('keeps even the owner and the superuser from changing what arrived without taking the lock off first', async () => {
    const admin = await centre.admin();
    const refused = (sql: string) =>
      admin.query(sql).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
    for (const sql of [
      `UPDATE zp.sealed_events SET kind = 'x'`,
      `DELETE FROM zp.sealed_events_ov_1`,
      `TRUNCATE zp.sealed_events_ov_1`,
      `UPDATE zp.wrapped_keys SET wrapped = decode(repeat('00', 60), 'hex')`,
      `DELETE FROM zp.ledger_entries`,
      `DELETE FROM zp.lease_grants`,
      `DELETE FROM zp.seat_keys`,
      `UPDATE zp.key_packages SET generation = 1`,
      `TRUNCATE zp.later_keys`,
      `UPDATE zp.vorgaenge SET ortsverwaltung = 'Drais'`,
      `UPDATE zp.service_times SET wait_seconds = 0`,
      `TRUNCATE zp.service_times`,
    ]) {
      expect(await refused(sql), sql).toBe('ZP001');
    }
    await admin.end();
  });

  it('shows an administrator no body, no name and no key', async () => {
    const dump = await centre.admin();
    const all: string[] = [];
    for (const table of [
      'sealed_events',
      'wrapped_keys',
      'search_terms',
      'ledger_entries',
      'vorgaenge',
      'open_items',
    ]) {
      const { rows } = await dump.query<{ row: string }>(`SELECT t::text AS row FROM zp.${table} t`);
      all.push(...rows.map(({ row }) => row));
    }
    await dump.end();
    const text = all.join('\n');
    expect(text).toContain('v-drais');
    for (const secret of [
      'Weiß',
      'Geheimnis',
      'Weiss',
      'weis',
      Buffer.from('Weiß').toString('hex'),
      drais.authorityKeyHex,
    ]) {
      expect(text.includes(secret), secret).toBe(false);
    }
  });
});

describe('the migrations', () => {
  /** Centres out there were made with exactly these words: add a line for a new step, never change one. */
  const frozen = [
    '605065dca63a7c4138c7afafa83437b6f7e3dfdf77c316244bd1b0cdb8be4f0b',
    '808bc5abfbffd3b6be5dab69892a42c22c8d05bb418d007f28ab4fa6c67cfe63',
    'a443feaeff1dabc4b95e073a3cea40b7596fcb7b569406cbceb83748f6ad1781',
    '71adfef89361722b2acd405bbb5877fd852374db0150adcff273c8a3ce048842',
    '20fa0011a91493e9c24265e28c4cbba30ba6c5b4ec8eb0ba1645dba769864feb',
    '2a507b6a880272f2fa7142585922c9f9cf9f6352a97c67de4d5755bef0042e78',
    '49bdf9008125b62e6613eeccb481e8285faf613a73969cf79ba33133324c25a3',
    'd4b19397999e2bcdb0eb3b3515d5f2f71f49041cb9aa8269c6be7fa82ab18c3a',
    'c6dbefb00889134d18ab186f38cea817f60ba6911a75d413dd2560ed3898489c',
    'd6048adbd285ced0735ab46e23a783fa2ec10622730c09522b61890ff0dcccc9',
    '4d2540d552ed1fe98fef94a19ce5191d09d06749538b1c6c2fb20ba304e7f201',
    'eb3092298b049192d210c92f4e483d69dacb81d099fbebd17c0400dfc6f68182',
    '35a8b20415f342d2fa4eb3e9b3139abdd69fa7dc3eb0fac37573d09041abf6d5',
  ];

  it('are frozen, run once and notice a changed step', async () => {
    expect(centreMigrations.map(hashOfMigration)).toEqual(frozen);
    const admin = await centre.admin();
    expect(await migrateCentre(admin)).toEqual({ from: centreMigrations.length, to: centreMigrations.length });
    await admin.query('BEGIN');
    await admin.query(`UPDATE public.zp_migrations SET sha256 = 'x' WHERE step = 2`);
    await expect(migrateCentre(admin)).rejects.toThrow('another form');
    await admin.query('ROLLBACK');
    await admin.end();
  });
});
