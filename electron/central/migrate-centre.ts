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
import { sql as step0009 } from './migrations/0009-erasures.ts';
import { sql as step0010 } from './migrations/0010-keys.ts';
import { sql as step0011 } from './migrations/0011-open-list.ts';
import { sql as step0012 } from './migrations/0012-orphans.ts';
import { sql as step0013 } from './migrations/0013-item-words.ts';

export const centreMigrations: readonly string[] = [
  step0001,
  step0002,
  step0003,
  step0004,
  step0005,
  step0006,
  step0007,
  step0008,
  step0009,
  step0010,
  step0011,
  step0012,
  step0013,
];

export const hashOfMigration = (sql: string): string => createHash('sha256').update(sql, 'utf8').digest('hex');

/** Needs an administrator that may act as zp_owner. Throws when a step that ran here is not the step known here. */
export async function migrateCentre(admin: ClientBase): Promise<{ from: number; to: number }> {
  await makeMemory(admin);
  const from = await countDone(admin);
  for (let step = from + 1; step <= centreMigrations.length; step += 1) await runStep(admin, step);
  return { from, to: await countDone(admin) };
}

/** Of two administrators at once one makes it, and the other finds it. */
async function makeMemory(admin: ClientBase): Promise<void> {
  const make = 'CREATE TABLE IF NOT EXISTS public.zp_migrations (step integer PRIMARY KEY, sha256 text NOT NULL)';
  await admin.query(make).catch(async () => {
    await admin.query(make);
  });
}

async function countDone(admin: ClientBase): Promise<number> {
  const { rows } = await admin.query<{ step: number; sha256: string }>(
    'SELECT * FROM public.zp_migrations ORDER BY step',
  );
  for (const { step, sha256 } of rows) {
    const known = centreMigrations[step - 1];
    if (known === undefined) throw new Error(`centre is newer: step ${step} is not known here`);
    if (hashOfMigration(known) !== sha256) throw new Error(`centre: step ${step} ran in another form`);
  }
  return rows.length;
}

/** The row of the step comes first: a second administrator waits for it, and then has nothing to do. */
async function runStep(admin: ClientBase, step: number): Promise<void> {
  const sql = centreMigrations[step - 1] ?? '';
  await admin.query('BEGIN');
  try {
    const { rowCount } = await admin.query('INSERT INTO public.zp_migrations VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      step,
      hashOfMigration(sql),
    ]);
    if (rowCount === 1) {
      await admin.query('SET LOCAL ROLE zp_owner');
      await admin.query(sql);
      await admin.query('RESET ROLE');
    }
    await admin.query('COMMIT');
  } catch (error) {
    await admin.query('ROLLBACK');
    throw new Error(`centre: step ${step} failed`, { cause: error });
  }
}
