/** The clerks' directory at a real PostgreSQL, with an administrator who forges, replaces, moves, drops and rolls back. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addressOf } from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';
import { isAppError } from '../contract/app-error.ts';
import { DirectoryBoxes } from '../journal/directory-boxes.ts';
import { decodeSeatKeys } from '../security/key-file.ts';
import { CentreLine } from './centre-line.ts';
import { DirectoryLine, type DirectoryPoint, directoryStart } from './directory-line.ts';

let centre: TestCentre;
let admin: pg.Client;
const lines: CentreLine[] = [];
beforeAll(async () => {
  centre = await startTestCentre();
  admin = await centre.admin();
}, 60_000);
afterAll(async () => {
  for (const line of lines) line.close();
  await admin?.end();
  await centre?.remove();
});

function directoryOf(seatId: string, authorityKey?: Uint8Array): DirectoryLine {
  const line = new CentreLine({ address: addressOf(centre, seatId), purpose: 'test' });
  lines.push(line);
  const file = centre.seats.find(({ seat }) => seat === seatId)?.keysFile ?? '';
  const key = authorityKey ?? decodeSeatKeys(readFileSync(file, 'utf8')).authorityKey;
  return new DirectoryLine({ line, boxes: new DirectoryBoxes([key], randomBytes), seatId });
}

const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? [error.code, error.params.part ?? ''] : String(error)),
  );

/** What a superuser does who takes the lock off first. */
async function unlocked(sql: string, values: unknown[] = []): Promise<void> {
  await admin.query('SET session_replication_role = replica');
  try {
    await admin.query(sql, values);
  } finally {
    await admin.query('SET session_replication_role = origin');
  }
}

/** Each test begins with an empty directory. */
beforeEach(async () => {
  await unlocked('DELETE FROM zp.clerk_entries');
  await unlocked('DELETE FROM zp.clerk_directory_seen');
});

async function write(directory: DirectoryLine, texts: readonly string[]): Promise<DirectoryPoint> {
  let { at } = await directory.read(directoryStart);
  for (const text of texts) {
    await directory.append(at, text);
    ({ at } = await directory.read(at));
  }
  return at;
}

describe('the directory', () => {
  it('gives every seat of the authority what one has written, in order and once', async () => {
    const [drais, finthen] = [directoryOf('DRA-1'), directoryOf('FIN-1')];
    const at = await write(drais, ['eins', 'zwei', 'drei']);
    const all = await finthen.read(directoryStart);
    expect(all.entries).toEqual(['eins', 'zwei', 'drei'].map((text, index) => ({ version: index + 1, text })));
    expect(all.at).toEqual(at);
    expect((await finthen.read(all.at)).entries).toEqual([]);
    const { rows } = await admin.query<{ row: string }>('SELECT t::text AS row FROM zp.clerk_entries t');
    expect(rows.map(({ row }) => row).join()).not.toMatch(/eins|zwei|drei/);
  });

  it('lets one of two seats be first; the other has to look again', async () => {
    const [drais, finthen] = [directoryOf('DRA-1'), directoryOf('FIN-1')];
    let at = directoryStart;
    for (let round = 1; round <= 20; round += 1) {
      const results = await Promise.all([
        outcome(drais.append(at, `a${round}`)),
        outcome(finthen.append(at, `b${round}`)),
      ]);
      expect(results.filter((result) => result === 'done')).toHaveLength(1);
      expect(results).toContainEqual(['clerks.changed-meanwhile', '']);
      const read = await drais.read(at);
      expect(read.entries).toHaveLength(1);
      ({ at } = read);
    }
  });

  it('cannot be read, written or vouched for with another authority’s key', async () => {
    const [drais, stranger] = [directoryOf('DRA-1'), directoryOf('DRA-2', new Uint8Array(32).fill(9))];
    const at = await write(drais, ['eins']);
    expect(await outcome(stranger.read(directoryStart))).toEqual(['clerks.tampered', 'entry']);
    await stranger.append(at, 'ein Eindringling');
    expect(await outcome(drais.read(at))).toEqual(['clerks.tampered', 'entry']);
    await stranger.saySeen(99, Date.now());
    expect(await drais.seats()).toEqual([]);
  });

  it('tells who has read how far, in the seats’ own words only', async () => {
    const [drais, finthen] = [directoryOf('DRA-1'), directoryOf('FIN-1')];
    await write(drais, ['eins', 'zwei']);
    await drais.saySeen(2, Date.UTC(2026, 10, 22));
    await finthen.saySeen(1, Date.UTC(2026, 10, 23));
    const seats = [
      { seat: 'DRA-1', version: 2, saidAt: '2026-11-22T00:00:00.000Z' },
      { seat: 'FIN-1', version: 1, saidAt: '2026-11-23T00:00:00.000Z' },
    ];
    expect(await drais.seats()).toEqual(seats);
    // «FIN-1 knows of the revocation», says the administrator: with a number, a mark or a time that is not FIN-1's.
    for (const lie of [
      `UPDATE zp.clerk_directory_seen SET version = 2 WHERE seat = 'FIN-1'`,
      `UPDATE zp.clerk_directory_seen f SET version = d.version, mark = d.mark, said_at = d.said_at
       FROM zp.clerk_directory_seen d WHERE f.seat = 'FIN-1' AND d.seat = 'DRA-1'`,
    ]) {
      await unlocked(lie);
      expect(await drais.seats()).toEqual([seats[0]]);
    }
  });
});

