/** The city network as the windows see it: how the line stands, and Vorgänge that come from or go to another seat. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';
import { credentials } from './session.ts';

export const gateState = z.enum(['verbunden', 'gestört', 'getrennt']);
export type GateState = z.infer<typeof gateState>;

export const gateReason = z.enum(['start', 'line', 'slow', 'silent', 'untrusted', 'back']);
export type GateReason = z.infer<typeof gateReason>;

export const gateView = z.object({
  /** Null: no centre is configured; only a training seat works so. */
  state: gateState.nullable(),
  reason: gateReason,
  /** False while nothing personal may be shown or captured: the windows cover what they show. */
  showsPersonal: z.boolean(),
  /** Events of this seat that the centre does not have yet; null while that is not known. */
  waiting: z.int().min(0).nullable(),
});
export type GateView = z.infer<typeof gateView>;

export const gateContract = defineContract({
  name: 'gate',
  calls: { state: { input: z.object({}), output: gateView } },
  events: { changed: gateView },
});

export const centralContract = defineContract({
  name: 'central',
  calls: {
    /** Exact name or number; finds Vorgänge of the Ortsverwaltung. The term itself does not leave the seat. */
    search: {
      input: z.object({ term: z.string().trim().min(2).max(120) }),
      output: z.array(z.object({ vorgangId: z.string(), here: z.boolean() })),
    },
    /** Fetches the Vorgang and keeps other seats from it. `takeOver` needs a lead when its seat did not give it back. */
    takeUp: {
      input: z.object({
        vorgangId: z.string().min(1).max(64),
        takeOver: z.object({ lead: credentials, reason: z.string().min(3).max(500) }).optional(),
      }),
      output: z.object({ newEvents: z.int() }),
    },
    /** Leaves the Vorgang to the next seat; `toSeat` when that is in another Ortsverwaltung. */
    giveBack: {
      input: z.object({ vorgangId: z.string().min(1).max(64), toSeat: z.string().max(16).optional() }),
      output: z.object({}),
    },
  },
  events: {},
});
