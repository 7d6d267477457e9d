/** Brings the centre's database to the present form: numbered frozen steps, each whole or not at all, each remembered by hash. */
import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { sql as step0001 } from './migrations/0001-tables.ts';
import { sql as step0002 } from './migrations/0002-append-only.ts';
import { sql as step0003 } from './migrations/0003-row-security.ts';
import { sql as step0004 } from './migrations/0004-push.ts';
import { sql as step0005 } from './migrations/0005-leases.ts';
import { sql as step0006 } from './migrations/0006-clerks.ts';
import { sql as step0007 } from './migrations/0007-appointments.ts';
import { sql as step0008 } from './migrations/0008-ledgers.ts';
import { sql as step0012 } from './migrations/0012-erasures.ts';
import { sql as step0013 } from './migrations/0013-keys.ts';
import { sql as step0014 } from './migrations/0014-open-list.ts';
import { sql as step0015 } from './migrations/0015-push-checks.ts';
import { sql as step0016 } from './migrations/0016-orphans.ts';
import { sql as step0017 } from './migrations/0017-push-range.ts';
import { sql as step0018 } from './migrations/0018-count-lines.ts';

export const centreMigrations: readonly string[] = [
  step0001,
  step0002,
  step0003,
  step0004,
  step0005,
  step0006,
  step0007,
  step0008,
  step0012,
  step0013,
  step0014,
  step0015,
  step0016,
  step0017,
  step0018,
];

export const hashOfMigration = (sql: string): string => createHash('sha256').update(sql, 'utf8').digest('hex');

/** Any number, the same in every version: two administrators migrating at once queue. */
const migrationLock = 7_315_000;

/** Needs an administrator that may act as zp_owner. Throws when a step that ran here is not the step known here. */
export async function migrateCentre(admin: ClientBase): Promise<{ from: number; to: number }> {
  await admin.query('SELECT pg_advisory_lock($1)', [migrationLock]);
  try {
    await admin.query(
      'CREATE TABLE IF NOT EXISTS public.zp_migrations (step integer PRIMARY KEY, sha256 text NOT NULL)',
    );
    const { rows } = await admin.query<{ step: number; sha256: string }>(
      'SELECT * FROM public.zp_migrations ORDER BY step',
    );
    for (const { step, sha256 } of rows) {
      const known = centreMigrations[step - 1];
      if (known === undefined) throw new Error(`centre is newer: step ${step} is not known here`);
      if (hashOfMigration(known) !== sha256) throw new Error(`centre: step ${step} ran in another form`);
    }
    for (let step = rows.length + 1; step <= centreMigrations.length; step += 1) await runStep(admin, step);
    return { from: rows.length, to: centreMigrations.length };
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
  }
}

async function runStep(admin: ClientBase, step: number): Promise<void> {
  const sql = centreMigrations[step - 1] ?? '';
  await admin.query('BEGIN');
  try {
    await admin.query('SET LOCAL ROLE zp_owner');
    await admin.query(sql);
    await admin.query('RESET ROLE');
    await admin.query('INSERT INTO public.zp_migrations VALUES ($1, $2)', [step, hashOfMigration(sql)]);
    await admin.query('COMMIT');
  } catch (error) {
    await admin.query('ROLLBACK');
    throw new Error(`centre: step ${step} failed`, { cause: error });
  }
}
