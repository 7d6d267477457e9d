/** One person in the clerks' directory, as it is sealed for the centre; each change writes the whole entry anew. */
import { z } from 'zod';
import { type CalendarDate, calendarDate } from '../contract/calendar-date.ts';
import { type clerkAccess, clerkChange, displayName, userName } from '../contract/clerks.ts';
import { role } from '../contract/session.ts';
import { pinHash } from './pin-hash.ts';

export const directoryEntry = z.object({
  userName,
  displayName,
  role,
  /** Home; a person signs in at every seat of the authority. */
  ortsverwaltung: z.string().max(60),
  pin: pinHash,
  /** Public key of the staff card: SubjectPublicKeyInfo, DER. */
  card: z.base64().max(400).nullable(),
  validFrom: calendarDate,
  validTo: calendarDate.nullable(),
  revoked: z.object({ at: z.string(), by: z.string(), reason: z.string().max(300) }).nullable(),
  change: clerkChange,
  by: z.string().max(64),
  at: z.string().max(30),
});
export type DirectoryEntry = z.infer<typeof directoryEntry>;

type Access = z.infer<typeof clerkAccess>;

export function accessOf(
  { revoked, validFrom, validTo }: Pick<DirectoryEntry, 'revoked' | 'validFrom' | 'validTo'>,
  today: CalendarDate,
): Access {
  if (revoked !== null) return 'revoked';
  if (validFrom > today) return 'not-yet';
  return validTo !== null && validTo < today ? 'ended' : 'open';
}
