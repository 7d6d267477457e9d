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

export const sessionState = z.object({
  seat: seatView,
  clerk: clerkView.nullable(),
  /** The clerk is signed in, but away: nothing but the session answers until a PIN opens the seat. */
  locked: z.boolean(),
  /** Set while the seat is about to lock by itself. */
  lockInSeconds: z.int().nullable(),
  /** Training seats show their fictive clerks and PINs; always empty on a live seat. */
  trainingClerks: z.array(clerkView.extend({ pin: z.string() })),
});
export type SessionState = z.infer<typeof sessionState>;

export const credentials = z.object({
  userName: z.string().trim().min(1).max(64),
  pin: z.string().min(4).max(32),
});
export type Credentials = z.infer<typeof credentials>;

export const sessionContract = defineContract({
  name: 'session',
  calls: {
    state: { input: z.object({}), output: sessionState },
    signIn: { input: credentials, output: sessionState },
    signOut: { input: z.object({}), output: sessionState },
    lock: { input: z.object({}), output: sessionState },
    /** The same clerk comes back, and everything is as it was. */
    unlock: { input: credentials.pick({ pin: true }), output: sessionState },
    /** Another clerk goes on at the locked seat; what the first one had on screen is put away. */
    takeOver: { input: credentials, output: sessionState },
    /** A key or the mouse was used: the time until the lock begins anew. */
    touch: { input: z.object({}), output: z.object({}) },
  },
  events: { changed: sessionState },
});
