/** Checks values against the declared fields: required, type, length, choice; the texts stand at the field. */
import { calendarDate, partialDate } from '../contract/calendar-date.ts';
import type { FieldProblem, FieldValue, FieldValues, FieldView } from '../contract/field.ts';
import { latinLength, latinNameProblem, latinTextProblem } from '../contract/latin-names.ts';
import { documentNumberProblem } from './document-number.ts';

const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || value === false || (typeof value === 'string' && value.trim() === '');

function missingText(field: FieldView): string {
  if (field.type === 'checkbox') return 'Bitte bestätigen; ohne Haken geht es nicht weiter.';
  return field.type === 'select' ? 'Bitte auswählen.' : 'Bitte ausfüllen.';
}

function numberProblem(field: FieldView, value: FieldValue): string | null {
  const number = typeof value === 'number' ? value : Number(String(value).trim());
  if (!Number.isInteger(number)) return 'Bitte eine ganze Zahl eingeben.';
  if (field.min !== undefined && number < field.min) return `Mindestens ${field.min}.`;
  if (field.max !== undefined && number > field.max) return `Höchstens ${field.max}.`;
  return null;
}

function multilineProblem(text: string): string | null {
  for (const line of text.split(/\r\n|\n/)) {
    const problem = latinTextProblem(line);
    if (problem !== null) return problem;
  }
  return null;
}

function textProblem(field: FieldView, text: string): string | null {
  switch (field.type) {
    case 'name':
      return latinNameProblem(text);
    case 'text':
      return latinTextProblem(text);
    case 'multiline':
      return multilineProblem(text);
    case 'date':
      return calendarDate.safeParse(text).success ? null : 'Diesen Kalendertag gibt es nicht.';
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? null : 'Eine Uhrzeit, zum Beispiel 09:30.';
    case 'partial-date':
      return partialDate.safeParse(text).success ? null : 'Kein Datum; unbekannte Teile werden als XX eingetragen.';
    case 'postcode':
      return /^\d{5}$/.test(text) ? null : 'Eine Postleitzahl hat fünf Ziffern.';
    case 'document-number':
      return documentNumberProblem(text);
    case 'email':
      return /^[^\s@]{1,64}@[^\s@]+\.[^\s@.]{2,}$/.test(text) && text.length <= 254
        ? null
        : 'Das ist keine E-Mail-Adresse.';
    case 'select':
      return field.options?.some((option) => option.value === text) === true ? null : 'Bitte aus der Liste wählen.';
    default:
      return null;
  }
}

function fieldProblem(field: FieldView, value: FieldValue | undefined): string | null {
  if (value === undefined || isEmpty(value)) return field.required ? missingText(field) : null;
  if (field.type === 'checkbox') return value === true ? null : missingText(field);
  if (field.type === 'number') return numberProblem(field, value);
  if (typeof value !== 'string') return 'Bitte Text eingeben.';
  const trimmed = value.trim();
  if (field.maxLength !== undefined && latinLength(trimmed) > field.maxLength) {
    return `Höchstens ${field.maxLength} Zeichen; es sind ${latinLength(trimmed)}.`;
  }
  return textProblem(field, trimmed);
}

/** Problems of the fields given; values without a field are ignored. */
export function checkFields(fields: readonly FieldView[], values: FieldValues): FieldProblem[] {
  return fields.flatMap((field) => {
    const text = fieldProblem(field, values[field.id]);
    return text === null ? [] : [{ fieldId: field.id, text }];
  });
}
