/** The second pair of eyes: another clerk's name and PIN. */
import type { PinCredentials } from '../../electron/contract/session.ts';
import { TextField } from '../ui/text-field.tsx';

export interface SecondClerkProps {
  value: PinCredentials;
  touched: boolean;
  onChange(value: PinCredentials): void;
}

export function SecondClerk({ value, touched, onChange }: SecondClerkProps) {
  return (
    <fieldset className="kern-fieldset field-group">
      <legend className="kern-label kern-label--large">Zweite Person (Vier-Augen-Prinzip)</legend>
      <div className="field-grid">
        <div className="field">
          <TextField
            label="Benutzername der zweiten Person"
            required
            fieldId="secondUserName"
            maxLength={64}
            value={value.userName}
            onChange={(userName) => onChange({ ...value, userName })}
            error={touched && value.userName.trim() === '' ? 'Bitte den Benutzernamen eingeben.' : undefined}
          />
        </div>
        <div className="field">
          <TextField
            label="PIN der zweiten Person"
            required
            fieldId="secondPin"
            type="password"
            maxLength={32}
            value={value.pin}
            onChange={(pin) => onChange({ ...value, pin })}
            error={touched && value.pin.length < 4 ? 'Bitte die PIN eingeben.' : undefined}
          />
        </div>
      </div>
    </fieldset>
  );
}
