/** What two persons say and why: a reason, and who the second of them is. */
import { useState } from 'react';
import { focusField } from '../steps/focus-field.ts';
import { useSecondClerk } from '../steps/use-second-clerk.ts';

export function useWord() {
  const [reason, setReason] = useState('');
  const second = useSecondClerk();
  const [touched, setTouched] = useState(false);
  const isShort = reason.trim().length < 3;

  /** Null while something is missing; the first missing field has the focus then. */
  const complete = () => {
    setTouched(true);
    second.touch();
    const missing = isShort ? 'reason' : second.missing;
    if (missing === null) return { reason: reason.trim(), secondClerk: second.typed };
    focusField(missing);
    return null;
  };
  /** After every attempt: a PIN never stays on screen. */
  const forgetPin = () => {
    second.forget();
    setTouched(false);
  };
  const reasonError = touched && isShort ? 'Bitte schreiben Sie, woran Sie es erkannt haben.' : undefined;
  return { reason, setReason, second, touched, complete, forgetPin, reasonError };
}
