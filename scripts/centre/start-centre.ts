/** A whole centre for trials and tests: authority, PostgreSQL, schema, seats; and what each seat's policy needs to reach it. */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeSeatKeys } from '../../electron/security/key-file.ts';
import { hashPin } from '../../electron/security/pin-hash.ts';
import { trainingClerks } from '../../electron/training-clerks.ts';
import { openDirectory } from '../clerks/open-directory.ts';
import { freePort, PostgresCluster } from './postgres-cluster.ts';
import { type CentreSeat, roleOf, setUpCentre } from './set-up-centre.ts';
import { fingerprintOf, TestAuthority } from './test-authority.ts';

/** The `centre` section of a policy file. */
export interface CentrePolicy {
  host: string;
  port: number;
  ca: string;
  cert: string;
  key: string;
  pinnedSha256: string;
}

export interface StartedCentre {
  readonly cluster: PostgresCluster;
  readonly authority: TestAuthority;
  readonly seats: readonly (CentreSeat & { centre: CentrePolicy; keysFile: string })[];
  stop(): Promise<void>;
}

export async function startCentre(options: {
  folder: string;
  seats: readonly CentreSeat[];
  port?: number;
  fsync: boolean;
  listen?: readonly string[];
  settings?: Readonly<Record<string, string>>;
  /** Puts the fictive people of a training seat into the clerks' directory. */
  clerks?: boolean;
}): Promise<StartedCentre> {
  const { folder, seats, fsync, listen = [], settings = {} } = options;
  chmodSync(folder, 0o711); // the user postgres must get through to its own folder, and sees nothing else
  const authority = new TestAuthority(path.join(folder, 'ca'));
  const server = authority.issue('localhost', { server: true });
  const port = options.port ?? (await freePort());
  const cluster = new PostgresCluster({
    folder: path.join(folder, 'postgres'),
    ...{ port, caFile: authority.caFile, server, fsync, listen, settings },
  });
  cluster.initialize();
  await cluster.start();
  await setUpCentre(cluster, seats);
  const pinnedSha256 = fingerprintOf(server.certFile);
  // One authority key for all seats of the authority: what one sealed, the other can open. Each file has its own key.
  const authorityKey = randomBytes(32);
  const made = seats.map((seat) => {
    const client = authority.issue(roleOf(seat.seat));
    const keysFile = path.join(folder, `${seat.seat}.keys`);
    writeFileSync(keysFile, encodeSeatKeys({ fileKey: randomBytes(32), authorityKey, laterAuthorityKeys: [] }), {
      mode: 0o600,
    });
    const centre = {
      ...{ host: '127.0.0.1', port, ca: authority.caFile, cert: client.certFile, key: client.keyFile, pinnedSha256 },
    };
    return { ...seat, centre, keysFile };
  });
  const first = made[0];
  if (options.clerks && first) await addTrainingClerks(first, authorityKey);
  return { cluster, authority, seats: made, stop: () => cluster.stop() };
}

async function addTrainingClerks(
  { seat, ortsverwaltung, centre }: CentreSeat & { centre: CentrePolicy },
  authorityKey: Uint8Array,
): Promise<void> {
  const text = (file: string): string => readFileSync(file, 'utf8');
  const { host, port, pinnedSha256 } = centre;
  const files = { ca: text(centre.ca), cert: text(centre.cert), key: text(centre.key) };
  const address = { ...{ host, port, pinnedSha256, seatId: seat }, ...files };
  const { directory, close } = await openDirectory({
    address,
    authorityKeys: [authorityKey],
    ortsverwaltung,
    by: 'ersteinrichtung',
  });
  try {
    for (const { pin, card = null, ...clerk } of trainingClerks) {
      await directory.append({
        ...{ ...clerk, card, ortsverwaltung, validFrom: '2026-01-01', validTo: null, revoked: null },
        ...{ pin: await hashPin(pin), change: 'added', by: 'ersteinrichtung', at: new Date().toISOString() },
      });
    }
  } finally {
    close();
  }
}
