/** Wait and service times as rows of a table file, for the lead: minutes with a decimal comma, small cells only as «unter 5». */
import {
  type HalfHourRow,
  type ServiceTimesRow,
  type ServiceTimesView,
  smallestCell,
} from '../contract/appointments.ts';

export const timesHeader = [
  ...[
    'Auswertung',
    'Ortsverwaltung',
    'Leistung oder Uhrzeit',
    'Anzahl',
    'Wartezeit Median (Min.)',
    'Wartezeit 90 % (Min.)',
  ],
  ...['Bedienzeit Median (Min.)', 'Bedienzeit 90 % (Min.)', 'Nicht erschienen (%)'],
] as const;

const few = `unter ${smallestCell}`;
const minutes = (seconds: number | undefined): string =>
  seconds === undefined ? few : (seconds / 60).toFixed(1).replace('.', ',');

export const showHalfHour = (bucket: number): string =>
  `${String(Math.floor(bucket / 2)).padStart(2, '0')}:${bucket % 2 === 0 ? '00' : '30'}`;

export function timesRows(view: ServiceTimesView): string[][] {
  return [...view.services.map(serviceRow), ...view.halfHours.map(halfHourRow)];
}

function serviceRow({ ortsverwaltung, serviceTitle, count, wait, service, noShowShare }: ServiceTimesRow): string[] {
  const share = noShowShare === null ? few : (noShowShare * 100).toFixed(1).replace('.', ',');
  return [
    ...['nach Leistung', ortsverwaltung, serviceTitle, count === null ? few : String(count)],
    ...[minutes(wait?.medianSeconds), minutes(wait?.p90Seconds)],
    ...[minutes(service?.medianSeconds), minutes(service?.p90Seconds), share],
  ];
}

function halfHourRow({ ortsverwaltung, bucket, count, wait }: HalfHourRow): string[] {
  return [
    ...['nach Uhrzeit', ortsverwaltung, showHalfHour(bucket), count === null ? few : String(count)],
    ...[minutes(wait?.medianSeconds), minutes(wait?.p90Seconds), '', '', ''],
  ];
}
