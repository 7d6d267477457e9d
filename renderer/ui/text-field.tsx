/** One line or several lines of text. */
import type { HTMLInputTypeAttribute, Ref } from 'react';
import { FieldFrame, type FieldWords, useInputIds } from './field-frame.tsx';

export interface TextFieldProps extends FieldWords {
  value: string;
  onChange(value: string): void;
  type?: HTMLInputTypeAttribute;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email';
  autoComplete?: string;
  multiline?: boolean;
  maxLength?: number | undefined;
  /** Width by what is expected. */
  size?: 'short' | 'medium' | 'full';
  onBlur?: () => void;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const { hintId, errorId, ...ids } = useInputIds(props);
  const shared = {
    ...ids,
    className: `kern-form-input__input as-typed size-${props.size ?? 'full'}${props.error ? ' kern-form-input__input--error' : ''}`,
    value: props.value,
    maxLength: props.maxLength,
    spellCheck: false,
    autoComplete: props.autoComplete ?? 'off',
    onBlur: props.onBlur,
  };
  return (
    <FieldFrame words={props} ids={{ id: ids.id, hintId, errorId }}>
      {props.multiline === true ? (
        <textarea {...shared} rows={3} onChange={(event) => props.onChange(event.target.value)} />
      ) : (
        <input
          {...shared}
          ref={props.inputRef}
          type={props.type ?? 'text'}
          inputMode={props.inputMode}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
