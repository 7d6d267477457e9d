/** The clerks' directory of the authority: who may sign in at its seats, in which role, and who changed that. */
import { z } from 'zod';
import { calendarDate } from './calendar-date.ts';
import { defineContract } from './define-contract.ts';
import { cardPin, role } from './session.ts';

/** Typed at the counter: letters and digits, dots and hyphens; case does not matter. */
export const userName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,31}$/u);
export const displayName = z.string().trim().min(2).max(80);
/** Longer than what is asked for at sign-in: PINs of other systems may be shorter, new ones here are not. */
export const newPin = z.string().min(6).max(32);
const ortsverwaltung = z.string().trim().min(1).max(60);

/** May this person sign in today. */
export const clerkAccess = z.enum(['open', 'not-yet', 'ended', 'revoked']);
export type ClerkAccess = z.infer<typeof clerkAccess>;
/** What the last entry changed. */
export const clerkChange = z.enum(['added', 'changed', 'pin', 'card', 'card-removed', 'revoked']);

export const directoryClerk = z.object({
  userName: z.string(),
  displayName: z.string(),
  role,
  ortsverwaltung: z.string(),
  hasCard: z.boolean(),
  validFrom: calendarDate,
  validTo: calendarDate.nullable(),
  access: clerkAccess,
  revokedReason: z.string().nullable(),
  change: clerkChange,
  changedBy: z.string(),
  changedAt: z.string(),
});
export type DirectoryClerk = z.infer<typeof directoryClerk>;

export const seatReading = z.object({
  seat: z.string(),
  /** The seat knows everything that this one knows. */
  upToDate: z.boolean(),
  /** By the clock of that seat. */
  saidAt: z.string(),
});

export const directoryView = z.object({
  /** Number of changes so far; 0 while nothing has been read. */
  version: z.int(),
  /** When this seat last asked the centre and was answered; null: never. */
  readAt: z.string().nullable(),
  /** Changes are possible: there is a centre. */
  hasCentre: z.boolean(),
  hasCardReader: z.boolean(),
  clerks: z.array(directoryClerk),
  /** Known Ortsverwaltungen, for the choice of a home. */
  ortsverwaltungen: z.array(z.string()),
  seats: z.array(seatReading),
});
export type DirectoryView = z.infer<typeof directoryView>;

const who = z.object({ userName });

export const clerksContract = defineContract({
  name: 'clerks',
  calls: {
    /** Asks the centre first; where it does not answer, shows what is known. */
    view: { input: z.object({}), output: directoryView },
    /** A new person, or one whose access was revoked. */
    add: {
      input: who.extend({
        displayName,
        role,
        ortsverwaltung,
        pin: newPin,
        validFrom: calendarDate.nullable(),
        validTo: calendarDate.nullable(),
      }),
      output: directoryView,
    },
    change: {
      input: who.extend({
        displayName,
        role,
        ortsverwaltung,
        validFrom: calendarDate,
        validTo: calendarDate.nullable(),
      }),
      output: directoryView,
    },
    setPin: { input: who.extend({ pin: newPin }), output: directoryView },
    /** By anyone, for themselves; a wrong old one counts like a wrong PIN at sign-in. */
    changeOwnPin: {
      input: z.object({ oldPin: z.string().min(1).max(32), newPin }),
      /** Whether the whole authority knows it, or only this training seat. */
      output: z.object({ reaches: z.enum(['authority', 'seat']) }),
    },
    /** The card lies on the reader; its PIN proves that it is whole and in the right hands. */
    registerCard: { input: who.extend({ cardPin }), output: directoryView },
    removeCard: { input: who, output: directoryView },
    revoke: { input: who.extend({ reason: z.string().trim().min(3).max(300) }), output: directoryView },
  },
  events: { changed: z.object({ version: z.int() }) },
});
