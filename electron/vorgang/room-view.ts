/** The whole view of a Vorgang for the clerk's window, computed anew from facts, operations and what a device is doing. */
import { isAppError } from '../contract/app-error.ts';
import type { Operation } from '../contract/operation.ts';
import type { StepPanel } from '../contract/step-panel.ts';
import type { VorgangSummary, VorgangView } from '../contract/vorgang.ts';
import type { Ledger } from '../operations/port.ts';
import type { ServiceDeclaration, StepDeclaration } from '../services/service.ts';
import { erasureNotices } from './erasure-notices.ts';
import { handlerOf } from './step-handlers.ts';
import { isDone, standOf, stepsOf } from './step-progress.ts';
import type { StepRun } from './step-run.ts';
import { unknownView } from './unknown-view.ts';
import type { VorgangState } from './vorgang-state.ts';

export function summaryOf(
  state: VorgangState,
  service: ServiceDeclaration | undefined,
  ledger: Ledger,
  stepTitle: string,
): VorgangSummary {
  return {
    id: state.id,
    number: state.number,
    serviceId: state.serviceId,
    serviceTitle: service?.title ?? '(gelöscht)',
    phase: state.phase,
    person: service?.person(state.facts) ?? '',
    stepTitle,
    openedAt: state.openedAt,
    openedBy: state.openedBy,
    hasUnknownOperation: ledger.ofVorgang(state.id).some((operation) => operation.phase === 'unknown'),
  };
}

function panelOf(step: StepDeclaration, run: StepRun): StepPanel {
  const { transient } = run;
  const common = {
    kind: step.kind,
    stepId: step.id,
    title: step.title,
    guidance: step.guidance,
    legalBasis: step.legalBasis,
    error: transient.error?.stepId === step.id ? transient.error.report : null,
    running: transient.runningStepId === step.id,
  };
  return { ...common, ...handlerOf(step.kind).panel(step as never, run) } as StepPanel;
}

/** A panel that cannot be computed (no tariff in force) shows why instead of an empty screen. */
function failedPanel(step: StepDeclaration, error: unknown): StepPanel {
  if (!isAppError(error)) throw error;
  return {
    kind: 'note',
    stepId: step.id,
    title: step.title,
    guidance: step.guidance,
    legalBasis: step.legalBasis,
    error: { code: error.code, params: { ...error.params } },
    running: false,
    text: [],
    acknowledgement: '',
  };
}

/** `stepId` shows a needed step other than the current one. */
export function viewOf(run: StepRun, stepId?: string): VorgangView {
  const { state, service, ledger } = run;
  const notices = erasureNotices(service, state.facts, run.erasures);
  const operations = ledger.ofVorgang(state.id).toReversed();
  if (state.phase !== 'open') {
    const summary = summaryOf(state, service, ledger, '');
    return { summary, steps: [], panel: null, operations, unknown: null, notices };
  }
  const { needed, next } = stepsOf(run);
  const shown = needed.find((step) => step.id === stepId) ?? next;
  let panel: StepPanel | null = null;
  try {
    panel = shown === null ? null : panelOf(shown, run);
  } catch (error) {
    if (shown !== null) panel = failedPanel(shown, error);
  }
  const unknown = operations.find((operation) => operation.phase === 'unknown');
  return {
    summary: summaryOf(state, service, ledger, standOf(next, run)),
    steps: needed.map((step) => ({
      id: step.id,
      kind: step.kind,
      title: step.title,
      state: step.id === next?.id ? 'current' : isDone(step, run) ? 'done' : 'open',
    })),
    panel,
    operations,
    unknown: unknown ? unknownView(unknown) : null,
    notices: [
      ...(next?.waiting === undefined ? [] : [waitsFor(standOf(next, run))]),
      ...operations.flatMap(contradiction),
      ...notices,
    ],
  };
}

const waitsFor = (what: string): string =>
  `${what}: der Vorgang wartet. Sie können zur Übersicht gehen; nichts geht verloren.`;

/** Two seats came to different outcomes: money may have moved that nobody counts. */
function contradiction({ phase, details, seat }: Operation): string[] {
  if (details.contradicted === undefined) return [];
  const outcome = phase === 'done' ? 'geschehen' : 'nicht geschehen';
  const where = seat === undefined ? 'dieser Platz' : `Platz ${seat}`;
  return [`Widerspruch: Anders als entschieden meldet ${where}: ${outcome}. Bitte mit der Leitung klären.`];
}
