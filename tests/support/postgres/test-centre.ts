/** A centre for one test file: real PostgreSQL with real certificates, without the waits for a disk. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { connectAdmin, roleOf } from '../../../scripts/centre/set-up-centre.ts';
import { type CentrePolicy, type StartedCentre, startCentre } from '../../../scripts/centre/start-centre.ts';

export const testSeats = [
  { seat: 'DRA-1', ortsverwaltung: 'Drais' },
  { seat: 'DRA-2', ortsverwaltung: 'Drais' },
  { seat: 'FIN-1', ortsverwaltung: 'Finthen' },
];

export interface TestCentre extends StartedCentre {
  readonly folder: string;
  policyOf(seat: string): CentrePolicy;
  /** A plain connection with the certificate of a seat, as anybody with that machine in hands could open one. */
  rawClient(seat: string, over?: Partial<pg.ClientConfig>): Promise<pg.Client>;
  admin(): Promise<pg.Client>;
  /** The rows of one question of the administrator. */
  ask<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  remove(): Promise<void>;
}

export async function startTestCentre(
  over: Partial<Parameters<typeof startCentre>[0]> = {},
  tmpDir = os.tmpdir(),
): Promise<TestCentre> {
  const folder = mkdtempSync(path.join(tmpDir, 'zweitplatz-centre-test-'));
  const centre = await startCentre({ folder, seats: testSeats, fsync: false, ...over });
  const policyOf = (seat: string): CentrePolicy => {
    const found = centre.seats.find((entry) => entry.seat === seat);
    if (!found) throw new RangeError(seat);
    return found.centre;
  };
  return {
    ...centre,
    folder,
    policyOf,
    async rawClient(seat, config = {}) {
      const { host, port, ca, cert, key } = policyOf(seat);
      const ssl = { ca: readFileSync(ca), cert: readFileSync(cert), key: readFileSync(key) };
      const client = new pg.Client({ host, port, user: roleOf(seat), database: 'zweitplatz', ssl, ...config });
      client.on('error', () => {});
      await client.connect();
      return client;
    },
    admin: () => connectAdmin(centre.cluster),
    async ask<T>(sql: string, values: unknown[] = []): Promise<T[]> {
      const admin = await connectAdmin(centre.cluster);
      try {
        return (await admin.query(sql, values)).rows as T[];
      } finally {
        await admin.end();
      }
    },
    async remove() {
      await centre.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
