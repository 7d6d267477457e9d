/** Brings an older journal to the present form, one numbered and frozen step after the other, each whole or not at all. */
import { AppError } from '../contract/app-error.ts';
import { sql as step0001 } from './migrations/0001-journal.ts';
import { sql as step0002 } from './migrations/0002-foreign-events.ts';
import { sql as step0003 } from './migrations/0003-event-kinds.ts';
import { sql as step0004 } from './migrations/0004-key-generations.ts';
import { type Sqlite, schemaVersion } from './sqlite-file.ts';

export const migrations: readonly string[] = [step0001, step0002, step0003, step0004];

export function refuseNewer(db: Sqlite): void {
  const found = schemaVersion(db);
  if (found > migrations.length) throw new AppError('journal.newer', { found, known: migrations.length });
}

export function migrate(db: Sqlite): void {
  refuseNewer(db);
  for (let version = schemaVersion(db); version < migrations.length; version += 1) {
    db.transaction(() => {
      db.exec(migrations[version] ?? '');
      db.pragma(`user_version=${version + 1}`);
    }).immediate();
  }
}
