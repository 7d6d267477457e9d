/** A choice from a long list: type a part, take the match. KERN has none, react-aria brings the behaviour. */
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { FieldError, type FieldWords } from './field-frame.tsx';
import type { Option } from './select-field.tsx';

export interface ComboFieldProps extends FieldWords {
  value: string;
  options: readonly Option[];
  onChange(value: string): void;
}

export function ComboField(props: ComboFieldProps) {
  return (
    <ComboBox
      className={`kern-form-input${props.error ? ' kern-form-input--error' : ''}`}
      value={props.value === '' ? null : props.value}
      onChange={(key) => props.onChange(key === null ? '' : String(key))}
      defaultItems={props.options}
      isRequired={props.required === true}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
      menuTrigger="focus"
    >
      <Label className="kern-label">
        {props.label}
        {props.required === true && <span className="required"> *</span>}
        {props.required === false && <span className="kern-label__optional"> – optional</span>}
      </Label>
      {props.hint && (
        <Text slot="description" className="kern-hint">
          {props.hint}
        </Text>
      )}
      <Input
        className={`kern-form-input__input as-typed${props.error ? ' kern-form-input__input--error' : ''}`}
        data-field-id={props.fieldId}
        placeholder="Tippen, um zu suchen"
      />
      {props.error && (
        <div role="alert">
          <FieldError id={`${props.fieldId ?? props.label}-error`} text={props.error} />
        </div>
      )}
      <Popover className="combo-popover">
        <ListBox<Option> className="combo-list">
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="combo-option">
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
