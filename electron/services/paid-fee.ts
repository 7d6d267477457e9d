/** Once money has been taken, no answer may change what is owed: the Vorgang is cancelled and begun again instead. */
import type { FieldValues } from '../contract/field.ts';
import { feeFacts } from './facts.ts';
import type { Facts, FeeRequest, FieldProblemText, ServiceContext } from './service.ts';

type Fees = (facts: Facts, context: ServiceContext) => readonly FeeRequest[];

const keysOf = (items: readonly { id: string; lawKey: string }[]): string =>
  items
    .map(({ id, lawKey }) => `${id} ${lawKey}`)
    .sort()
    .join();

/** A problem at `fieldId` when recording `values` for `stepId` would change a fee that is paid. */
export function paidFeeProblems(
  fees: Fees,
  at: { stepId: string; fieldId: string },
  values: FieldValues,
  facts: Facts,
  context: ServiceContext,
): FieldProblemText[] {
  const paid = feeFacts.safeParse(facts.fee).data;
  if (paid?.phase !== 'paid') return [];
  const changed = fees({ ...facts, [at.stepId]: values }, context);
  if (keysOf(changed) === keysOf(paid.items)) return [];
  return [
    {
      fieldId: at.fieldId,
      text: 'Die Gebühr ist schon bezahlt und würde sich ändern. Bitte Zahlung erstatten, Vorgang abbrechen und neu beginnen.',
    },
  ];
}
