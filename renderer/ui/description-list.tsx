/** Labels with their values. */
export interface Row {
  label: string;
  value: string;
}

export function DescriptionList({ rows, stacked }: { rows: readonly Row[]; stacked?: boolean }) {
  return (
    <dl className={`kern-description-list${stacked === true ? ' kern-description-list--col' : ''}`}>
      {rows.map((row) => (
        <div className="kern-description-list-item" key={row.label}>
          <dt className="kern-description-list-item__key">{row.label}</dt>
          <dd className="kern-description-list-item__value as-typed">{row.value === '' ? '–' : row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
