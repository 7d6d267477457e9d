/** The input that fits a declared field. */
import type { FieldView } from '../../electron/contract/field.ts';
import { CheckboxField } from '../ui/checkbox-field.tsx';
import { ComboField } from '../ui/combo-field.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { readValue, showValue } from './field-draft.ts';

/** Longer lists are searched by typing. */
const longestSelect = 12;

/** A character of DIN 91379 can be a letter with several marks; main counts exactly, the input only bounds. */
const unitsPerCharacter = 4;

const hints: Partial<Record<FieldView['type'], string>> = {
  date: 'TT.MM.JJJJ',
  time: 'HH:MM',
  'partial-date': 'TT.MM.JJJJ, unbekannte Teile als XX',
};

const sizes: Partial<Record<FieldView['type'], 'short' | 'medium'>> = {
  date: 'medium',
  time: 'short',
  'partial-date': 'medium',
  number: 'short',
  postcode: 'short',
  'document-number': 'medium',
};

export interface FieldInputProps {
  field: FieldView;
  typed: string | boolean;
  error: string | undefined;
  onChange(typed: string | boolean): void;
  /** The field is left or a choice was made. */
  onSettled(typed: string | boolean): void;
}

export function FieldInput({ field, typed, error, onChange, onSettled }: FieldInputProps) {
  const words = {
    label: field.label,
    hint: field.hint ?? hints[field.type],
    error,
    required: field.required,
    fieldId: field.id,
  };
  const choose = (value: string | boolean) => {
    onChange(value);
    onSettled(value);
  };
  if (field.type === 'checkbox') {
    return <CheckboxField {...words} checked={typed === true} onChange={choose} />;
  }
  const text = typeof typed === 'string' ? typed : '';
  if (field.type === 'select') {
    const options = field.options ?? [];
    const Choice = options.length > longestSelect ? ComboField : SelectField;
    return <Choice {...words} value={text} options={options} onChange={choose} />;
  }
  // Leaving a date shows how it was understood.
  const tidy = () => {
    const value = readValue(field, text);
    if (value === null || value === undefined) return onSettled(text);
    onChange(showValue(field, value));
    onSettled(showValue(field, value));
  };
  return (
    <TextField
      {...words}
      value={text}
      onChange={onChange}
      onBlur={tidy}
      maxLength={field.maxLength === undefined ? undefined : field.maxLength * unitsPerCharacter}
      size={sizes[field.type] ?? 'full'}
      type={field.type === 'email' ? 'email' : 'text'}
      multiline={field.type === 'multiline'}
      inputMode={field.type === 'postcode' ? 'numeric' : field.type === 'number' ? 'decimal' : 'text'}
    />
  );
}
