/** What a test may ask a seat process beyond its windows' contracts. */
import { z } from 'zod';
import { defineContract } from '../../electron/contract/define-contract.ts';

export const seatProcessContract = defineContract({
  name: 'seat-process',
  calls: {
    pids: { input: z.object({}), output: z.object({ deviceHost: z.int().nullable() }) },
    /** Resolves when every open act of the last run has been settled or is unknown. */
    settled: { input: z.object({}), output: z.object({}) },
  },
  events: {
    /** The first thing heard: the seat stands, or the reason why it does not. */
    started: z.object({ code: z.string().nullable() }),
  },
});
