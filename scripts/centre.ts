/** `npm run centre [-- --port N] [--seat ID=Ortsverwaltung …]`: a throw-away centre on this machine; Ctrl+C ends and removes it. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startCentre } from './centre/start-centre.ts';
import { readArguments } from './host/read-arguments.ts';

const usage = `Aufruf: npm run centre -- [--port 1…65535] [--seat KENNUNG=Ortsverwaltung]… [--quick]

Startet eine Wegwerf-Zentrale auf diesem Rechner, für Schulung und Tests. --quick schreibt ohne fsync. Ende mit Strg+C.`;
const options = {
  port: { type: 'string' },
  seat: { type: 'string', multiple: true },
  quick: { type: 'boolean' },
} as const;
const { values } = readArguments({ options }, usage);
const given = values.port === undefined ? null : Number(values.port);
if (given !== null && !(Number.isInteger(given) && given > 0 && given < 65_536)) {
  console.error(usage);
  process.exit(2);
}
const named = values.seat ?? [
  'DRA-1=Ortsverwaltung Mainz-Drais',
  'DRA-2=Ortsverwaltung Mainz-Drais',
  'FIN-1=Ortsverwaltung Mainz-Finthen',
];
const seats = named.map((text) => {
  const [seat = '', ortsverwaltung = ''] = text.split('=');
  if (!/^[A-Z0-9][A-Z0-9-]{0,15}$/.test(seat) || ortsverwaltung === '') {
    console.error(`Platz nicht lesbar: ${text}. Erwartet: KENNUNG=Ortsverwaltung`);
    process.exit(2);
  }
  return { seat, ortsverwaltung };
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-centre-'));
try {
  const port = given === null ? {} : { port: given };
  const centre = await startCentre({ folder, seats, fsync: values.quick !== true, clerks: true, ...port });
  console.log(`Probe-Zentrale läuft: PostgreSQL auf 127.0.0.1:${centre.cluster.port}, Datenbank zweitplatz, TLS 1.3.`);
  console.log('Nur zum Ausprobieren: Zertifikate und Schlüssel sind Wegwerfware und gehen mit Strg+C verloren.\n');
  for (const { seat, ortsverwaltung, centre: access, keysFile } of centre.seats) {
    console.log(`Platz ${seat}, ${ortsverwaltung}`);
    console.log(`  Richtliniendatei, Abschnitt "centre": ${JSON.stringify(access)}`);
    console.log(`  Schlüssel (als seat.keys ins Datenverzeichnis): ${keysFile}`);
    console.log(
      `  psql "host=127.0.0.1 port=${access.port} dbname=zweitplatz user=seat_${seat} sslmode=verify-full sslrootcert=${access.ca} sslcert=${access.cert} sslkey=${access.key}"\n`,
    );
  }
  console.log(`Verwaltung: psql -h ${centre.cluster.socketDir} -p ${centre.cluster.port} -U postgres zweitplatz`);
  console.log('Ende mit Strg+C.');
  const stop = (): void => {
    void centre.stop().finally(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(0);
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  rmSync(folder, { recursive: true, force: true });
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
