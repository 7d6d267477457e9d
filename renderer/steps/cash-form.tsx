/** Cash received and the change to give back, computed while typing. */
import { formatCents } from '../ui/money.ts';
import { TextField } from '../ui/text-field.tsx';

/** Notes a citizen is likely to hand over. */
const notesCents = [1000, 2000, 5000, 10000, 20000];

export interface CashFormProps {
  totalCents: number;
  given: string;
  givenCents: number | null;
  onChange(given: string): void;
}

export function CashForm({ totalCents, given, givenCents, onChange }: CashFormProps) {
  const tooLittle = givenCents !== null && givenCents < totalCents;
  const error =
    givenCents === null
      ? 'Bitte einen Betrag eingeben, zum Beispiel 50 oder 50,00.'
      : tooLittle
        ? `Es fehlen noch ${formatCents(totalCents - givenCents)}.`
        : undefined;
  return (
    <div className="cash">
      <div className="cash-given">
        <TextField
          label="Erhalten"
          hint="Leer lassen, wenn es passt."
          value={given}
          onChange={onChange}
          inputMode="decimal"
          size="medium"
          fieldId="givenCents"
          error={error}
          maxLength={12}
        />
        <div className="cash-notes">
          {notesCents
            .filter((cents) => cents >= totalCents)
            .slice(0, 3)
            .map((cents) => (
              <button key={cents} type="button" className="chip" onClick={() => onChange(String(cents / 100))}>
                {formatCents(cents).replace(/,00/, '')}
              </button>
            ))}
        </div>
      </div>
      <output className="cash-change" aria-live="polite">
        <span>Rückgeld</span>
        <strong>{givenCents === null || tooLittle ? '–' : formatCents(givenCents - totalCents)}</strong>
      </output>
    </div>
  );
}
