/** What the database itself says about every table and function there is, so that none added later is forgotten; and what a dump shows. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresBin } from '../../scripts/centre/postgres-cluster.ts';
import { connectAdmin } from '../../scripts/centre/set-up-centre.ts';
import { startSeatAtCentre } from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';
import { centreMigrations, migrateCentre } from './migrate-centre.ts';

let centre: TestCentre;
let admin: pg.Client;
beforeAll(async () => {
  centre = await startTestCentre();
  admin = await centre.admin();
}, 60_000);
afterAll(async () => {
  await admin?.end();
  await centre?.remove();
});

const names = async (sql: string): Promise<string[]> =>
  (await admin.query<{ name: string }>(sql)).rows.map(({ name }) => name);
const relations = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'zp'`;
const functions = `pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'zp'`;

describe('every table of the centre', () => {
  it('is closed by row security and belongs to the owner that nobody signs in as', async () => {
    expect(await names(`SELECT relname AS name FROM ${relations} WHERE c.relkind IN ('r', 'p')`)).not.toEqual([]);
    expect(
      await names(`SELECT relname AS name FROM ${relations} WHERE c.relkind IN ('r', 'p') AND NOT c.relrowsecurity`),
    ).toEqual([]);
    expect(
      await names(`SELECT relname AS name FROM ${relations} JOIN pg_roles r ON r.oid = c.relowner
      WHERE r.rolname <> 'zp_owner' OR r.rolcanlogin`),
    ).toEqual([]);
    // A view reads with its owner's rights, past row security.
    expect(await names(`SELECT relname AS name FROM ${relations} WHERE c.relkind IN ('v', 'm', 'f')`)).toEqual([]);
  });

  it('lets no seat change, delete or empty anything, and gives PUBLIC nothing', async () => {
    const grants = `(SELECT c.relname, a.grantee, a.privilege_type FROM ${relations}, aclexplode(c.relacl) a
      UNION ALL SELECT c.relname, a.grantee, a.privilege_type FROM ${relations}
        JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a) g LEFT JOIN pg_roles r ON r.oid = g.grantee`;
    expect(
      await names(`SELECT relname || ' ' || privilege_type AS name FROM ${grants}
      WHERE r.rolname IS DISTINCT FROM 'zp_owner' AND privilege_type NOT IN ('SELECT', 'INSERT')`),
    ).toEqual([]);
    expect(await names(`SELECT relname AS name FROM ${grants} WHERE g.grantee = 0`)).toEqual([]);
    // What a seat may insert by itself is named here one by one; all else goes through functions that check.
    expect(
      await names(`SELECT DISTINCT relname AS name FROM ${grants} WHERE r.rolname = 'zp_seat' AND privilege_type = 'INSERT'
        ORDER BY relname`),
    ).toEqual(insertedBySeats);
    expect(
      await names(`SELECT s.rolname AS name FROM pg_roles s WHERE s.rolname LIKE 'seat\\_%'
      AND (s.rolsuper OR s.rolbypassrls OR s.rolcreaterole OR s.rolcreatedb OR s.rolreplication OR s.rolconnlimit < 1)`),
    ).toEqual([]);
    expect(
      await names(`SELECT r.rolname AS name FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
      JOIN pg_roles s ON s.oid = m.member WHERE s.rolname LIKE 'seat\\_%' AND r.rolname <> 'zp_seat'`),
    ).toEqual([]);
  });

  it('has a limit for the length of every text and byte string a seat may insert by itself', async () => {
    const unbounded = await names(`SELECT c.relname || '.' || t.attname AS name FROM ${relations}
      JOIN pg_attribute t ON t.attrelid = c.oid AND t.attnum > 0 AND t.atttypid IN ('text'::regtype, 'bytea'::regtype)
      WHERE c.relname = ANY ('{${insertedBySeats.join(',')}}') AND has_column_privilege('zp_seat', c.oid, t.attnum, 'INSERT')
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND t.attnum = ANY (k.conkey) AND k.contype IN ('c', 'f'))
      AND NOT EXISTS (SELECT 1 FROM pg_policy y WHERE y.polrelid = c.oid AND y.polcmd = 'a'
        AND pg_get_expr(y.polwithcheck, c.oid) LIKE '%(' || t.attname || ' = %')`);
    expect(unbounded).toEqual([]);
  });
});

describe('every function of the centre', () => {
  it('is for nobody by default', async () => {
    expect(
      await names(`SELECT DISTINCT p.proname AS name FROM ${functions}, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      WHERE a.grantee = 0`),
    ).toEqual([]);
  });

  it('that acts with the rights of its owner has its search path pinned', async () => {
    expect(
      await names(`SELECT p.proname AS name FROM ${functions} WHERE p.prosecdef
      AND NOT coalesce(p.proconfig @> ARRAY['search_path=zp, pg_temp'], false)`),
    ).toEqual([]);
    expect((await names(`SELECT p.proname AS name FROM ${functions} WHERE p.prosecdef`)).length).toBeGreaterThan(8);
  });

  it('in no other schema can a seat make anything', async () => {
    expect(
      await names(
        `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_temp' AND has_schema_privilege('zp_seat', oid, 'CREATE')`,
      ),
    ).toEqual([]);
  });
});

describe('the schema is plain', () => {
  it('keeps every large table by Ortsverwaltung, and lets them point at the small ones only', async () => {
    const parts = `pg_partitioned_table t JOIN ${relations} ON c.oid = t.partrelid`;
    expect((await names(`SELECT relname AS name FROM ${parts}`)).length).toBeGreaterThan(8);
    // The column that a distributed PostgreSQL spreads rows by is the first of every key.
    expect(
      await names(`SELECT c.relname AS name FROM ${parts} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'u')
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] WHERE a.attname <> 'ortsverwaltung'`),
    ).toEqual([]);
    expect(
      await names(`SELECT c.relname AS name FROM ${relations} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
      WHERE k.confrelid IN (SELECT partrelid FROM pg_partitioned_table)`),
    ).toEqual([]);
  });

  it('uses nothing that YugabyteDB does not have: transition tables, exclusions, deferred checks, advisory locks, extensions', async () => {
    expect(
      await names(`SELECT tgname AS name FROM pg_trigger t JOIN ${relations} ON c.oid = t.tgrelid
      WHERE t.tgnewtable IS NOT NULL OR t.tgoldtable IS NOT NULL OR t.tgdeferrable`),
    ).toEqual([]);
    expect(
      await names(`SELECT conname AS name FROM pg_constraint k JOIN ${relations} ON c.oid = k.conrelid
      WHERE k.contype = 'x' OR k.condeferrable`),
    ).toEqual([]);
    expect(
      await names(`SELECT proname AS name FROM ${functions} WHERE p.prosrc ~* 'advisory|notify|lock table'`),
    ).toEqual([]);
    expect(await names('SELECT extname AS name FROM pg_extension')).toEqual(['plpgsql']);
  });
});

it('comes to its form once, also when two administrators begin at the same moment', async () => {
  await admin.query('CREATE DATABASE made_twice OWNER zp_owner');
  const both = await Promise.all([
    connectAdmin(centre.cluster, 'made_twice'),
    connectAdmin(centre.cluster, 'made_twice'),
  ]);
  try {
    const ends = await Promise.all(both.map((each) => migrateCentre(each)));
    expect(ends.map(({ to }) => to)).toEqual([centreMigrations.length, centreMigrations.length]);
    expect(await migrateCentre(admin)).toEqual({ from: centreMigrations.length, to: centreMigrations.length });
  } finally {
    for (const each of both) await each.end();
    await admin.query('DROP DATABASE made_twice');
  }
});

/** Their rows count for the seat's volume of the day. */
const insertedBySeats: string[] = ['key_packages', 'seat_keys', 'service_times', 'stock_moves', 'till_lines'];

