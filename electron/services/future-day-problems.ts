/** Days that cannot be: a birth or a decision that lies ahead. */
import { earliestDay } from '../contract/calendar-date.ts';
import type { FieldValues } from '../contract/field.ts';
import { text } from './read-facts.ts';
import type { FieldProblemText, ServiceContext } from './service.ts';

/** Fields whose day lies after the day of the act. */
export function futureDayProblems(
  values: FieldValues,
  fieldIds: readonly string[],
  context: ServiceContext,
): FieldProblemText[] {
  return fieldIds.flatMap((fieldId) => {
    const first = earliestDay(text(values, fieldId));
    return first !== null && first > context.today ? [{ fieldId, text: 'Dieser Tag liegt in der Zukunft.' }] : [];
  });
}
