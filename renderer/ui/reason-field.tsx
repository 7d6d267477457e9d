/** Why something out of the ordinary is done: one short text that goes into the journal. */
import { TextField } from './text-field.tsx';

/** Shorter than the journal takes. */
export const lacksReason = (reason: string): boolean => reason.trim().length < 3;

export interface ReasonFieldProps {
  label?: string;
  required?: boolean;
  value: string;
  onChange(reason: string): void;
  /** It was tried to go on. */
  touched: boolean;
}

export function ReasonField({ label = 'Grund', required = true, value, onChange, touched }: ReasonFieldProps) {
  const isMissing = touched && required && lacksReason(value);
  return (
    <TextField
      label={label}
      required={required}
      fieldId="reason"
      maxLength={500}
      value={value}
      onChange={onChange}
      error={isMissing ? 'Bitte schreiben Sie einen kurzen Grund (mindestens 3 Zeichen).' : undefined}
    />
  );
}
