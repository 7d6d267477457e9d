/** Wait and service times as they are written down, added up and told: without a person, and never of fewer than five. */
import { z } from 'zod';
import { type HalfHourRow, type ServiceTimesRow, smallestCell } from '../contract/appointments.ts';
import type { HalfHourCell, ServiceCell, ServiceTime, Spread, TimesOfPeriod } from './port.ts';
import { timeKinds } from './port.ts';

export const timeRecordedKind = 'service-time-recorded';

const longestSeconds = 86_400;
const seconds = z.int().min(0).max(longestSeconds).nullable();
export const serviceTime: z.ZodType<ServiceTime> = z.object({
  ...{ ortsverwaltung: z.string(), day: z.string(), bucket: z.int().min(0).max(47), serviceId: z.string() },
  ...{ kind: z.enum(timeKinds), waitSeconds: seconds, serviceSeconds: seconds },
});

/** Whole seconds; null for what a jump of the clock made impossible. */
export function secondsBetween(fromMs: number | null, toMs: number | null): number | null {
  if (fromMs === null || toMs === null) return null;
  const value = Math.round((toMs - fromMs) / 1_000);
  return value < 0 || value > longestSeconds ? null : value;
}

/** Nearest rank, as `percentile_disc` of PostgreSQL: always a time that somebody really had. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, medianSeconds: at(0.5), p90Seconds: at(0.9) };
}

export function addUp(times: readonly ServiceTime[]): TimesOfPeriod {
  const services = grouped(times, ({ ortsverwaltung, serviceId }) => JSON.stringify([ortsverwaltung, serviceId]));
  const halfHours = grouped(
    times.filter(({ waitSeconds }) => waitSeconds !== null),
    ({ ortsverwaltung, bucket }) => JSON.stringify([ortsverwaltung, bucket]),
  );
  return {
    services: services.map(([first, all]) => serviceCell(first, all)),
    halfHours: halfHours.flatMap(([{ ortsverwaltung, bucket }, all]) => {
      const wait = spreadOf(numbers(all.map(({ waitSeconds }) => waitSeconds)));
      return wait ? [{ ortsverwaltung, bucket, wait }] : [];
    }),
  };
}

function serviceCell({ ortsverwaltung, serviceId }: ServiceTime, all: readonly ServiceTime[]): ServiceCell {
  const count = (kind: ServiceTime['kind']): number => all.filter((each) => each.kind === kind).length;
  return {
    ...{ ortsverwaltung, serviceId, count: all.length },
    appointments: count('appointment') + count('no-show'),
    noShows: count('no-show'),
    wait: spreadOf(numbers(all.map(({ waitSeconds }) => waitSeconds))),
    service: spreadOf(numbers(all.map(({ serviceSeconds }) => serviceSeconds))),
  };
}

/** What may be shown and exported. */
export function tellServices(cells: readonly ServiceCell[], titleOf: (serviceId: string) => string): ServiceTimesRow[] {
  return cells
    .map(({ ortsverwaltung, serviceId, count, appointments, noShows, wait, service }) => ({
      ...{ ortsverwaltung, serviceId, serviceTitle: titleOf(serviceId) },
      count: count < smallestCell ? null : count,
      wait: toldSpread(wait),
      service: toldSpread(service),
      noShowShare: appointments < smallestCell ? null : noShows / appointments,
    }))
    .toSorted(
      (a, b) =>
        a.ortsverwaltung.localeCompare(b.ortsverwaltung, 'de') || a.serviceTitle.localeCompare(b.serviceTitle, 'de'),
    );
}

export function tellHalfHours(cells: readonly HalfHourCell[]): HalfHourRow[] {
  return cells
    .map(({ ortsverwaltung, bucket, wait }) => ({
      ...{ ortsverwaltung, bucket, wait: toldSpread(wait) },
      count: wait.count < smallestCell ? null : wait.count,
    }))
    .toSorted((a, b) => a.ortsverwaltung.localeCompare(b.ortsverwaltung, 'de') || a.bucket - b.bucket);
}

const toldSpread = (spread: Spread | null): ServiceTimesRow['wait'] =>
  spread === null || spread.count < smallestCell
    ? null
    : { medianSeconds: spread.medianSeconds, p90Seconds: spread.p90Seconds };

const numbers = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

function grouped(
  times: readonly ServiceTime[],
  key: (time: ServiceTime) => string,
): [first: ServiceTime, all: ServiceTime[]][] {
  const groups = new Map<string, [ServiceTime, ServiceTime[]]>();
  for (const time of times) {
    const group = groups.get(key(time));
    if (group) group[1].push(time);
    else groups.set(key(time), [time, [time]]);
  }
  return [...groups.values()];
}
