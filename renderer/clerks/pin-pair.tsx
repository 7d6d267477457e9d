/** A new PIN, typed twice by the person whose it will be. */
import { TextField } from '../ui/text-field.tsx';

export interface TypedPair {
  pin: string;
  again: string;
}

/** Null when the pair can be sent; main refuses what is too simple. */
export function pairProblem({ pin, again }: TypedPair): string | null {
  if (pin.length < 6) return 'Bitte mindestens 6 Zeichen eingeben.';
  return pin === again ? null : 'Die beiden Eingaben sind verschieden.';
}

export interface PinPairProps {
  value: TypedPair;
  touched: boolean;
  /** The new PIN is the old one. */
  same?: boolean;
  /** Of the new PIN. */
  hint?: string;
  onChange(value: TypedPair): void;
}

const sameProblem = 'Das ist die bisherige PIN. Bitte eine andere wählen.';
const askOther = 'Die Person gibt sie selbst ein: 6 bis 32 Zeichen, keine Zahlenreihe.';

export function PinPair({ value, touched, same = false, hint = askOther, onChange }: PinPairProps) {
  const problem = touched ? (same ? sameProblem : pairProblem(value)) : null;
  const isFirst = same || value.pin.length < 6;
  return (
    <div className="clerk-form-row">
      <TextField
        label="Neue PIN"
        hint={hint}
        required
        fieldId="newPin"
        type="password"
        autoComplete="new-password"
        maxLength={32}
        value={value.pin}
        onChange={(pin) => onChange({ ...value, pin })}
        error={isFirst ? (problem ?? undefined) : undefined}
      />
      <TextField
        label="Neue PIN noch einmal"
        required
        fieldId="newPinAgain"
        type="password"
        autoComplete="new-password"
        maxLength={32}
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
        error={isFirst ? undefined : (problem ?? undefined)}
      />
    </div>
  );
}
