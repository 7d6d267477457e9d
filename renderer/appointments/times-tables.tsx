/** Wait and service times as tables: the text behind the bars. */
import type { HalfHourRow, ServiceTimesRow } from '../../electron/contract/appointments.ts';
import { halfHour } from './half-hour.ts';

const few = 'unter 5';
const number = (value: number, digits: number): string =>
  value.toLocaleString('de-DE', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const minutes = (seconds: number | undefined): string => (seconds === undefined ? few : number(seconds / 60, 1));

export function ServiceTimesTable({ rows }: { rows: readonly ServiceTimesRow[] }) {
  return (
    <TimesTable
      id="services"
      title="Nach Leistung und Ortsverwaltung"
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
      numericFrom={2}
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
      <TimesTable
        id="half-hours"
        title="Nach Uhrzeit"
        columns={['Ab', 'Anzahl', 'Wartezeit Median', 'Wartezeit 90 %']}
        numericFrom={1}
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

interface TimesTableProps {
  id: string;
  title: string;
  columns: readonly string[];
  /** From this column on the cells are numbers. */
  numericFrom: number;
  rows: readonly { id: string; cells: readonly string[] }[];
}

function TimesTable({ id, title, columns, numericFrom, rows }: TimesTableProps) {
  const place = (index: number, name: string): string =>
    `kern-table__${name}${index >= numericFrom ? ` kern-table__${name}--numeric` : ''}`;
  return (
    <section className="appointments-list" aria-labelledby={`times-${id}`} data-times={id}>
      <h2 className="kern-heading-small" id={`times-${id}`}>
        {title} <span className="legal">Zeiten in Minuten</span>
      </h2>
      <div className="kern-table-responsive">
        <table className="kern-table kern-table--small kern-table--striped" aria-labelledby={`times-${id}`}>
          <thead className="kern-table__head">
            <tr className="kern-table__row">
              {columns.map((column, index) => (
                <th scope="col" key={column} className={place(index, 'header')}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="kern-table__body">
            {rows.map((row) => (
              <tr className="kern-table__row" key={row.id}>
                {row.cells.map((cell, index) => (
                  <td key={columns[index]} className={place(index, 'cell')}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
