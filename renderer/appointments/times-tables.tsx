/** Wait and service times as tables: the text behind the bars. */
import type { HalfHourRow, ServiceTimesRow } from '../../electron/contract/appointments.ts';
import { ListTable } from '../ui/list-table.tsx';
import { halfHour } from './half-hour.ts';

const few = 'unter 5';
const number = (value: number, digits: number): string =>
  value.toLocaleString('de-DE', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const minutes = (seconds: number | undefined): string => (seconds === undefined ? few : number(seconds / 60, 1));

const inMinutes = (title: string) => (
  <>
    {title} <span className="legal">Zeiten in Minuten</span>
  </>
);

export function ServiceTimesTable({ rows }: { rows: readonly ServiceTimesRow[] }) {
  return (
    <ListTable
      id="services"
      title={inMinutes('Nach Leistung und Ortsverwaltung')}
      columns={[
        'Ortsverwaltung',
        'Leistung',
        'Anzahl',
        'Wartezeit Median',
        'Wartezeit 90 %',
        'Bedienzeit Median',
        'Bedienzeit 90 %',
        'Nicht erschienen',
      ]}
      numeric={[2, 3, 4, 5, 6, 7]}
      empty="Noch nichts erfasst."
      rows={rows.map(({ ortsverwaltung, serviceId, serviceTitle, count, wait, service, noShowShare }) => ({
        id: `${ortsverwaltung} ${serviceId}`,
        cells: [
          ...[ortsverwaltung, serviceTitle, count === null ? few : number(count, 0)],
          ...[minutes(wait?.medianSeconds), minutes(wait?.p90Seconds)],
          ...[minutes(service?.medianSeconds), minutes(service?.p90Seconds)],
          noShowShare === null ? few : `${number(noShowShare * 100, 0)} %`,
        ],
      }))}
    />
  );
}

export function HalfHourTable({ rows, office }: { rows: readonly HalfHourRow[]; office: string }) {
  return (
    <details className="closed">
      <summary>Nach Uhrzeit als Tabelle{office !== '' && `, ${office}`}</summary>
      <ListTable
        id="half-hours"
        title={inMinutes('Nach Uhrzeit')}
        columns={['Ab', 'Anzahl', 'Wartezeit Median', 'Wartezeit 90 %']}
        numeric={[1, 2, 3]}
        empty="Noch nichts erfasst."
        rows={rows.map(({ bucket, count, wait }) => ({
          id: String(bucket),
          cells: [
            halfHour(bucket),
            count === null ? few : number(count, 0),
            minutes(wait?.medianSeconds),
            minutes(wait?.p90Seconds),
          ],
        }))}
      />
    </details>
  );
}
