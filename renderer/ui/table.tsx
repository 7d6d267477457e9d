/** The one KERN table of the clerk's window: column heads above, the rows come as they are. */
import type { ReactNode } from 'react';

export interface TableProps {
  /** Id of the heading that names the table. */
  labelledBy?: string;
  label?: string;
  /** An empty name is the column of what can be done with a row. */
  columns: readonly string[];
  /** Columns that hold numbers: to the right, never wrapped. */
  numeric?: readonly number[];
  children: ReactNode;
}

export function Table({ labelledBy, label, columns, numeric = [], children }: TableProps) {
  return (
    <div className="kern-table-responsive">
      <table
        className="kern-table kern-table--small kern-table--striped"
        aria-labelledby={labelledBy}
        aria-label={label}
      >
        <thead className="kern-table__head">
          <tr className="kern-table__row">
            {columns.map((column, index) =>
              column === '' ? (
                <td key="actions" className="kern-table__header" />
              ) : (
                <th scope="col" key={column} className={placeOf('header', numeric.includes(index))}>
                  {column}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody className="kern-table__body">{children}</tbody>
      </table>
    </div>
  );
}

export const placeOf = (place: 'header' | 'cell', isNumeric: boolean): string =>
  `kern-table__${place}${isNumeric ? ` kern-table__${place}--numeric` : ''}`;
