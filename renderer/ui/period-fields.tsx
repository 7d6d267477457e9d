/** From which day to which: two fields, and the period once both days make one. */
import { useState } from 'react';
import { DayField } from './day-field.tsx';
import { parseGermanDate, showGermanDate } from './german-date.ts';

const dayMs = 86_400_000;

export interface Period {
  from: string;
  to: string;
}

export interface TypedPeriod {
  typed: Period;
  setTyped(typed: Period): void;
  /** Both days are readable, but not in order or too far apart. */
  isWrong: boolean;
  /** Null while what is typed is no period. */
  period: Period | null;
}

/** Begins with the month of `today` so far; `longestDays` counts the first and the last day. */
export function usePeriod(today: string, longestDays: number): TypedPeriod {
  const [typed, setTyped] = useState<Period>(() => ({
    from: showGermanDate(`${today.slice(0, 8)}01`),
    to: showGermanDate(today),
  }));
  const from = parseGermanDate(typed.from, false);
  const to = parseGermanDate(typed.to, false);
  if (from === null || to === null) return { typed, setTyped, isWrong: false, period: null };
  const isWrong = from > to || Date.parse(to) - Date.parse(from) >= longestDays * dayMs;
  return { typed, setTyped, isWrong, period: isWrong ? null : { from, to } };
}

/** The fields are `<prefix>From` and `<prefix>To`. */
export function PeriodFields({ period, prefix }: { period: TypedPeriod; prefix: string }) {
  const { typed, setTyped, isWrong } = period;
  return (
    <>
      <DayField
        label="Von"
        fieldId={`${prefix}From`}
        value={typed.from}
        onChange={(from) => setTyped({ ...typed, from })}
      />
      <DayField
        label="Bis"
        fieldId={`${prefix}To`}
        value={typed.to}
        onChange={(to) => setTyped({ ...typed, to })}
        error={isWrong ? 'Der Zeitraum muss zwischen einem Tag und einem Jahr lang sein.' : undefined}
      />
    </>
  );
}
