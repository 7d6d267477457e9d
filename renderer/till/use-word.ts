/** What two persons say and why: a reason, and the second of them with name and PIN. */
import { useState } from 'react';
import { focusField } from '../steps/focus-field.ts';

export function useWord() {
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState({ userName: '', pin: '' });
  const [touched, setTouched] = useState(false);
  const isShort = reason.trim().length < 3;

  /** Null while something is missing; the first missing field has the focus then. */
  const complete = () => {
    setTouched(true);
    const missing = isShort
      ? 'reason'
      : second.userName.trim() === ''
        ? 'secondUserName'
        : second.pin.length < 4
          ? 'secondPin'
          : null;
    if (missing === null) return { reason: reason.trim(), secondClerk: second };
    focusField(missing);
    return null;
  };
  /** After every attempt: a PIN never stays on screen. */
  const forgetPin = () => {
    setSecond((before) => ({ ...before, pin: '' }));
    setTouched(false);
  };
  const reasonError = touched && isShort ? 'Bitte schreiben Sie, woran Sie es erkannt haben.' : undefined;
  return { reason, setReason, second, setSecond, touched, complete, forgetPin, reasonError };
}
