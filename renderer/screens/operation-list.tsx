/** Payments, prints and seals of this Vorgang with their outcome. */
import type { Operation, OperationKind, OperationPhase } from '../../electron/contract/operation.ts';
import { Badge, type BadgeProps } from '../ui/badge.tsx';
import { showTime } from '../ui/german-date.ts';
import { formatCents } from '../ui/money.ts';

export const operationNames: Record<OperationKind, string> = {
  payment: 'Zahlung',
  reversal: 'Storno',
  print: 'Druck',
  seal: 'Siegelung',
  'chip-write': 'Chip beschreiben',
  send: 'Übermittlung',
  closing: 'Kassenschnitt',
};

const phases: Record<OperationPhase, { tone: BadgeProps['tone']; text: string }> = {
  intended: { tone: 'info', text: 'läuft' },
  done: { tone: 'success', text: 'erfolgt' },
  declined: { tone: 'warning', text: 'nicht erfolgt' },
  unknown: { tone: 'danger', text: 'unklar' },
};

export function OperationList({ operations }: { operations: readonly Operation[] }) {
  if (operations.length === 0) return null;
  return (
    <ul className="operations" aria-label="Zahlungen, Drucke und Siegelungen">
      {operations.map((operation) => {
        const { amountCents: amount, title, sealNumber } = operation.details;
        return (
          <li key={operation.id} data-operation-phase={operation.phase} data-operation-kind={operation.kind}>
            <span>
              {operationNames[operation.kind]}
              {typeof amount === 'number' && ` ${formatCents(amount)}`}
              {typeof title === 'string' && ` „${title}“`}
              {typeof sealNumber === 'string' && ` Nr. ${sealNumber}`}
              <span className="legal"> {showTime(operation.settledAt ?? operation.startedAt)}</span>
              {operation.virtual && <span className="virtual">virtuell</span>}
            </span>
            <Badge tone={phases[operation.phase].tone}>{phases[operation.phase].text}</Badge>
          </li>
        );
      })}
    </ul>
  );
}
