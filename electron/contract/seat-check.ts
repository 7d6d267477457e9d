/** The Platzprüfung: what works at this seat, what does not, and what to do about it. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';

export const seatCheckItem = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['ok', 'warning', 'fault']),
  text: z.string(),
  /** Empty when nothing is to be done. */
  remedy: z.string(),
});
export type SeatCheckItem = z.infer<typeof seatCheckItem>;

export const seatCheckReport = z.object({
  /** ISO time. */
  checkedAt: z.string(),
  items: z.array(seatCheckItem),
  /** «Hinweise zu diesem Platz» of the policy file. */
  notes: z.array(z.string()),
});
export type SeatCheckReport = z.infer<typeof seatCheckReport>;

export const seatCheckContract = defineContract({
  name: 'seat-check',
  calls: {
    run: { input: z.object({}), output: seatCheckReport },
    notes: { input: z.object({}), output: z.array(z.string()) },
    /** Checks anew and prints what it found; resolves when the printer has the page. */
    print: { input: z.object({}), output: seatCheckReport },
  },
  events: {},
});