describe('an administrator of the database', () => {
  let drais: DirectoryLine;
  let at: DirectoryPoint;
  let one: DirectoryPoint;
  beforeEach(async () => {
    drais = directoryOf('DRA-1');
    one = await write(drais, ['anna: clerk']);
    at = await write(drais, ['bernd: lead', 'anna: revoked']);
  });
  afterEach(async () => {
    expect(await outcome(drais.read(directoryStart))).not.toBe('done');
  });
  const linked = (previous: string, sealed: string) =>
    `link = sha256(${previous} || ${sealed}), previous_link = ${previous}, sealed = ${sealed}`;

  it('cannot change an entry: a role stays what it was', async () => {
    const changed = `overlay(sealed placing '\\x00'::bytea from 20)`;
    await unlocked(`UPDATE zp.clerk_entries SET ${linked('previous_link', changed)} WHERE version = 2`);
    expect(await outcome(drais.read(one))).toEqual(['clerks.tampered', 'entry']);
  });

  it('cannot invent an entry', async () => {
    const forged = randomBytes(200);
    const link = createHash('sha256').update(Buffer.from(at.link, 'hex')).update(forged).digest();
    await unlocked(`INSERT INTO zp.clerk_entries VALUES ($1, $2, $3, $4, 'DRA-1')`, [
      ...[at.version + 1, Buffer.from(at.link, 'hex'), link, forged],
    ]);
    expect(await outcome(drais.read(at))).toEqual(['clerks.tampered', 'entry']);
  });

  it('cannot play an old entry, or somebody else’s, a second time', async () => {
    await unlocked(
      `INSERT INTO zp.clerk_entries SELECT 4, $1, sha256($1 || sealed), sealed, seat FROM zp.clerk_entries WHERE version = 1`,
      [Buffer.from(at.link, 'hex')],
    );
    expect(await outcome(drais.read(at))).toEqual(['clerks.tampered', 'entry']);
  });

  it('cannot take a revocation back: not at a seat that knew of it, nor where another seat says that it knew', async () => {
    await drais.saySeen(at.version, Date.now());
    await unlocked('DELETE FROM zp.clerk_entries WHERE version = 3');
    expect(await outcome(drais.read(at))).toEqual(['clerks.tampered', 'rolled-back']);
    expect(await outcome(directoryOf('FIN-1').read(directoryStart))).toEqual(['clerks.tampered', 'behind']);
  });

  it('cannot replace what was read by another true chain', async () => {
    await unlocked('DELETE FROM zp.clerk_entries');
    await write(directoryOf('DRA-1'), ['x', 'y', 'z']);
    expect(await outcome(drais.read(at))).toEqual(['clerks.tampered', 'replaced']);
    await unlocked('DELETE FROM zp.clerk_entries WHERE version = 2');
  });

  it('cannot leave one out in the middle', async () => {
    await unlocked('DELETE FROM zp.clerk_entries WHERE version = 2');
    expect(await outcome(drais.read(one))).toEqual(['clerks.tampered', 'gap']);
  });

  it('is held off by the lock as long as it is on', async () => {
    for (const sql of [
      'DELETE FROM zp.clerk_entries',
      `UPDATE zp.clerk_entries SET seat = 'FIN-1'`,
      'TRUNCATE zp.clerk_entries',
      'DELETE FROM zp.clerk_directory_seen WHERE false OR true',
    ]) {
      if (sql.includes('seen')) await drais.saySeen(3, 0);
      await expect(admin.query(sql), sql).rejects.toMatchObject({ code: 'ZP001' });
    }
    await unlocked('DELETE FROM zp.clerk_entries WHERE version < 3');
  });
});
