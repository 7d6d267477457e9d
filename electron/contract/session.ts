/** Who sits at the seat, and what kind of seat it is. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';

export const roles = ['clerk', 'stand-in', 'lead', 'it'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

export const clerkView = z.object({ userName: z.string(), displayName: z.string(), role });
export type ClerkView = z.infer<typeof clerkView>;

export const seatView = z.object({
  id: z.string(),
  name: z.string(),
  ortsverwaltung: z.string(),
  authority: z.string(),
  mode: z.enum(['training', 'live']),
  version: z.string(),
});
export type SeatView = z.infer<typeof seatView>;

/** The directory says so: access revoked or run out, or another role since. */
export const sessionEnd = z.enum(['access-ended', 'role-changed']);
export type SessionEnd = z.infer<typeof sessionEnd>;

export const sessionState = z.object({
  seat: seatView,
  clerk: clerkView.nullable(),
  /** The clerk is signed in, but away: nothing but the session answers until a PIN opens the seat. */
  locked: z.boolean(),
  /** Set while the seat is about to lock by itself. */
  lockInSeconds: z.int().nullable(),
  /** A reader for staff cards is there and works. */
  staffCardReader: z.boolean(),
  /** The clerk came in by card, and taking it away locks the seat: no other card can lie on the reader. */
  cardHoldsSeat: z.boolean(),
  /** Why somebody was signed out without asking for it; null after the next sign-in. */
  ended: sessionEnd.nullable(),
  /** Training seats show their fictive clerks and PINs; always empty on a live seat. */
  trainingClerks: z.array(clerkView.extend({ pin: z.string() })),
});
export type SessionState = z.infer<typeof sessionState>;

export const pinCredentials = z.object({
  userName: z.string().trim().min(1).max(64),
  pin: z.string().min(4).max(32),
});
export type PinCredentials = z.infer<typeof pinCredentials>;

/** PIN of a PIV card: six to eight digits (SP 800-73-4 part 2, 2.4.3). */
export const cardPin = z.string().regex(/^\d{6,8}$/);
/** The card on the reader says who it is. */
export const cardCredentials = z.strictObject({ cardPin });

export const credentials = z.union([pinCredentials, cardCredentials]);
export type Credentials = z.infer<typeof credentials>;

export const sessionContract = defineContract({
  name: 'session',
  calls: {
    state: { input: z.object({}), output: sessionState },
    signIn: { input: credentials, output: sessionState },
    signOut: { input: z.object({}), output: sessionState },
    lock: { input: z.object({}), output: sessionState },
    /** The same clerk comes back, and everything is as it was. */
    unlock: { input: z.union([pinCredentials.pick({ pin: true }), cardCredentials]), output: sessionState },
    /** Another clerk goes on at the locked seat; what the first one had on screen is put away. */
    takeOver: { input: credentials, output: sessionState },
    /** A key or the mouse was used: the time until the lock begins anew. */
    touch: { input: z.object({}), output: z.object({}) },
  },
  events: { changed: sessionState },
});
