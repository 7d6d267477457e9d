/** Vorgänge as the clerk's window sees them. Every answer is the whole view: a window holds no truth of its own. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';
import { fieldProblem } from './field.ts';
import { operation } from './operation.ts';
import { credentials } from './session.ts';
import { stepAction } from './step-action.ts';
import { stepKind, stepPanel } from './step-panel.ts';

export const serviceView = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  /** Usual minutes of a person's time. */
  minutes: z.int(),
});
export type ServiceView = z.infer<typeof serviceView>;

export const vorgangPhase = z.enum(['open', 'done', 'cancelled']);

export const vorgangSummary = z.object({
  id: z.string(),
  /** Human number, for example `SCH-2026-000017`. */
  number: z.string(),
  serviceId: z.string(),
  serviceTitle: z.string(),
  phase: vorgangPhase,
  /** Name of the citizen once known, for the list on the clerk's screen. */
  person: z.string(),
  stepTitle: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  hasUnknownOperation: z.boolean(),
});
export type VorgangSummary = z.infer<typeof vorgangSummary>;

export const stepState = z.enum(['done', 'current', 'open']);
export const stepView = z.object({ id: z.string(), kind: stepKind, title: z.string(), state: stepState });
export type StepView = z.infer<typeof stepView>;

export const vorgangView = z.object({
  summary: vorgangSummary,
  /** Only the steps that this person needs; may change when facts change. */
  steps: z.array(stepView),
  /** The step shown; null when the Vorgang is finished. */
  panel: stepPanel.nullable(),
  /** Every act on the outside world of this Vorgang, newest first. */
  operations: z.array(operation),
  /** Set while an act has an unknown outcome: the unknown screen covers the step until it is settled. */
  unknown: z
    .object({
      operation,
      title: z.string(),
      /** What to look at, one sentence each, for the clerk. */
      instructions: z.array(z.string()),
      /** What the clerk may decide. */
      choices: z.array(z.object({ decision: z.enum(['done', 'declined']), label: z.string() })),
      secondClerk: z.boolean(),
      canAskDevice: z.boolean(),
    })
    .nullable(),
  notices: z.array(z.string()),
});
export type VorgangView = z.infer<typeof vorgangView>;

const answered = z.object({ view: vorgangView, problems: z.array(fieldProblem) });
export type VorgangAnswer = z.infer<typeof answered>;

/** Live signals while a device works; too frequent for whole views. */
export const liveSignal = z.discriminatedUnion('kind', [
  /** Points in 0.01 mm with pressure 0…1; `null` clears the mirror. */
  z.object({
    kind: z.literal('ink'),
    vorgangId: z.string(),
    widthUnits: z.number(),
    heightUnits: z.number(),
    points: z.array(z.tuple([z.number(), z.number(), z.number()])).nullable(),
  }),
  z.object({ kind: z.literal('terminal-display'), vorgangId: z.string(), text: z.string() }),
  z.object({ kind: z.literal('finger-guide'), vorgangId: z.string(), guide: z.enum(['place', 'hold', 'lift']) }),
]);
export type LiveSignal = z.infer<typeof liveSignal>;

export const vorgangContract = defineContract({
  name: 'vorgang',
  calls: {
    services: { input: z.object({}), output: z.array(serviceView) },
    list: { input: z.object({}), output: z.array(vorgangSummary) },
    start: { input: z.object({ serviceId: z.string() }), output: vorgangView },
    /** `stepId` shows a step that was already done; nothing is lost by going back. */
    view: { input: z.object({ vorgangId: z.string(), stepId: z.string().optional() }), output: vorgangView },
    /** Resolves when the act has its outcome; the view changes meanwhile through `changed`. */
    act: { input: z.object({ vorgangId: z.string(), stepId: z.string(), action: stepAction }), output: answered },
    /** Stops the running device act within a second; money acts go on to their outcome. */
    abort: { input: z.object({ vorgangId: z.string() }), output: z.object({}) },
    /** Answers what a running act asks the clerk; without an answer it is no. */
    answer: { input: z.object({ vorgangId: z.string(), yes: z.boolean() }), output: z.object({}) },
    /** Asks the device again what became of an unknown act. */
    askDevice: { input: z.object({ operationId: z.string() }), output: vorgangView },
    settle: {
      input: z.object({
        operationId: z.string(),
        decision: z.enum(['done', 'declined']),
        reason: z.string().min(3).max(500),
        secondClerk: credentials.optional(),
      }),
      output: vorgangView,
    },
    cancel: { input: z.object({ vorgangId: z.string(), reason: z.string().min(3).max(500) }), output: vorgangView },
  },
  events: { changed: vorgangView, live: liveSignal },
});
