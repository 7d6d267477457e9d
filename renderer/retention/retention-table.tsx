/** A list of the page: heading, table, or the sentence that there is nothing. */
import type { ReactNode } from 'react';

export interface RetentionTableProps {
  id: string;
  title: string;
  columns: readonly string[];
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
  empty: string;
}

export function RetentionTable({ id, title, columns, rows, empty }: RetentionTableProps) {
  const headingId = `retention-${id}`;
  return (
    <section className="retention-list" aria-labelledby={headingId} data-list={id}>
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
                {columns.map((column) => (
                  <th scope="col" key={column} className="kern-table__header">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="kern-table__body">
              {rows.map((row) => (
                <tr className="kern-table__row" key={row.id} data-row-id={row.id}>
                  {row.cells.map((cell, index) => (
                    <td key={columns[index]} className="kern-table__cell">
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
