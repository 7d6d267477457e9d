/** A small KERN table under a heading, with columns of numbers to the right. */

export interface OfficeTableProps {
  title: string;
  columns: readonly string[];
  numeric?: readonly number[];
  rows: readonly { id: string; cells: readonly string[] }[];
  empty: string;
}

export function OfficeTable({ title, columns, numeric = [], rows, empty }: OfficeTableProps) {
  const headingId = `office-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  const place = (index: number, name: string) =>
    `kern-table__${name}${numeric.includes(index) ? ` kern-table__${name}--numeric` : ''}`;
  return (
    <section className="office-list" aria-labelledby={headingId}>
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
                {columns.map((column, index) => (
                  <th scope="col" key={column} className={place(index, 'header')}>
                    {column}
                  </th>
                ))}
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
