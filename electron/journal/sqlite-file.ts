/** Opens the encrypted SQLite file the one way this journal does it: exclusively, write-ahead, every commit on disk. */
import Database from 'better-sqlite3';

export type Sqlite = Database.Database;

/** How long another seat may take to let go of the file, for example one that is just closing. */
const busyTimeoutMs = 250;

/** The cipher pragmas must come before anything else. */
function openWithKey(file: string, fileKey: Buffer, readonly: boolean): Sqlite {
  const db = new Database(file, { timeout: busyTimeoutMs, readonly, fileMustExist: readonly });
  db.pragma(`cipher='sqlcipher'`);
  db.pragma(`key="x'${fileKey.toString('hex')}'"`);
  return db;
}

/** Looks without leaving a trace: neither the file nor its -wal is changed, whatever state they are in. */
export function withReadOnly<T>(file: string, fileKey: Buffer, look: (db: Sqlite) => T): T {
  const db = openWithKey(file, fileKey, true);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/**
 * The exclusive mode, set before the first access, needs no -shm file and takes a lock of the operating system for as
 * long as the connection lives, so that it is free again even after kill -9.
 */
export function openSqlite(file: string, fileKey: Buffer): Sqlite {
  return openExclusively(file, fileKey, 'FULL');
}

/** A copy that is thrown away afterwards need not reach the disk. */
export function openScratchCopy(file: string, fileKey: Buffer): Sqlite {
  return openExclusively(file, fileKey, 'OFF');
}

function openExclusively(file: string, fileKey: Buffer, synchronous: 'FULL' | 'OFF'): Sqlite {
  const db = openWithKey(file, fileKey, false);
  try {
    db.pragma('locking_mode=EXCLUSIVE');
    db.pragma('journal_mode=WAL');
    db.pragma(`synchronous=${synchronous}`);
    db.pragma('secure_delete=ON');
    db.pragma('trusted_schema=OFF');
    // Checkpoints are ours: they truncate the -wal, so that no outdated page stays in it.
    db.pragma('wal_autocheckpoint=0');
    db.pragma('user_version');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Moves everything into the file and empties the -wal. */
export function checkpoint(db: Sqlite): void {
  db.pragma('wal_checkpoint(TRUNCATE)');
}

export function schemaVersion(db: Sqlite): number {
  return Number(db.pragma('user_version', { simple: true }));
}
