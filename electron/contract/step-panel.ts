/** What the clerk sees in the middle of the screen: one panel a step kind, computed in main, never in a window. */
import { z } from 'zod';
import { accounting } from './accounting.ts';
import { errorReport } from './app-error.ts';
import { documentDefinition } from './document.ts';
import { fieldValues, fieldView } from './field.ts';

export const stepKinds = [
  'find',
  'identify',
  'form',
  'photo',
  'fingerprint',
  'signature',
  'check',
  'fee',
  'document',
  'seal',
  'chip',
  'hand-over',
  'note',
] as const;
export const stepKind = z.enum(stepKinds);
export type StepKind = z.infer<typeof stepKind>;

const common = {
  stepId: z.string(),
  title: z.string(),
  /** One or two sentences for a stand-in who has never done this. */
  guidance: z.string(),
  /** Statute or regulation behind the step, shown small. */
  legalBasis: z.string(),
  /** The last failed act in this step, with its remedy; null when the last act went well. */
  error: errorReport.nullable(),
  /** True while a device works for this step. */
  running: z.boolean(),
};

/** `form`, `identify` and `photo`: act `record` with the values of the fields. */
const fieldsShape = { ...common, fields: z.array(fieldView), values: fieldValues };

/** A stop that the law demands; the clerk reads it and cannot go on. */
const blocked = z.object({ text: z.string(), legalBasis: z.string() }).nullable();

/** One Vorgang that was found; names are unsealed for this screen only. */
export const findHit = z.object({
  vorgangId: z.string(),
  number: z.string(),
  serviceTitle: z.string(),
  person: z.string(),
  /** Day of the application. */
  day: z.string(),
  notes: z.array(z.string()),
  /** Why it cannot be taken, German; null when it can. */
  refused: z.string().nullable(),
});
export type FindHit = z.infer<typeof findHit>;

const findPanel = z.object({
  kind: z.literal('find'),
  ...common,
  /** Label of the field. */
  prompt: z.string(),
  /** What was searched for last. */
  term: z.string(),
  birthDate: z.string(),
  /** Null before the first search. */
  hits: z.array(findHit).nullable(),
  /** Where was not searched and why; null when it was searched everywhere. */
  warning: z.string().nullable(),
  /** What to do when nothing, or too much, was found. */
  notes: z.array(z.string()),
  chosen: z.object({ number: z.string(), person: z.string() }).nullable(),
  /** Going on without a Vorgang of this authority; null when that is not possible. */
  without: z.object({ label: z.string(), hint: z.string() }).nullable(),
});

const identifyPanel = z.object({ kind: z.literal('identify'), ...fieldsShape, blocked });
const formPanel = z.object({ kind: z.literal('form'), ...fieldsShape, blocked });
const photoPanel = z.object({ kind: z.literal('photo'), ...fieldsShape, blocked });

export const fingerState = z.enum(['open', 'current', 'accepted', 'below-threshold', 'missing', 'not-needed']);
const fingerprintPanel = z.object({
  kind: z.literal('fingerprint'),
  ...common,
  fingers: z.array(
    z.object({
      finger: z.string(),
      label: z.string(),
      hand: z.enum(['right', 'left']),
      state: fingerState,
      attempts: z.array(z.object({ score: z.int() })),
      maxAttempts: z.int(),
      threshold: z.int(),
      missingReason: z.string().nullable(),
    }),
  ),
  scoreSource: z.string(),
  missingReasons: z.array(z.object({ value: z.string(), label: z.string() })),
  /** Grey preview of the last capture as PNG, base64; shown to the clerk only. */
  previewPng: z.string().nullable(),
  guide: z.enum(['none', 'place', 'hold', 'lift']),
});

const signaturePanel = z.object({
  kind: z.literal('signature'),
  ...common,
  /** What the person signs, also shown on the pad. */
  declaration: z.string(),
  signer: z.string(),
  captured: z.boolean(),
  /** The final image as it goes into the order, PNG, base64. */
  imagePng: z.string().nullable(),
  lostSamples: z.int(),
});

