/** Makes the context a service may see: the day, the seat, the clerk, the law in force; nothing else. */
import { AppError } from '../contract/app-error.ts';
import type { Policy } from '../contract/policy.ts';
import type { ClerkView } from '../contract/session.ts';
import type { LawRow, ServiceContext } from '../services/service.ts';
import type { VorgangState } from './vorgang-state.ts';

/** The calendar day at the counter, whatever the machine's time zone. */
export function berlinDay(atMs: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date(atMs));
}

/**
 * The day of a Vorgang is the day it was opened: age, fee and validity count «at application», also when it is finished tomorrow.
 * `law` throws AppError `fee.not-configured`.
 */
export function serviceContext(parts: {
  state: VorgangState;
  policy: Policy;
  clerk: ClerkView | null;
  law(key: string, day: string): LawRow;
}): ServiceContext {
  const { state, policy, clerk } = parts;
  if (state.openedDay === '') throw new AppError('vorgang.erased');
  return {
    today: state.openedDay,
    now: state.openedAt,
    seat: {
      ortsverwaltung: policy.seat.ortsverwaltung,
      authority: policy.seat.authority,
      authorityAddress: policy.seat.authorityAddress,
      place: policy.seat.place,
      training: policy.mode === 'training',
      sealNumbers: policy.seals,
    },
    clerk: { displayName: clerk?.displayName ?? '' },
    vorgangNumber: state.number,
    law: (key) => parts.law(key, state.openedDay),
  };
}
