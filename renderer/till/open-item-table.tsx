/** Fees left to the Sammelkasse that wait for the citizen. */
import type { OpenItemView } from '../../electron/contract/till.ts';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { formatCents } from '../ui/money.ts';
import { TillTable } from './till-table.tsx';

export interface OpenItemTableProps {
  items: readonly OpenItemView[];
  busy: boolean;
  onCollect(item: OpenItemView): void;
}

export function OpenItemTable({ items, busy, onCollect }: OpenItemTableProps) {
  return (
    <TillTable
      title={`Offene Posten${items.length > 0 ? ` (${items.length})` : ''}`}
      columns={['Vorgang', 'Gebühren', 'Seit', 'Betrag', '']}
      numeric={[3]}
      empty="Niemand wartet auf Zahlung."
      rows={items.map((item) => ({
        id: item.id,
        cells: [
          <span key="vorgang">
            <span className="nowrap">{item.vorgangNumber}</span>
            <span className="legal">{item.serviceTitle}</span>
          </span>,
          item.items.map(({ label }) => label).join(', '),
          showMoment(item.postedAt),
          formatCents(item.totalCents),
          <Button key="collect" variant="tertiary" disabled={busy} onPress={() => onCollect(item)}>
            Kassieren<span className="kern-sr-only-text"> {item.vorgangNumber}</span>
          </Button>,
        ],
      }))}
    />
  );
}
