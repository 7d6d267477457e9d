/** A choice from a short list, as the browser's own select in KERN's frame. */
import { FieldFrame, type FieldWords, useInputIds } from './field-frame.tsx';

export interface Option {
  value: string;
  label: string;
}

export interface SelectFieldProps extends FieldWords {
  value: string;
  options: readonly Option[];
  onChange(value: string): void;
}

export function SelectField(props: SelectFieldProps) {
  const { hintId, errorId, ...ids } = useInputIds(props);
  return (
    <FieldFrame words={props} ids={{ id: ids.id, hintId, errorId }}>
      <div className="kern-form-input__select-wrapper">
        <select
          {...ids}
          className={`kern-form-input__select${props.error ? ' kern-form-input__select--error' : ''}`}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        >
          <option value="">Bitte wählen</option>
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
    </FieldFrame>
  );
}
