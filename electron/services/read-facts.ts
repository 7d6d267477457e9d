/** Reads recorded form values out of the facts; what is missing or of another type reads as empty. */
import { type FieldValues, fieldValues } from '../contract/field.ts';
import type { Facts } from './service.ts';

export function valuesOf(facts: Facts, stepId: string): FieldValues {
  const parsed = fieldValues.safeParse(facts[stepId]);
  return parsed.success ? parsed.data : {};
}

/** Trimmed text of a field. */
export function text(values: FieldValues, id: string): string {
  const value = values[id];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

export function ticked(values: FieldValues, id: string): boolean {
  return values[id] === true;
}

export function textOf(facts: Facts, stepId: string, id: string): string {
  return text(valuesOf(facts, stepId), id);
}

/** Label of the chosen option, for papers and for the citizen. */
export function labelOf(options: readonly { value: string; label: string }[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}
