/** What is due in a fee step, from the dated tariff; an unverified amount is never taken on a live seat. */

import { AppError } from '../contract/app-error.ts';
import { formatGermanDate } from '../contract/calendar-date.ts';
import type { FeeItemView } from '../contract/step-panel.ts';
import type { FeeStep, ServiceContext } from '../services/service.ts';
import type { PaidItem, TillPort } from '../till/port.ts';
import type { VorgangState } from './vorgang-state.ts';

export interface DueItem extends FeeItemView {
  lawKey: string;
}

/** Throws `fee.not-configured`, `fee.unverified-in-live`, `till.*` when account or Kassenzeichen is missing. Amounts in cents. */
export function dueItems(
  step: FeeStep,
  state: VorgangState,
  context: ServiceContext,
  till: Pick<TillPort, 'accounting'>,
): DueItem[] {
  const seen = new Map<string, number>();
  return step.fees(state.facts, context).map((request) => {
    const row = context.law(request.lawKey);
    if (row.confidence === 'U' && !context.seat.training) {
      throw new AppError('fee.unverified-in-live', { key: request.lawKey });
    }
    const occurrence = (seen.get(request.lawKey) ?? 0) + 1;
    seen.set(request.lawKey, occurrence);
    const { lawKey } = request;
    const key = { lawKey, day: context.today, vorgangNumber: context.vorgangNumber, occurrence };
    return {
      id: request.id,
      label: request.label,
      lawKey: request.lawKey,
      amountCents: row.value,
      legalBasis: row.legalBasis,
      source: `${row.source.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}, geprüft ${formatGermanDate(row.checkedOn)}`,
      verified: row.confidence === 'H',
      validFrom: row.validFrom,
      ...(row.value > 0 ? { accounting: till.accounting(key) } : {}),
    };
  });
}

export const totalCents = (items: readonly { amountCents: number }[]): number =>
  items.reduce((sum, item) => sum + item.amountCents, 0);

export function paidItem(item: DueItem): PaidItem {
  const { id, label, amountCents, lawKey, legalBasis, validFrom, accounting } = item;
  return { id, label, amountCents, lawKey, legalBasis, validFrom, ...(accounting ? { accounting } : {}) };
}
