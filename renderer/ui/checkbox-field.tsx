/** One yes or no. */
import { FieldError, FieldLabel, type FieldWords, useInputIds } from './field-frame.tsx';

export interface CheckboxFieldProps extends FieldWords {
  checked: boolean;
  onChange(checked: boolean): void;
}

export function CheckboxField(props: CheckboxFieldProps) {
  const { hintId, errorId, 'aria-required': _, ...ids } = useInputIds(props);
  return (
    <div className={`kern-form-check${props.error ? ' kern-form-check--error' : ''}`}>
      <input
        {...ids}
        className={`kern-form-check__checkbox${props.error ? ' kern-form-check__checkbox--error' : ''}`}
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <FieldLabel words={{ ...props, required: props.required === true ? true : undefined }} htmlFor={ids.id} />
      {props.hint && (
        <div className="kern-hint check-hint" id={hintId}>
          {props.hint}
        </div>
      )}
      {props.error && <FieldError id={errorId} text={props.error} />}
    </div>
  );
}
