/** Acts on the outside world as seen from a window: what was intended and what came of it. */
import { z } from 'zod';
import { errorCode } from './app-error.ts';
import { jsonObject } from './json.ts';

export const operationKinds = ['payment', 'reversal', 'print', 'seal', 'chip-write', 'send', 'closing'] as const;
export const operationKind = z.enum(operationKinds);
export type OperationKind = z.infer<typeof operationKind>;

export const operationPhases = ['intended', 'done', 'declined', 'unknown'] as const;
export const operationPhase = z.enum(operationPhases);
export type OperationPhase = z.infer<typeof operationPhase>;

export const operation = z.object({
  id: z.string(),
  vorgangId: z.string(),
  kind: operationKind,
  /** What the act is about, unique within the Vorgang: a fee id, a document id. A subject is never acted on twice while one is open or done. */
  subject: z.string(),
  attempt: z.int().min(1),
  phase: operationPhase,
  deviceId: z.string().nullable(),
  virtual: z.boolean(),
  /** Set when another seat began it: only that seat can ask its device. */
  seat: z.string().optional(),
  startedAt: z.string(),
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  reason: errorCode.nullable(),
  /** Technical facts of the act (job name, amount in cents, receipt numbers); sealed in the journal. */
  details: jsonObject,
});
export type Operation = z.infer<typeof operation>;
