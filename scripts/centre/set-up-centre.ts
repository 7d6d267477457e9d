/** Makes the centre in a running PostgreSQL: roles, database, schema, and a role with certificate name for each seat. */
import pg from 'pg';
import { migrateCentre } from '../../electron/central/migrate-centre.ts';
import type { PostgresCluster } from './postgres-cluster.ts';

export const databaseName = 'zweitplatz';

export interface CentreSeat {
  /** As in the seat's policy. */
  seat: string;
  ortsverwaltung: string;
}

/** The role of a seat, and the common name its certificate must carry. */
export const roleOf = (seat: string): string => `seat_${seat}`;

export async function connectAdmin(cluster: PostgresCluster, database = databaseName): Promise<pg.Client> {
  const client = new pg.Client({ host: cluster.socketDir, port: cluster.port, user: 'postgres', database });
  client.on('error', () => {}); // a server that is killed takes the connection with it
  await client.connect();
  return client;
}

export async function setUpCentre(cluster: PostgresCluster, seats: readonly CentreSeat[]): Promise<void> {
  const root = await connectAdmin(cluster, 'postgres');
  try {
    await root.query('CREATE ROLE zp_owner NOLOGIN');
    await root.query('CREATE ROLE zp_seat NOLOGIN');
    await root.query(`CREATE DATABASE ${databaseName} OWNER zp_owner`);
    await closeDatabase(root);
  } finally {
    await root.end();
  }
  const admin = await connectAdmin(cluster);
  try {
    await admin.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    await migrateCentre(admin);
    for (const seat of seats) await addSeat(admin, seat);
  } finally {
    await admin.end();
  }
}

const closeDatabase = async (root: pg.Client): Promise<void> => {
  await root.query(`REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC`);
  await root.query(`GRANT CONNECT ON DATABASE ${databaseName} TO zp_seat`);
};

/** Heartbeat, exchange and whatever a clerk asks at the same time; a seat that opens more is broken or hostile. */
const connectionsPerSeat = 12;
/** The first two a hostile client can lift for its own session, the last it cannot. */
const seatLimits = {
  statement_timeout: '30s',
  idle_in_transaction_session_timeout: '30s',
  temp_file_limit: '256MB',
} as const;

const emptyName = `${databaseName}_empty`;

/** For trials and tests that begin many times: the first call keeps what is there, each later one goes back to it. */
export async function emptyCentre(cluster: PostgresCluster): Promise<void> {
  const root = await connectAdmin(cluster, 'postgres');
  const copy = (to: string, from: string): Promise<unknown> =>
    root.query(`CREATE DATABASE ${to} OWNER zp_owner TEMPLATE ${from} STRATEGY FILE_COPY`);
  try {
    const known = await root.query('SELECT 1 FROM pg_database WHERE datname = $1', [emptyName]);
    if (known.rowCount === 0) return void (await copy(emptyName, databaseName));
    await root.query(`DROP DATABASE ${databaseName} WITH (FORCE)`);
    await copy(databaseName, emptyName);
    await closeDatabase(root);
  } finally {
    await root.end();
  }
}

/** Makes the Ortsverwaltung's partitions when it is the first seat there. */
export async function addSeat(admin: pg.Client, { seat, ortsverwaltung }: CentreSeat): Promise<void> {
  const known = await admin.query('SELECT 1 FROM zp.ortsverwaltungen WHERE ortsverwaltung = $1', [ortsverwaltung]);
  if (known.rowCount === 0) {
    const { rows } = await admin.query<{ count: string }>('SELECT count(*) FROM zp.ortsverwaltungen');
    await admin.query('SET ROLE zp_owner');
    await admin.query('SELECT zp.add_ortsverwaltung($1, $2)', [
      ortsverwaltung,
      `ov_${Number(rows[0]?.count ?? 0) + 1}`,
    ]);
    await admin.query('RESET ROLE');
  }
  const role = roleOf(seat);
  await admin.query(
    `CREATE ROLE ${admin.escapeIdentifier(role)} LOGIN IN ROLE zp_seat NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${connectionsPerSeat}`,
  );
  for (const [name, value] of Object.entries(seatLimits)) {
    await admin.query(`ALTER ROLE ${admin.escapeIdentifier(role)} SET ${name} = '${value}'`);
  }
  await admin.query('INSERT INTO zp.seats (seat, role, ortsverwaltung) VALUES ($1, $2, $3)', [
    seat,
    role,
    ortsverwaltung,
  ]);
}
