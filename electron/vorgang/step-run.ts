/** What a step handler is given for one act, and what it must offer. */
import type { ErrorReport } from '../contract/app-error.ts';
import type { FieldProblem, FieldValues } from '../contract/field.ts';
import type { JsonObject, JsonValue } from '../contract/json.ts';
import type { ClerkView, Credentials } from '../contract/session.ts';
import type { StepAction } from '../contract/step-action.ts';
import type { PanelOf, StepKind } from '../contract/step-panel.ts';
import type { LiveSignal } from '../contract/vorgang.ts';
import type { CounterDevices } from '../devices/port.ts';
import type { Papers } from '../documents/port.ts';
import type { Ledger } from '../operations/port.ts';
import type { ServiceContext, ServiceDeclaration, StepOf } from '../services/service.ts';
import type { StockPort } from '../stock/port.ts';
import type { MoneyActs, TillPort } from '../till/port.ts';
import type { ErasurePort } from './erasure-orders.ts';
import type { Finding } from './find-vorgaenge.ts';
import type { VorgangState } from './vorgang-state.ts';

/** Forgotten on restart: what a device is doing for this Vorgang right now. */
export interface Transient {
  controller: AbortController | null;
  runningStepId: string | null;
  error: { stepId: string; report: ErrorReport } | null;
  display: string | null;
  guide: 'none' | 'place' | 'hold' | 'lift';
  previewPng: string | null;
  citizen: 'not-asked' | 'asked' | 'rejected';
  printerReasons: string[];
  declinedText: string | null;
  /** Waits for the clerk's yes or no while an act runs. */
  question: { text: string; answer(yes: boolean): void } | null;
  currentFinger: string | null;
  /** What a clerk searched for, and what was found: with names, so never longer than the search. */
  find: { stepId: string; by: string; term: string; birthDate: string; finding: Finding } | null;
  /** Typed but not accepted yet: fields that depend on an answer appear without it being a fact. */
  draft: { stepId: string; by: string; values: FieldValues } | null;
}

export interface StepRun {
  readonly service: ServiceDeclaration;
  /** Always the newest fold. */
  readonly state: VorgangState;
  readonly context: ServiceContext;
  readonly clerk: ClerkView;
  readonly signal: AbortSignal;
  readonly devices: CounterDevices;
  readonly ledger: Ledger;
  readonly till: TillPort;
  readonly money: MoneyActs;
  readonly stock: StockPort;
  readonly papers: Papers;
  readonly transient: Transient;
  readonly settings: { cash: boolean; sealNumbers: readonly string[]; nowIso(): string; nowMs(): number };
  /** Checks a second person; throws when wrong, missing or the same person. */
  verifySecondClerk(credentials: Credentials | undefined): Promise<ClerkView>;
  serviceTitle(serviceId: string): string;
  find(terms: readonly string[], of: readonly string[]): Promise<Finding>;
  readonly erasures: ErasurePort;
  /** Durable before it returns; `null` takes the facts back. */
  record(stepId: string, value: JsonValue, virtual?: boolean): void;
  recordBiometrics(name: string, value: JsonObject | null, virtual: boolean): void;
  live(signal: LiveSignal): void;
  /** Sends the view to the window, for example while a device works. */
  changed(): void;
}

type Common = 'kind' | 'stepId' | 'title' | 'guidance' | 'legalBasis' | 'error' | 'running';

export interface StepHandler<K extends StepKind> {
  /** Everything of the panel but what all panels share. */
  panel(step: StepOf<K>, run: StepRun): Omit<PanelOf<K>, Common>;
  /**
   * Carries out one action of the clerk. Returns problems of fields when the proposal was refused, throws AppError for an expected
   * failure, `vorgang.unknown-action` for an action that the step does not know.
   */
  act(step: StepOf<K>, action: StepAction, run: StepRun): Promise<readonly FieldProblem[]>;
  /** Brings facts in line with operations that were settled while nobody looked (restart, settlement). */
  reconcile?(step: StepOf<K>, run: StepRun): void;
}
