/** The closed list of what a clerk can do in a step; main decides whether it is possible now. */
import { z } from 'zod';
import { fieldValues } from './field.ts';
import { credentials } from './session.ts';
import { sheetNumber } from './stock-number.ts';

export const stepAction = z.discriminatedUnion('do', [
  /** identify, form, photo: proposes the values of the fields; note: no values. */
  z.object({ do: z.literal('record'), values: fieldValues }),
  /** identify, form, photo: what is typed so far, kept in memory only, so that fields which depend on it appear. */
  z.object({ do: z.literal('draft'), values: fieldValues }),
  /** find: looks for Vorgänge by number, scanned serial number or name; with a birth date the term is a surname. */
  z.object({ do: z.literal('find'), term: z.string().max(160), birthDate: z.string().max(10) }),
  /** find: goes on with one of those found, or without any. */
  z.object({ do: z.literal('choose'), vorgangId: z.string().min(1).max(64) }),
  z.object({ do: z.literal('go-without') }),
  /** fingerprint: one attempt with the finger that is due; chip: reads the chip; signature: opens the pad. */
  z.object({ do: z.literal('capture') }),
  /** fingerprint, signature: takes the best attempt although it is below the threshold, or the captured signature. */
  z.object({ do: z.literal('accept'), reason: z.string().max(500) }),
  /** fingerprint, signature: drops what was captured and begins again. */
  z.object({ do: z.literal('repeat') }),
  z.object({ do: z.literal('mark-missing'), finger: z.string(), reason: z.string() }),
  /** chip: leaves the optional step out. */
  z.object({ do: z.literal('skip'), reason: z.string().min(3).max(500) }),
  /** check: shows the data to the citizen on both screens and waits for the answer on the pad. */
  z.object({ do: z.literal('ask-citizen') }),
  /** check: the citizen confirmed by word, for example when the pad is out of order. */
  z.object({ do: z.literal('confirm-for-citizen'), reason: z.string().min(3).max(500) }),
  z.object({ do: z.literal('pay-card') }),
  z.object({ do: z.literal('pay-cash'), givenCents: z.int().min(0).max(10_000_000) }),
  /** fee: leaves the payment to the Sammelkasse; `pay-here` takes that back. */
  z.object({ do: z.literal('pay-later') }),
  z.object({ do: z.literal('pay-here') }),
  z.object({ do: z.literal('waive'), reason: z.string().min(3).max(500) }),
  /** `sheetNumber`: the numbered sheet in the clerk's hand, for papers on numbered stock. */
  z.object({ do: z.literal('print'), documentId: z.string(), sheetNumber: sheetNumber.optional() }),
  /** document: the clerk holds the sheet and it is good. */
  z.object({ do: z.literal('confirm-print'), documentId: z.string() }),
  /** document: the sheet is spoiled or none came; allows another attempt. */
  z.object({
    do: z.literal('spoiled'),
    documentId: z.string(),
    reason: z.string().min(3).max(500),
    /** For numbered stock, where the policy asks for a second person. */
    secondClerk: credentials.optional(),
  }),
  z.object({ do: z.literal('seal'), targetId: z.string(), sealNumber: z.string().min(1).max(40) }),
  z.object({ do: z.literal('hand-over'), itemId: z.string() }),
]);
export type StepAction = z.infer<typeof stepAction>;
