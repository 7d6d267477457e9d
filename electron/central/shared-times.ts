/** Service times of all Ortsverwaltungen at the centre: added once each, added up there, read by every seat of the authority. */
import type { HalfHourCell, ServiceCell, SharedTimes, Spread } from '../appointments/port.ts';
import type { CentreLine } from './centre-line.ts';

type Numbers = Record<'count' | 'appointments' | 'no_shows' | 'waits' | 'services', string>;
type Percentiles = Record<'wait_median' | 'wait_p90' | 'service_median' | 'service_p90', number | null>;
type ServiceRow = { ortsverwaltung: string; service: string } & Numbers & Percentiles;
type HalfHourRow = { ortsverwaltung: string; bucket: number; waits: string; wait_median: number; wait_p90: number };

// percentile_disc: a time that somebody really had, as the seat counts by itself.
const spread = (column: string, name: string): string =>
  `percentile_disc(0.5) WITHIN GROUP (ORDER BY ${column}) AS ${name}_median,
   percentile_disc(0.9) WITHIN GROUP (ORDER BY ${column}) AS ${name}_p90`;

/** A training seat neither sees nor changes what live seats recorded. */
export function createSharedTimes(line: Pick<CentreLine, 'run'>, training: boolean): SharedTimes {
  return {
    push: (times) =>
      line.run(async (client) => {
        const column = <K extends keyof (typeof times)[number]>(name: K) => times.map((time) => time[name]);
        await client.query(
          `INSERT INTO zp.service_times (ortsverwaltung, id, seat, day, bucket, service, kind, wait_seconds, service_seconds, training)
           SELECT zp.my_ov(), t.id, zp.my_seat(), t.day, t.bucket, t.service, t.kind, t.wait, t.served, $8
           FROM unnest($1::bytea[], $2::date[], $3::smallint[], $4::text[], $5::text[], $6::integer[], $7::integer[])
             t (id, day, bucket, service, kind, wait, served) ON CONFLICT DO NOTHING`,
          [
            ...[times.map(({ id }) => Buffer.from(id)), column('day'), column('bucket'), column('serviceId')],
            ...[column('kind'), column('waitSeconds'), column('serviceSeconds'), training],
          ],
        );
      }),
    read: (from, to) =>
      line.run(async (client) => {
        const of = 'FROM zp.service_times WHERE day BETWEEN $1 AND $2 AND training = $3';
        const services = await client.query<ServiceRow>(
          `SELECT ortsverwaltung, service, count(*) AS count, count(*) FILTER (WHERE kind <> 'walk-in') AS appointments,
             count(*) FILTER (WHERE kind = 'no-show') AS no_shows, count(wait_seconds) AS waits,
             count(service_seconds) AS services, ${spread('wait_seconds', 'wait')}, ${spread('service_seconds', 'service')}
           ${of} GROUP BY ortsverwaltung, service`,
          [from, to, training],
        );
        const halfHours = await client.query<HalfHourRow>(
          `SELECT ortsverwaltung, bucket, count(*) AS waits, ${spread('wait_seconds', 'wait')}
           ${of} AND wait_seconds IS NOT NULL GROUP BY ortsverwaltung, bucket`,
          [from, to, training],
        );
        return { services: services.rows.map(serviceCell), halfHours: halfHours.rows.map(halfHourCell) };
      }),
  };
}

function spreadOf(count: string, medianSeconds: number | null, p90Seconds: number | null): Spread | null {
  return medianSeconds === null || p90Seconds === null ? null : { count: Number(count), medianSeconds, p90Seconds };
}

function serviceCell(row: ServiceRow): ServiceCell {
  return {
    ...{ ortsverwaltung: row.ortsverwaltung, serviceId: row.service, count: Number(row.count) },
    ...{ appointments: Number(row.appointments), noShows: Number(row.no_shows) },
    wait: spreadOf(row.waits, row.wait_median, row.wait_p90),
    service: spreadOf(row.services, row.service_median, row.service_p90),
  };
}

function halfHourCell({ ortsverwaltung, bucket, waits, wait_median, wait_p90 }: HalfHourRow): HalfHourCell {
  const wait = { count: Number(waits), medianSeconds: wait_median, p90Seconds: wait_p90 };
  return { ortsverwaltung, bucket, wait };
}
