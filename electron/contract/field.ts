/** Form fields as data: declared by a service, checked in main, drawn by one generic form. */
import { z } from 'zod';

export const fieldTypes = [
  'text',
  'name',
  'multiline',
  'date',
  /** Time of day, `HH:MM`. */
  'time',
  /** Birth dates may have unknown parts: `YYYY-MM-DD`, `YYYY-MM-XX`, `YYYY-XX-XX`, `XXXX-XX-XX`. */
  'partial-date',
  'number',
  'select',
  'checkbox',
  'postcode',
  'document-number',
  'email',
] as const;

export const fieldView = z.object({
  id: z.string(),
  label: z.string(),
  type: z.enum(fieldTypes),
  required: z.boolean(),
  hint: z.string().optional(),
  /** In characters; the whole of DIN 91379 counts as typed. */
  maxLength: z.int().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** Filled by a barcode scanner, which types and presses Enter: such a first field has the keyboard at once. */
  scanned: z.literal(true).optional(),
  /** Needed until the document is handed over and not a day longer: kept and erased with the biometrics. */
  untilHandOver: z.literal(true).optional(),
  /** Heading under which the field stands. */
  group: z.string().optional(),
});
export type FieldView = z.infer<typeof fieldView>;

export const fieldValue = z.union([z.string(), z.boolean(), z.number()]);
export type FieldValue = z.infer<typeof fieldValue>;
export const fieldValues = z.record(z.string(), fieldValue);
export type FieldValues = z.infer<typeof fieldValues>;

/** What is wrong with one field, German, shown at the field. */
export const fieldProblem = z.object({ fieldId: z.string(), text: z.string() });
export type FieldProblem = z.infer<typeof fieldProblem>;
