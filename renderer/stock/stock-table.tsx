/** A small KERN table under a heading. */

export interface StockTableProps {
  title: string;
  columns: readonly string[];
  rows: readonly { id: string; cells: readonly string[] }[];
  empty: string;
  note?: string;
}

export function StockTable({ title, columns, rows, empty, note }: StockTableProps) {
  const headingId = `list-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  return (
    <section className="stock-list" aria-labelledby={headingId}>
      <h2 className="kern-heading-small" id={headingId}>
        {title}
      </h2>
      {note && <p className="kern-body kern-body--muted">{note}</p>}
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
