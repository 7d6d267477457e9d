/** One of a few ways, all visible at once. */
import { useId } from 'react';
import type { Option } from './select-field.tsx';

export interface RadioGroupProps {
  legend: string;
  value: string;
  options: readonly Option[];
  onChange(value: string): void;
}

export function RadioGroup({ legend, value, options, onChange }: RadioGroupProps) {
  const name = useId();
  return (
    <fieldset className="kern-fieldset">
      <legend className="kern-label">{legend}</legend>
      <div className="kern-fieldset__body kern-fieldset__body--horizontal">
        {options.map((option) => (
          <div className="kern-form-check" key={option.value}>
            <input
              className="kern-form-check__radio"
              type="radio"
              name={name}
              id={`${name}-${option.value}`}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <label className="kern-label" htmlFor={`${name}-${option.value}`}>
              {option.label}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