const checkPanel = z.object({
  kind: z.literal('check'),
  ...common,
  groups: z.array(z.object({ title: z.string(), rows: z.array(z.object({ label: z.string(), value: z.string() })) })),
  citizen: z.enum(['not-asked', 'asked', 'confirmed', 'rejected']),
});

export const feeItemView = z.object({
  id: z.string(),
  label: z.string(),
  amountCents: z.int(),
  legalBasis: z.string(),
  /** Where and when the amount was checked. */
  source: z.string(),
  /** False: the clerk sees «nicht verifiziert». */
  verified: z.boolean(),
  validFrom: z.string(),
  /** Absent when nothing is to be paid for the item. */
  accounting: accounting.exactOptional(),
});
export type FeeItemView = z.infer<typeof feeItemView>;

const feePanel = z.object({
  kind: z.literal('fee'),
  ...common,
  items: z.array(feeItemView),
  totalCents: z.int(),
  phase: z.enum(['nothing-due', 'due', 'paying', 'paid', 'declined', 'waived', 'unknown', 'elsewhere']),
  /** The payment can be left to the Sammelkasse (`pay-later`); `phase` is then `elsewhere` until it is collected. */
  mayPayElsewhere: z.boolean().optional(),
  methods: z.array(z.enum(['card', 'cash'])),
  /** Neutral text of the terminal while a payment runs. */
  display: z.string().nullable(),
  receiptNumber: z.string().nullable(),
  /** Seat that has the money and will issue the receipt. */
  bookedAt: z.string().optional(),
  changeCents: z.int().nullable(),
  declinedText: z.string().nullable(),
  /** What the terminal asks and only a person can answer, for example whether the signature matches. */
  question: z.string().nullable(),
});

export const printPhase = z.enum([
  'prepared',
  'printing',
  'printer-says-done',
  'confirmed',
  'rejected',
  'stopped',
  'unknown',
]);
const documentPanel = z.object({
  kind: z.literal('document'),
  ...common,
  documents: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      phase: printPhase,
      attempts: z.int(),
      /** Reasons of the printer in German, for example «Papier fehlt». */
      printerReasons: z.array(z.string()),
      /** Absent: plain paper. */
      stock: z
        .object({
          title: z.string(),
          /** The sheet that lies on top; null when none is left. */
          nextNumber: z.string().nullable(),
          left: z.int(),
          /** The sheet of the last attempt. */
          usedNumber: z.string().nullable(),
          secondClerkOnLoss: z.boolean(),
        })
        .optional(),
      preview: documentDefinition,
    }),
  ),
});

const sealPanel = z.object({
  kind: z.literal('seal'),
  ...common,
  targets: z.array(z.object({ id: z.string(), label: z.string(), sealNumber: z.string().nullable() })),
  sealNumbers: z.array(z.string()),
});

const chipPanel = z.object({
  kind: z.literal('chip'),
  ...common,
  optional: z.boolean(),
  result: z
    .object({
      outcome: z.enum(['answered', 'no-chip', 'skipped']),
      rows: z.array(z.object({ label: z.string(), value: z.string() })),
    })
    .nullable(),
});

const handOverPanel = z.object({
  kind: z.literal('hand-over'),
  ...common,
  items: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      /** The receiver signs on the pad that it was received. */
      needsReceipt: z.boolean(),
      handedOverAt: z.string().nullable(),
      receiptSigned: z.boolean(),
    }),
  ),
});

const notePanel = z.object({
  kind: z.literal('note'),
  ...common,
  text: z.array(z.string()),
  acknowledgement: z.string(),
});

export const stepPanel = z.discriminatedUnion('kind', [
  findPanel,
  identifyPanel,
  formPanel,
  photoPanel,
  fingerprintPanel,
  signaturePanel,
  checkPanel,
  feePanel,
  documentPanel,
  sealPanel,
  chipPanel,
  handOverPanel,
  notePanel,
]);
export type StepPanel = z.infer<typeof stepPanel>;
export type PanelOf<K extends StepKind> = Extract<StepPanel, { kind: K }>;
