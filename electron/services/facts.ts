/** What each kind of step records in the facts of a Vorgang. */
import { z } from 'zod';
import { fieldValues } from '../contract/field.ts';
import type { StepKind } from '../contract/step-panel.ts';

export const findFacts = z.object({
  /** Null: none of this authority; the answers are typed instead. */
  vorgangId: z.string().nullable(),
  serviceId: z.string(),
  number: z.string(),
  person: z.string(),
  /** Day of the application. */
  day: z.string(),
  /** What that Vorgang tells (`ServiceDeclaration.tells`), and what others tell of it. */
  about: fieldValues,
  /** What was scanned or typed to find it. */
  term: z.string(),
});
export type FindFacts = z.infer<typeof findFacts>;

export const fingerFact = z.object({
  finger: z.string(),
  state: z.enum(['accepted', 'below-threshold', 'missing']),
  score: z.int().optional(),
  attempts: z.int().min(0),
  /** Why a finger is missing or was taken below the threshold. */
  reason: z.string().optional(),
});
export const fingerprintFacts = z.object({ fingers: z.array(fingerFact), complete: z.boolean() });
export type FingerprintFacts = z.infer<typeof fingerprintFacts>;

export const signatureFacts = z.object({
  captured: z.literal(true),
  lostSamples: z.int().min(0),
  accepted: z.boolean(),
});
export type SignatureFacts = z.infer<typeof signatureFacts>;

export const checkFacts = z.object({
  confirmed: z.boolean(),
  by: z.enum(['pad', 'word']),
  reason: z.string().optional(),
  /** What was shown, as `shownInCheck` gives it; when present, a later change of the data asks the citizen again. */
  shown: z.string().optional(),
});
export type CheckFacts = z.infer<typeof checkFacts>;

export const feeFacts = z.object({
  phase: z.enum(['paid', 'waived', 'nothing-due']),
  totalCents: z.int().min(0),
  receiptNumber: z.string().optional(),
  /** Seat whose till has the money; its receipt is not known here yet. */
  bookedAt: z.string().optional(),
  method: z.string().optional(),
  /** Why it was waived (PAuswGebV § 1 Abs. 6: case by case). */
  reason: z.string().optional(),
  items: z.array(z.object({ id: z.string(), amountCents: z.int().min(0), lawKey: z.string(), validFrom: z.string() })),
});
export type FeeFacts = z.infer<typeof feeFacts>;

export const documentFacts = z.object({ confirmed: z.array(z.string()) });
export type DocumentFacts = z.infer<typeof documentFacts>;

export const sealFacts = z.object({ sealed: z.record(z.string(), z.string()) });
export type SealFacts = z.infer<typeof sealFacts>;

export const chipFacts = z.object({ outcome: z.enum(['answered', 'no-chip', 'skipped']) }).catchall(z.json());
export type ChipFacts = z.infer<typeof chipFacts>;

export const handOverFacts = z.object({
  /** `receipt`: the receiver signed that it was received. */
  items: z.record(z.string(), z.object({ at: z.string(), receipt: z.boolean() })),
});
export type HandOverFacts = z.infer<typeof handOverFacts>;

export const noteFacts = z.object({ read: z.literal(true) });
export type NoteFacts = z.infer<typeof noteFacts>;

export const factsSchemas = {
  find: findFacts,
  identify: fieldValues,
  form: fieldValues,
  photo: fieldValues,
  fingerprint: fingerprintFacts,
  signature: signatureFacts,
  check: checkFacts,
  fee: feeFacts,
  document: documentFacts,
  seal: sealFacts,
  chip: chipFacts,
  'hand-over': handOverFacts,
  note: noteFacts,
} as const satisfies Record<StepKind, z.ZodType>;

export type FactsOf<K extends StepKind> = z.infer<(typeof factsSchemas)[K]>;
