/** A small KERN table with a caption above and the last column for actions. */
import type { ReactNode } from 'react';

export interface TillTableProps {
  title: string;
  columns: readonly string[];
  /** Columns that hold amounts. */
  numeric?: readonly number[];
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
  empty: string;
}

export function TillTable({ title, columns, numeric = [], rows, empty }: TillTableProps) {
  const headingId = `till-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  const place = (index: number, name: string) =>
    `kern-table__${name}${numeric.includes(index) ? ` kern-table__${name}--numeric` : ''}`;
  return (
    <section className="till-list" aria-labelledby={headingId}>
      <h2 className="kern-heading-small" id={headingId}>
        {title}
      </h2>
      {rows.length === 0 ? (
        <p className="kern-body kern-body--muted">{empty}</p>
      ) : (
        <div className="kern-table-responsive">
          <table className="kern-table kern-table--small kern-table--striped" aria-labelledby={headingId}>
            <thead className="kern-table__head">
              <tr className="kern-table__row">
                {columns.map((column, index) =>
                  column === '' ? (
                    <td key="actions" className="kern-table__header" />
                  ) : (
                    <th scope="col" key={column} className={place(index, 'header')}>
                      {column}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody className="kern-table__body">
              {rows.map((row) => (
                <tr className="kern-table__row" key={row.id} data-row-id={row.id}>
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
      )}
    </section>
  );
}
