/** Fields as typed: texts while the clerk types, values of the contract when they go to main. */
import type { FieldProblem, FieldValue, FieldValues, FieldView } from '../../electron/contract/field.ts';

import { checkFields } from '../../electron/services/check-fields.ts';
import { parseGermanDate, showGermanDate } from '../ui/german-date.ts';

export type Draft = Readonly<Record<string, string | boolean>>;

const isDate = (field: FieldView): boolean => field.type === 'date' || field.type === 'partial-date';

/** How a value of main stands in its input. */
export function showValue(field: FieldView, value: FieldValue | undefined): string | boolean {
  if (field.type === 'checkbox') return value === true;
  if (value === undefined) return '';
  if (isDate(field)) return showGermanDate(String(value));
  return typeof value === 'number' ? String(value).replace('.', ',') : String(value);
}

/** What the input means; undefined when empty, null when it cannot be read. */
export function readValue(field: FieldView, typed: string | boolean): FieldValue | undefined | null {
  if (typeof typed === 'boolean') return typed;
  const text = typed.trim();
  if (text === '') return undefined;
  if (isDate(field)) return parseGermanDate(text, field.type === 'partial-date');
  if (field.type === 'number') {
    const number = Number(text.replace(',', '.'));
    return Number.isFinite(number) ? number : null;
  }
  return field.type === 'document-number' ? text.toUpperCase().replace(/\s/g, '') : text.normalize('NFC');
}

const unreadable: Partial<Record<FieldView['type'], string>> = {
  date: 'Bitte als TT.MM.JJJJ eingeben, zum Beispiel 01.02.1980.',
  'partial-date': 'Bitte als TT.MM.JJJJ eingeben; unbekannte Teile als XX, zum Beispiel XX.XX.1980.',
  number: 'Bitte eine Zahl eingeben.',
};

/** Every field read at once, checked by the rules main checks by; what cannot be read says how to type it. */
export function readDraft(
  fields: readonly FieldView[],
  draft: Draft,
): { values: FieldValues; problems: FieldProblem[] } {
  const values: FieldValues = {};
  const garbled: FieldProblem[] = [];
  for (const field of fields) {
    const value = readValue(field, draft[field.id] ?? (field.type === 'checkbox' ? false : ''));
    if (value === null)
      garbled.push({ fieldId: field.id, text: unreadable[field.type] ?? 'Die Angabe ist nicht lesbar.' });
    else if (value !== undefined) values[field.id] = value;
  }
  const problems = fields.flatMap((field) => {
    const own = garbled.filter((problem) => problem.fieldId === field.id);
    return own.length > 0 ? own : checkFields([field], values);
  });
  return { values, problems };
}
