/** Checks that concern every person in a form: days that lie ahead, numbers worth a second look. */
import { earliestDay } from '../contract/calendar-date.ts';
import type { FieldValues } from '../contract/field.ts';
import { serialNumberWarning } from './document-number.ts';
import { identityDocument } from './identity-documents.ts';
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

/** Warning shown as the field's hint; it never blocks. */
export function numberHint(kind: string, typed: string): { hint?: string } {
  if (identityDocument(kind)?.german !== true) return {};
  const warning = serialNumberWarning(typed);
  return warning === null ? {} : { hint: warning };
}
