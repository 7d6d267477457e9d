/** 200 seats at one centre, all at once: heartbeat, push and renewal as a seat does them, each with its own certificate and two connections. */
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startTestCentre } from '../support/postgres/test-centre.ts';
import { percentile } from './measure.ts';
import { memoryOf } from './process-memory.ts';

const offices = 15;
const measuredMs = 40_000;

export interface SeatsOrder {
  folder: string;
  seats: { seat: string; keysFile: string; centre: object }[];
  measuredMs: number;
}

export interface SeatsAnswer {
  beats: number[];
  pushes: number[];
  events: number;
  failed: number;
}

const seatsOf = (count: number) =>
  Array.from({ length: count }, (_none, i) => ({
    seat: `S${String(i + 1).padStart(3, '0')}`,
    ortsverwaltung: `Ortsverwaltung ${(i % offices) + 1}`,
  }));

/** The seats share two processes; what they cost there is none of the server's figures. */
export async function benchSeats(count: number): Promise<Record<string, number>> {
  const settings = { max_connections: String(2 * count + 20), shared_buffers: '128MB' };
  const centre = await startTestCentre({ fsync: true, seats: seatsOf(count), settings });
  try {
    const seats = centre.seats.map(({ seat, keysFile, centre: policy }) => ({ seat, keysFile, centre: policy }));
    const parts = [0, 1].map((half) => seats.filter((_seat, i) => i % 2 === half));
    let most = { connections: 0, pssMiB: 0 };
    const admin = await centre.admin();
    const look = setInterval(async () => {
      const { rows } = await admin.query<{ count: string }>(
        `SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'seat\\_%'`,
      );
      const { pssMiB } = memoryOf(serverPids(path.join(centre.cluster.dataDir, 'postmaster.pid')));
      most = {
        connections: Math.max(most.connections, Number(rows[0]?.count)),
        pssMiB: Math.max(most.pssMiB, pssMiB),
      };
    }, 2_000);
    const answers = await Promise.all(
      parts.map((part, i) => {
        const file = path.join(centre.folder, `order-${i}.json`);
        const order: SeatsOrder = { folder: centre.folder, seats: part, measuredMs };
        writeFileSync(file, JSON.stringify(order));
        return answerOf(file);
      }),
    );
    clearInterval(look);
    await admin.end();
    const beats = answers.flatMap((answer) => answer.beats);
    const pushes = answers.flatMap((answer) => answer.pushes);
    return {
      seats: count,
      'connections at once': most.connections,
      'heartbeats measured': beats.length,
      'heartbeat p50 ms': percentile(beats, 0.5),
      'heartbeat p99 ms': percentile(beats, 0.99),
      'pushes measured (5 events, a tick each)': pushes.length,
      'push p50 ms': percentile(pushes, 0.5),
      'push p99 ms': percentile(pushes, 0.99),
      'events/s of all seats': answers.reduce((sum, { events }) => sum + events, 0) / (measuredMs / 1000),
      'failed beats and pushes': answers.reduce((sum, { failed }) => sum + failed, 0),
      'memory of the server MiB (PSS)': most.pssMiB,
    };
  } finally {
    await centre.remove();
  }
}

function answerOf(file: string): Promise<SeatsAnswer> {
  const child = fork(path.join(import.meta.dirname, 'centre-seats-child.ts'), [file]);
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as SeatsAnswer));
    child.once('exit', (code) => reject(new Error(`the seats ended with ${code}`)));
  });
}

/** The postmaster and all its backends. */
function serverPids(pidFile: string): number[] {
  const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim();
  return [postmaster, ...children.split(' ').filter(Boolean).map(Number)];
}

if (import.meta.main) {
  console.table(await benchSeats(Number(process.argv[2] ?? 200)));
  process.exit(0);
}
