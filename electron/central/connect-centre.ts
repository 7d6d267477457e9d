/** Opens a connection to the centre: TLS 1.3, the server's own certificate pinned, the seat's certificate instead of a password. */
import type { PeerCertificate } from 'node:tls';
import type pg from 'pg';
import { toCentreError, UntrustedServer } from './centre-error.ts';

export interface CentreAddress {
  host: string;
  port: number;
  /** PEM. */
  ca: string;
  cert: string;
  key: string;
  /** SHA-256 of the server's certificate (DER), hex in lower case. */
  pinnedSha256: string;
  /** Id of the seat as in the policy; its role is `seat_<id>`. */
  seatId: string;
}

export interface ConnectTimes {
  connectTimeoutMs: number;
  /** For every single statement, here and at the server. */
  queryTimeoutMs: number;
}

export const centreDatabase = 'zweitplatz';

/** Throws AppError `centre.disconnected`, `centre.untrusted`. The caller ends the client. */
export async function connectCentre(address: CentreAddress, times: ConnectTimes, purpose: string): Promise<pg.Client> {
  const { default: postgres } = await import('pg'); // a seat without a centre never loads it
  const client = new postgres.Client({
    host: address.host,
    port: address.port,
    database: centreDatabase,
    user: `seat_${address.seatId}`,
    application_name: `zweitplatz ${purpose}`,
    connectionTimeoutMillis: times.connectTimeoutMs,
    query_timeout: times.queryTimeoutMs,
    statement_timeout: times.queryTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    ssl: {
      ca: address.ca,
      cert: address.cert,
      key: address.key,
      minVersion: 'TLSv1.3',
      rejectUnauthorized: true,
      // The pin names the one certificate; a name in it would add nothing.
      checkServerIdentity: (_host: string, certificate: PeerCertificate) => checkPin(certificate, address.pinnedSha256),
    },
  });
  client.on('error', () => {}); // a line that breaks between two statements; the next statement fails and says so
  try {
    await client.connect();
    return client;
  } catch (error) {
    closeNow(client);
    throw toCentreError(error);
  }
}

function checkPin(certificate: PeerCertificate, pinnedSha256: string): Error | undefined {
  const found = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  return found === pinnedSha256.toLowerCase()
    ? undefined
    : new UntrustedServer('the certificate is not the pinned one');
}

/** Without the farewell that a dead line would swallow and wait for. */
export function closeNow(client: pg.Client): void {
  const { connection } = client as unknown as { connection?: { stream?: { destroy(): void } } }; // not in pg's types
  connection?.stream?.destroy();
  client.end().catch(() => {});
}
