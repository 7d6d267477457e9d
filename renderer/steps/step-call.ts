/** What a step panel gets besides its data: how to act, and how the last act went. */
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { FieldProblem, FieldValues } from '../../electron/contract/field.ts';
import type { StepAction } from '../../electron/contract/step-action.ts';
import type { PanelOf, StepKind } from '../../electron/contract/step-panel.ts';

export interface StepCall {
  vorgangId: string;
  /** A call of this window runs, or a device works for the step. */
  busy: boolean;
  /** The step has only just appeared: its main action waits a moment, so that a double press cannot reach it. */
  settling: boolean;
  /** Steps that were done before and are looked at again. */
  revisited: boolean;
  problems: readonly FieldProblem[];
  error: ErrorReport | null;
  act(action: StepAction): void;
  /** Tells main what is typed so far, without waiting. */
  draft(values: FieldValues): void;
  /** Does the last act of this step again; null when there was none. */
  repeat: (() => void) | null;
  abort(): void;
  /** Answers what the device asks in the middle of an act. */
  answer(yes: boolean): void;
  /** Shows the step that is due. */
  forward(): void;
}

export interface StepProps<K extends StepKind> {
  panel: PanelOf<K>;
  call: StepCall;
}
