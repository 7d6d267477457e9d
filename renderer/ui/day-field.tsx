/** One whole day, typed the German way. */
import { parseGermanDate } from './german-date.ts';
import { TextField } from './text-field.tsx';

export interface DayFieldProps {
  label: string;
  fieldId: string;
  value: string;
  onChange(value: string): void;
  /** What else may be wrong with a readable day. */
  error?: string | undefined;
}

export function DayField({ error, ...field }: DayFieldProps) {
  const unreadable = parseGermanDate(field.value, false) === null;
  return (
    <TextField
      {...field}
      size="medium"
      maxLength={10}
      error={unreadable ? 'Bitte ein Datum eingeben, zum Beispiel 22.11.2026.' : error}
    />
  );
}
