/** A list of a room: heading, what it says about itself, and the table or the sentence that there is nothing. */
import { type ReactNode, useId } from 'react';
import { placeOf, Table } from './table.tsx';

export interface ListTableProps {
  /** Names the list for tests and demos. */
  id?: string;
  title: ReactNode;
  note?: string;
  columns: readonly string[];
  numeric?: readonly number[];
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
  empty: string;
}

export function ListTable({ id, title, note, columns, numeric = [], rows, empty }: ListTableProps) {
  const headingId = useId();
  return (
    <section className="list" aria-labelledby={headingId} data-list={id}>
      <h2 className="kern-heading-small" id={headingId}>
        {title}
      </h2>
      {note && <p className="kern-body kern-body--muted">{note}</p>}
      {rows.length === 0 ? (
        <p className="kern-body kern-body--muted">{empty}</p>
      ) : (
        <Table labelledBy={headingId} columns={columns} numeric={numeric}>
          {rows.map((row) => (
            <tr className="kern-table__row" key={row.id} data-row-id={row.id}>
              {row.cells.map((cell, index) => (
                <td key={columns[index]} className={placeOf('cell', numeric.includes(index))}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
