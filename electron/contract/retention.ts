/** Deadlines as the clerk's window sees them: what goes when and why, what is gone, and the protocol for the data protection officer. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';

/** Access logs of a year are kept in the journal under an id that begins so; they are nobody's case. */
export const logIdPrefix = 'log-';

/** `vorgang` takes the biometrics with it. `log`: who saw what in one year. */
export const erasable = z.enum(['biometrics', 'vorgang', 'log']);
export type Erasable = z.infer<typeof erasable>;

export const dueView = z.object({
  vorgangId: z.string(),
  number: z.string(),
  what: erasable,
  dueOn: z.iso.date(),
  /** Key of the row that says so. */
  because: z.string(),
  overdue: z.boolean(),
});
export type DueView = z.infer<typeof dueView>;

/** `open`: the Vorgang goes on · `operation`: an act has no outcome yet · `till`: money of it is not settled or not closed. */
export const holdReason = z.enum(['open', 'operation', 'till', 'centre']);
export type HoldReason = z.infer<typeof holdReason>;

export const heldView = z.object({
  vorgangId: z.string(),
  number: z.string(),
  reason: holdReason,
  openedOn: z.string(),
  /** The day its first deadline came; null while none runs or has come. */
  dueOn: z.iso.date().nullable(),
});
export type HeldView = z.infer<typeof heldView>;

export const erasedView = z.object({
  sequence: z.int(),
  at: z.string(),
  /** The number where it can still be read, else the beginning of the id. */
  label: z.string(),
  what: erasable,
  /** Key of the row; null when it was erased for another reason or elsewhere. */
  because: z.string().nullable(),
  by: z.string(),
  /** `centre`: of a seat that is gone; nothing of it was here. */
  place: z.enum(['here', 'centre']),
});
export type ErasedView = z.infer<typeof erasedView>;

export const ruleView = z.object({
  key: z.string(),
  title: z.string(),
  period: z.string(),
  legalBasis: z.string(),
  confidence: z.enum(['H', 'M', 'L', 'U']),
  note: z.string(),
});
export type RuleView = z.infer<typeof ruleView>;

/** At the centre, of a seat that is gone for good. `open`: it never ended; a lead takes it over and ends it. */
export const orphanView = z.object({
  vorgangId: z.string(),
  label: z.string(),
  kind: z.enum(['done', 'cancelled', 'open', 'log']),
  seat: z.string(),
  /** Day of its end; of `open` since when the centre knows it. */
  since: z.iso.date(),
  what: erasable.nullable(),
  dueOn: z.iso.date().nullable(),
  because: z.string().nullable(),
});
export type OrphanView = z.infer<typeof orphanView>;

/** One seat of the Ortsverwaltung at a time sees to what has lost its seat. */
export const centreDutyView = z.object({
  duty: z.enum(['here', 'elsewhere', 'unknown']),
  /** The seat that has the duty. */
  seat: z.string(),
  checkedAt: z.string().nullable(),
  orphans: z.array(orphanView),
});
export type CentreDutyView = z.infer<typeof centreDutyView>;

/** Deadlines that somebody else keeps, shown so that they are known at the counter. */
export const shownDeadline = z.object({
  key: z.string(),
  title: z.string(),
  who: z.enum(['citizen', 'seat', 'office', 'register', 'maker', 'cloud']),
  period: z.string(),
  legalBasis: z.string(),
  confidence: z.enum(['H', 'M', 'L', 'U']),
  note: z.string(),
});
export type ShownDeadline = z.infer<typeof shownDeadline>;

export const retentionView = z.object({
  today: z.iso.date(),
  due: z.array(dueView),
  upcoming: z.array(dueView),
  held: z.array(heldView),
  /** Newest first, a limited number of them. */
  erased: z.array(erasedView),
  erasedTotal: z.int(),
  rules: z.array(ruleView),
  /** Who else acts by when. */
  others: z.array(shownDeadline),
  /** Null without a centre. */
  centre: centreDutyView.nullable(),
  lastRunAt: z.string().nullable(),
  overdue: z.int(),
});
export type RetentionView = z.infer<typeof retentionView>;

export const retentionState = z.object({ overdue: z.int() });
export type RetentionState = z.infer<typeof retentionState>;

export const longestExportDays = 366;
const exportPeriod = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to, 'from is after to')
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < longestExportDays * 86_400_000, 'too long');

export const retentionContract = defineContract({
  name: 'retention',
  calls: {
    state: { input: z.object({}), output: retentionState },
    view: { input: z.object({}), output: retentionView },
    /** Lead only. */
    eraseDue: { input: z.object({}), output: z.object({ erased: z.int(), view: retentionView }) },
    /** Lead only. Writes who saw and did what in the period, both days included; `file` is the whole path. */
    exportProtocol: { input: exportPeriod, output: z.object({ file: z.string(), rows: z.int() }) },
  },
  events: { changed: retentionState },
});
