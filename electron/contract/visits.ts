/** Hausbesuche that are planned or wait for their return, by day and round, so that one way serves several citizens. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';

export const visitView = z.object({
  vorgangId: z.string(),
  number: z.string(),
  person: z.string(),
  address: z.string(),
  /** Who opens the door, with telephone. */
  contact: z.string(),
  from: z.string(),
  until: z.string(),
  order: z.int(),
  clerks: z.string(),
  tasks: z.array(z.string()),
  /** The folder is printed and packed: only the return is missing. */
  ready: z.boolean(),
});
export type VisitView = z.infer<typeof visitView>;

export const roundView = z.object({ day: z.iso.date(), round: z.string(), visits: z.array(visitView) });
export type RoundView = z.infer<typeof roundView>;

export const visitsContract = defineContract({
  name: 'visits',
  calls: {
    /** By day, round and place in the round. */
    rounds: { input: z.object({}), output: z.array(roundView) },
    /** Prints the list of one round; resolves when the printer has it. */
    print: { input: z.object({ day: z.iso.date(), round: z.string().min(1).max(40) }), output: z.object({}) },
  },
  events: {},
});
