/** The board of the day at the centre: every seat of the Ortsverwaltung sees it, and no two call the same number. */
import type { Board, BoardChange, BoardRow } from '../appointments/port.ts';
import type { CentreLine } from './centre-line.ts';

interface ClaimRow {
  entry: Buffer;
  number: number;
  kind: BoardRow['kind'];
  state: BoardRow['state'];
  previous: BoardRow['previous'];
  service: string;
  seat: string;
  arrived_at: Date | null;
  called_at: Date | null;
  started_at: Date | null;
  ended_at: Date | null;
  calls: number;
  version: number;
}

const rowsMax = 5_000;

export function createSharedBoard(line: Pick<CentreLine, 'run'>): Board {
  return {
    isShared: true,
    rows: (day) =>
      line.run(async (client) => {
        const { rows } = await client.query<ClaimRow>({
          name: 'board',
          text: `SELECT * FROM zp.appointment_claims WHERE ortsverwaltung = zp.my_ov() AND day = $1 ORDER BY number LIMIT $2`,
          values: [day, rowsMax],
        });
        return rows.map(rowOf);
      }),
    put: (day, change, version) =>
      line.run(async (client) => {
        const { rows } = await client.query<ClaimRow>({
          name: 'board-put',
          text: 'SELECT * FROM zp.appointment_put($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
          values: [day, Buffer.from(change.entry, 'hex'), version, ...valuesOf(change)],
        });
        return rows[0] ? rowOf(rows[0]) : null;
      }),
    // The centre has its own clock for it: a seat whose clock is ahead forgets nothing too early.
    forgetBefore: (_day) => line.run(async (client) => void (await client.query('SELECT zp.appointments_forget()'))),
  };
}

function valuesOf({ kind, state, previous, serviceId, calls, ...times }: BoardChange): unknown[] {
  const { arrivedAtMs, calledAtMs, startedAtMs, endedAtMs } = times;
  const moments = [arrivedAtMs, calledAtMs, startedAtMs, endedAtMs].map((atMs) =>
    atMs === null ? null : new Date(atMs),
  );
  return [kind, state, previous, serviceId, ...moments, calls];
}

function rowOf(row: ClaimRow): BoardRow {
  const { entry, number, kind, state, previous, service, seat, calls, version } = row;
  return {
    ...{ entry: entry.toString('hex'), number, kind, state, previous, serviceId: service, seat, calls, version },
    arrivedAtMs: row.arrived_at?.getTime() ?? null,
    calledAtMs: row.called_at?.getTime() ?? null,
    startedAtMs: row.started_at?.getTime() ?? null,
    endedAtMs: row.ended_at?.getTime() ?? null,
  };
}
