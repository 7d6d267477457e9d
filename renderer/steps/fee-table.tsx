/** What is due, item by item, with its statute; unverified amounts say so. */
import { taxText } from '../../electron/contract/accounting.ts';
import type { FeeItemView } from '../../electron/contract/step-panel.ts';
import { Badge } from '../ui/badge.tsx';
import { showGermanDate } from '../ui/german-date.ts';
import { formatCents } from '../ui/money.ts';

export function FeeTable({ items, totalCents }: { items: readonly FeeItemView[]; totalCents: number }) {
  return (
    <table className="kern-table kern-table--small fee-table">
      <thead className="kern-table__head">
        <tr className="kern-table__row">
          <th scope="col" className="kern-table__header">
            Gebühr
          </th>
          <th scope="col" className="kern-table__header kern-table__header--numeric">
            Betrag
          </th>
        </tr>
      </thead>
      <tbody className="kern-table__body">
        {items.map((item) => (
          <tr className="kern-table__row" key={item.id}>
            <td className="kern-table__cell">
              <div className="fee-label">
                <span className="kern-body kern-body--bold">{item.label}</span>
                {!item.verified && (
                  <Badge tone="warning" icon="warning">
                    nicht verifiziert
                  </Badge>
                )}
              </div>
              <p className="legal">
                {item.legalBasis} · gültig seit {showGermanDate(item.validFrom)}
                {item.source !== '' && ` · ${item.source}`}
              </p>
              {item.accounting && (
                <p className="legal">
                  Tarif {item.accounting.tariffNumber} · Kassenzeichen {item.accounting.kassenzeichen} · Konto{' '}
                  {item.accounting.account} · {taxText(item.accounting.tax)}
                  {item.accounting.example && ' (Beispiel)'}
                </p>
              )}
            </td>
            <td className="kern-table__cell kern-table__cell--numeric">{formatCents(item.amountCents)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot className="kern-table__footer">
        <tr className="kern-table__row fee-total">
          <th scope="row" className="kern-table__cell">
            Zu zahlen
          </th>
          <td className="kern-table__cell kern-table__cell--numeric">{formatCents(totalCents)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