it('shows in a dump of the whole database no name, no number and no body, in clear or written otherwise', async () => {
  const [one, two] = [startSeatAtCentre(centre, 'DRA-1'), startSeatAtCentre(centre, 'DRA-2')];
  const secrets = [
    'Quendolyn Überbrück-Świątek',
    'T22000129X',
    'Lindenholzweg 47b',
    'Gänseblümchen',
    'vertraulich-geheim',
  ];
  const id = '5b9d2f30-8c1e-4b7a-9f63-0a1b2c3d4e5f';
  one.open(id, secrets[0] ?? '');
  one.journal.index(id, secrets);
  for (const [i, secret] of secrets.entries()) one.record(id, `step-${i}`, secret);
  one.journal.append({
    ...{ kind: 'biometrics-recorded', vorgangId: id, scope: 'biometrics', actor: 'berger' },
    body: { name: 'finger', value: { template: secrets[4] ?? '' } },
  });
  one.pay(id, 3700);
  await one.sync.tick();
  await one.sync.giveBack(id, 'berger');
  await two.sync.takeUp(id, 'yilmaz');
  two.record(id, 'form', secrets[3] ?? '');
  two.finish(id);
  await two.sync.tick();
  const { socketDir, port } = centre.cluster;
  const dump = execFileSync(
    path.join(postgresBin(), 'pg_dump'),
    ['-h', socketDir, '-p', String(port), '-U', 'postgres', 'zweitplatz'],
    {
      maxBuffer: 1 << 28,
    },
  );
  const text = dump.toString('utf8');
  // The dump does hold what it may hold, and bytea as hexadecimal: a body would be seen as that.
  expect(text).toContain(id);
  const bodies = await admin.query<{ body: string }>(
    `SELECT encode(sealed, 'hex') AS body FROM zp.sealed_events WHERE sealed IS NOT NULL LIMIT 1`,
  );
  expect(text).toContain(bodies.rows[0]?.body);
  const parts = secrets.flatMap((secret) => [secret, ...secret.split(/[ -]/)]).filter((part) => part.length > 3);
  for (const part of parts) {
    for (const written of [part, part.toUpperCase(), part.normalize('NFD'), JSON.stringify(part).slice(1, -1)]) {
      for (const bytes of [
        Buffer.from(written, 'utf8'),
        Buffer.from(written, 'utf16le'),
        Buffer.from(written, 'latin1'),
      ]) {
        expect(dump.includes(bytes), written).toBe(false);
        expect(text.includes(bytes.toString('hex')), written).toBe(false);
        // Base64 depends on where in a group of three it begins; its inner letters do not.
        for (const shift of [0, 1, 2]) {
          const inner = Buffer.concat([Buffer.alloc(shift), bytes])
            .toString('base64')
            .slice(4, -4);
          if (inner.length > 5) expect(text.includes(inner), written).toBe(false);
        }
      }
    }
  }
  for (const key of [one.authorityKeyHex, Buffer.from(one.authorityKeyHex, 'hex').toString('base64')]) {
    expect(text.includes(key)).toBe(false);
  }
  one.close();
  two.close();
});
