/** What a clerk fills in to settle an unknown act: the finding, the reason, and where asked for a second person. */
import { useState } from 'react';
import type { Credentials } from '../../electron/contract/session.ts';
import { focusField } from '../steps/focus-field.ts';
import { useSecondClerk } from '../steps/use-second-clerk.ts';

export interface Unsettled {
  operation: { id: string };
  instructions: readonly string[];
  choices: readonly { decision: 'done' | 'declined'; label: string }[];
  secondClerk: boolean;
  canAskDevice: boolean;
}

export interface DecisionOrder {
  operationId: string;
  decision: 'done' | 'declined';
  reason: string;
  secondClerk?: Credentials;
}

export function useDecision(unknown: Unsettled) {
  const [decision, setDecision] = useState<'done' | 'declined' | ''>('');
  const [reason, setReason] = useState('');
  const second = useSecondClerk();
  const [touched, setTouched] = useState(false);
  const { secondClerk } = unknown;

  /** Null while something is missing; the first missing field has the focus then. */
  const complete = (): DecisionOrder | null => {
    setTouched(true);
    second.touch();
    if (decision === '') return null;
    const missing = reason.trim().length < 3 ? 'reason' : secondClerk ? second.missing : null;
    if (missing !== null) {
      focusField(missing);
      return null;
    }
    const order = { operationId: unknown.operation.id, decision, reason: reason.trim() };
    return secondClerk ? { ...order, secondClerk: second.typed } : order;
  };
  /** After every attempt: a PIN never stays on screen. */
  const forgetPin = () => {
    second.forget();
    setTouched(false);
  };
  return { decision, setDecision, reason, setReason, second, touched, complete, forgetPin };
}

export type Decision = ReturnType<typeof useDecision>;
