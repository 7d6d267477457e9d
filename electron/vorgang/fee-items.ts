/** What is due in a fee step, from the dated tariff; an unverified amount is never taken on a live seat. */
import { AppError } from '../contract/app-error.ts';
import type { FeeItemView } from '../contract/step-panel.ts';
import type { FeeStep, ServiceContext } from '../services/service.ts';
import type { PaidItem } from '../till/port.ts';
import type { VorgangState } from './vorgang-state.ts';

export interface DueItem extends FeeItemView {
  lawKey: string;
}

/** Throws `fee.not-configured`, `fee.unverified-in-live`. Amounts in cents. */
export function dueItems(step: FeeStep, state: VorgangState, context: ServiceContext): DueItem[] {
  return step.fees(state.facts, context).map((request) => {
    const row = context.law(request.lawKey);
    if (row.confidence === 'U' && !context.seat.training) {
      throw new AppError('fee.unverified-in-live', { key: request.lawKey });
    }
    return {
      id: request.id,
      label: request.label,
      lawKey: request.lawKey,
      amountCents: row.value,
      legalBasis: row.legalBasis,
      source: `${row.source}, geprüft ${row.checkedOn}`,
      verified: row.confidence === 'H',
      validFrom: row.validFrom,
    };
  });
}

export const totalCents = (items: readonly { amountCents: number }[]): number =>
  items.reduce((sum, item) => sum + item.amountCents, 0);

export function paidItem(item: DueItem): PaidItem {
  const { id, label, amountCents, lawKey, legalBasis, validFrom } = item;
  return { id, label, amountCents, lawKey, legalBasis, validFrom };
}
