/** The engine: one clerk's proposals and acts on Vorgänge, each answered with the whole view as the facts now stand. */
import { AppError, isAppError } from '../contract/app-error.ts';
import type { CitizenView } from '../contract/citizen.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Policy } from '../contract/policy.ts';
import type { ClerkView, Credentials } from '../contract/session.ts';
import type { LiveSignal, VorgangSummary, VorgangView, vorgangContract } from '../contract/vorgang.ts';
import type { CounterDevices } from '../devices/port.ts';
import type { Papers } from '../documents/port.ts';
import type { Ledger } from '../operations/port.ts';
import type { LawRow, ServiceDeclaration } from '../services/service.ts';
import type { StockPort } from '../stock/port.ts';
import type { MoneyActs, TillPort } from '../till/port.ts';
import { citizenScreen } from './citizen-screen.ts';
import type { ErasurePort } from './erasure-orders.ts';
import type { FindVorgaenge } from './find-vorgaenge.ts';
import { idleTransient } from './idle-transient.ts';
import { keepUnknown } from './payment-outcome.ts';
import { summaryOf, viewOf } from './room-view.ts';
import { berlinDay, serviceContext } from './run-context.ts';
import { settleOperation, settleVorgang } from './settle-open.ts';
import { handlerOf } from './step-handlers.ts';
import { reconcile, standOf, stepsOf } from './step-progress.ts';
import type { StepRun, Transient } from './step-run.ts';
import { unknownView } from './unknown-view.ts';
import type { VorgangState } from './vorgang-state.ts';
import type { VorgangStore } from './vorgang-store.ts';

export interface RoomParts {
  store: VorgangStore;
  ledger: Ledger;
  devices: CounterDevices;
  till: TillPort;
  money: MoneyActs;
  stock: StockPort;
  papers: Papers;
  policy: Policy;
  services: readonly ServiceDeclaration[];
  law(key: string, day: string): LawRow;
  find: FindVorgaenge;
  erasures: ErasurePort;
  clock: { nowMs(): number };
  /** Open acts of the last run are settled first: no act begins before. */
  settled: Promise<void>;
  /** Throws `session.not-signed-in`. */
  clerk(): ClerkView;
  /** Checks a second person; throws when wrong or the same person. */
  verifySecondClerk(credentials: Credentials | undefined): Promise<ClerkView>;
  emitChanged(view: VorgangView): void;
  emitLive(signal: LiveSignal): void;
  emitCitizen(view: CitizenView): void;
  reportBug(where: string, error: unknown): string;
}

/** So long a Vorgang that ended stays on the overview: yesterday's evening can be looked up in the morning. */
const shownEndedMs = 36 * 3_600_000;

type RoomCalls = Implementation<(typeof vorgangContract)['calls'], unknown>;

export function createVorgangRoom(parts: RoomParts): RoomCalls & {
  citizen(): CitizenView;
  summary(vorgangId: string): VorgangSummary;
  readyToGo(vorgangId: string): Promise<void>;
  away(vorgangId: string): void;
  leave(): void;
  release(vorgangId: string): void;
  refresh(): void;
  stopCaptures(): void;
} {
  const { store, ledger, policy } = parts;
  const transients = new Map<string, Transient>();
  let served: { vorgangId: string; stepId: string | undefined } | null = null;
  let isSettled = false;
  void parts.settled.then(() => {
    isSettled = true;
  });

  const serviceOf = (state: VorgangState): ServiceDeclaration => {
    const service = parts.services.find((candidate) => candidate.id === state.serviceId);
    if (!service) throw new AppError('vorgang.erased');
    return service;
  };
  const transientOf = (vorgangId: string): Transient => {
    const known = transients.get(vorgangId) ?? idleTransient();
    transients.set(vorgangId, known);
    return known;
  };

  function runOf(vorgangId: string, signal: AbortSignal = neverAborted): StepRun {
    const clerk = parts.clerk();
    const service = serviceOf(store.get(vorgangId));
    return {
      service,
      get state() {
        return store.get(vorgangId);
      },
      get context() {
        return serviceContext({ state: store.get(vorgangId), policy, clerk, law: parts.law });
      },
      clerk,
      signal,
      devices: parts.devices,
      ledger,
      till: parts.till,
      money: parts.money,
      stock: parts.stock,
      verifySecondClerk: parts.verifySecondClerk,
      papers: parts.papers,
      transient: transientOf(vorgangId),
      settings: {
        cash: policy.till.cash,
        sealNumbers: policy.seals,
        nowIso: () => new Date(parts.clock.nowMs()).toISOString(),
        nowMs: () => parts.clock.nowMs(),
      },
      serviceTitle: (serviceId) => parts.services.find(({ id }) => id === serviceId)?.title ?? '',
      find: (terms, of) => parts.find(terms, of, clerk.userName),
      erasures: parts.erasures,
      record(stepId, value, virtual) {
        const before = store.get(vorgangId).facts;
        const by = { vorgangId, actor: clerk.userName };
        const orders = parts.erasures.ordersFor(service, before, { ...before, [stepId]: value }, by);
        store.recordFacts(vorgangId, stepId, value, clerk.userName, virtual, orders);
        if (orders.length > 0) parts.erasures.carryOut();
      },
      recordBiometrics: (name, value, virtual) =>
        void store.recordBiometrics(vorgangId, name, value, clerk.userName, virtual),
      live(signal) {
        parts.emitLive(signal);
        // The citizen follows the terminal's text and the guide of the finger; ink is on the pad itself.
        if (signal.kind !== 'ink') parts.emitCitizen(citizen());
      },
      changed: () => publish(vorgangId),
    };
  }

  function viewNow(vorgangId: string, stepId?: string): VorgangView {
    const run = runOf(vorgangId);
    if (run.state.phase === 'open' && run.transient.controller === null) {
      if (isSettled) keepAbandoned(vorgangId);
      reconcile(run);
      finishIfDone(run);
    }
    return viewOf(run, stepId);
  }

  /** What the citizen sees beside this view of the clerk. */
  function beside(view: VorgangView | null): CitizenView {
    const seat = { ortsverwaltung: policy.seat.ortsverwaltung, training: policy.mode === 'training' };
    return citizenScreen(view, view === null ? null : transientOf(view.summary.id), seat);
  }

  function citizen(): CitizenView {
    return beside(served === null ? null : viewNow(served.vorgangId, served.stepId));
  }

  function leave(): void {
    served = null;
    parts.emitCitizen(citizen());
  }

  /** Null when both screens are with another citizen. */
  function publish(vorgangId: string): VorgangView | null {
    if (served?.vorgangId !== vorgangId) return null;
    const view = viewNow(vorgangId, served.stepId);
    parts.emitChanged(view);
    parts.emitCitizen(beside(view));
    return view;
  }

  function show(vorgangId: string, stepId?: string): VorgangView {
    const view = viewNow(vorgangId, stepId);
    served = { vorgangId, stepId };
    parts.emitCitizen(beside(view));
    return view;
  }

  /** An act whose outcome could not be written down (disk full) and that nobody carries out any more: a person has to look. */
  function keepAbandoned(vorgangId: string): void {
    for (const operation of ledger.ofVorgang(vorgangId)) {
      if (operation.phase === 'intended') keepUnknown(ledger, operation, 'device.not-ready', 'seat');
    }
  }

  function finishIfDone(run: StepRun): void {
    if (run.state.phase !== 'open' || stepsOf(run).next !== null) return;
    const result = run.service.result?.(run.state.facts, run.context) ?? {};
    store.finish(run.state.id, result as JsonObject, run.clerk.userName);
  }

  function summary(vorgangId: string): VorgangSummary {
    const state = store.get(vorgangId);
    const run = state.phase === 'open' ? runOf(vorgangId) : null;
    const service = parts.services.find(({ id }) => id === state.serviceId);
    return summaryOf(state, service, ledger, run === null ? '' : standOf(stepsOf(run).next, run));
  }

  const calls: RoomCalls = {
    async services() {
      parts.clerk();
      return parts.services.map(({ id, title, summary, minutes }) => ({ id, title, summary, minutes }));
    },
    async list() {
      parts.clerk();
      // The list is the overview: nobody is served there, and the citizen's window shows nothing of anybody.
      if (served !== null && transientOf(served.vorgangId).controller === null) leave();
      return store
        .current(new Date(parts.clock.nowMs() - shownEndedMs).toISOString())
        .filter((state) => !state.erased)
        .map(({ id }) => summary(id))
        .toSorted((a, b) => b.openedAt.localeCompare(a.openedAt));
    },
    async start({ serviceId }) {
      const clerk = parts.clerk();
      if (!parts.services.some((service) => service.id === serviceId)) throw new AppError('vorgang.not-found');
      const day = berlinDay(parts.clock.nowMs());
      const state = store.open({ serviceId, seatId: policy.seat.id, day, actor: clerk.userName });
      return show(state.id);
    },
    async view({ vorgangId, stepId }) {
      return show(vorgangId, stepId);
    },
    async act({ vorgangId, stepId, action }) {
      parts.clerk();
      await parts.settled;
      const transient = transientOf(vorgangId);
      if (transient.controller !== null) throw new AppError('vorgang.busy');
      if (store.get(vorgangId).phase !== 'open') throw new AppError('vorgang.closed');
      if (hasOpenOperation(vorgangId)) throw new AppError('vorgang.operation-open');
      const controller = new AbortController();
      const run = runOf(vorgangId, controller.signal);
      const { needed, next } = stepsOf(run);
      const step = needed.find((candidate) => candidate.id === stepId);
      // Acting ahead of the current step would let a double click skip one.
      if (!step || (next !== null && needed.indexOf(step) > needed.indexOf(next)))
        throw new AppError('vorgang.wrong-step');
      served = { vorgangId, stepId };
      transient.controller = controller;
      transient.runningStepId = stepId;
      transient.error = null;
      try {
        publish(vorgangId);
        const problems = await handlerOf(step.kind).act(step as never, action, run);
        if (problems.length === 0 && action.do !== 'draft' && action.do !== 'find') {
          index(run);
          // The clerk may have turned to another citizen meanwhile: the screens stay there.
          if (served?.vorgangId === vorgangId) served = { vorgangId, stepId: undefined };
        }
        transient.controller = null;
        finishIfDone(run);
        return { view: settled(vorgangId, transient), problems: problems.map((problem) => ({ ...problem })) };
      } catch (error) {
        transient.controller = null;
        const report = isAppError(error)
          ? { code: error.code, params: { ...error.params } }
          : { code: 'internal' as const, incident: parts.reportBug(`step ${step.kind}`, error) };
        if (report.code !== 'cancelled' && report.code !== 'device.cancelled') transient.error = { stepId, report };
        return { view: settled(vorgangId, transient), problems: [] };
      }
    },
    async abort({ vorgangId }) {
      transientOf(vorgangId).controller?.abort();
      return {};
    },
    async answer({ vorgangId, yes }) {
      parts.clerk();
      transientOf(vorgangId).question?.answer(yes);
      return {};
    },
    async askDevice({ operationId }) {
      parts.clerk();
      await parts.settled;
      const { vorgangId, phase, seat } = ledger.get(operationId);
      if (seat !== undefined) throw new AppError('operation.other-seat');
      if (phase === 'done' || phase === 'declined') throw new AppError('operation.already-settled');
      const transient = transientOf(vorgangId);
      // While an act runs its own answer decides; a settlement beside it would contradict it.
      if (transient.controller !== null) throw new AppError('vorgang.busy');
      transient.controller = new AbortController();
      try {
        await settleOperation(ledger, parts.devices, ledger.get(operationId), 5_000);
      } finally {
        transient.controller = null;
      }
      return afterSettlement(vorgangId);
    },
    async settle({ operationId, decision, reason, secondClerk }) {
      const clerk = parts.clerk();
      const operation = ledger.get(operationId);
      if (operation.phase !== 'unknown') throw new AppError('operation.already-settled');
      if (transientOf(operation.vorgangId).controller !== null) throw new AppError('vorgang.busy');
      const second = unknownView(operation).secondClerk ? await parts.verifySecondClerk(secondClerk) : null;
      ledger.settle(operationId, {
        phase: decision,
        by: clerk.userName,
        details: { decidedBecause: reason, ...(second === null ? {} : { secondClerk: second.userName }) },
      });
      return afterSettlement(operation.vorgangId);
    },
    async cancel({ vorgangId, reason }) {
      const clerk = parts.clerk();
      const transient = transientOf(vorgangId);
      if (transient.controller !== null) throw new AppError('vorgang.busy');
      if (store.get(vorgangId).phase !== 'open') throw new AppError('vorgang.closed');
      if (hasOpenOperation(vorgangId)) throw new AppError('vorgang.operation-open');
      store.cancel(vorgangId, reason, clerk.userName);
      transient.find = null;
      return show(vorgangId);
    },
  };

  function hasOpenOperation(vorgangId: string): boolean {
    return ledger.ofVorgang(vorgangId).some(({ phase }) => phase === 'unknown' || phase === 'intended');
  }

  function index(run: StepRun): void {
    const terms = [run.service.person(run.state.facts), ...(run.service.searchTerms?.(run.state.facts) ?? [])];
    const known = terms.filter((term) => term !== '');
    if (known.length > 0) store.index(run.state.id, known);
  }

  function settled(vorgangId: string, transient: Transient): VorgangView {
    transient.runningStepId = null;
    return publish(vorgangId) ?? viewNow(vorgangId);
  }

  function afterSettlement(vorgangId: string): VorgangView {
    const run = runOf(vorgangId);
    reconcile(run);
    finishIfDone(run);
    return show(vorgangId);
  }

  return {
    ...calls,
    citizen,
    /** What the settlement on start found out, on a screen that was opened meanwhile. */
    refresh() {
      if (served !== null) publish(served.vorgangId);
    },
    leave,
    summary,
    /** Before it goes to another seat: nothing runs on it, and what only a device here can tell has been asked for. */
    async readyToGo(vorgangId) {
      await parts.settled;
      const transient = transientOf(vorgangId);
      if (transient.controller !== null) throw new AppError('vorgang.busy');
      if (store.get(vorgangId).phase !== 'open') throw new AppError('vorgang.closed');
      transient.controller = new AbortController();
      try {
        await settleVorgang(ledger, parts.devices, vorgangId, 5_000);
      } finally {
        transient.controller = null;
      }
      reconcile(runOf(vorgangId));
    },
    away(vorgangId) {
      if (transients.get(vorgangId)?.controller === null) transients.delete(vorgangId);
      if (served?.vorgangId === vorgangId) leave();
    },
    /** The Vorgang or its biometrics are gone: nothing is remembered here, and no screen shows what is no more. */
    release(vorgangId) {
      transients.delete(vorgangId);
      if (served?.vorgangId === vorgangId && store.get(vorgangId).erased) leave();
    },
    /** Devices stop taking what is personal; an act on the outside world goes on to its outcome. */
    stopCaptures() {
      for (const [vorgangId, { controller, runningStepId }] of transients) {
        if (controller === null) continue;
        const step = serviceOf(store.get(vorgangId)).steps.find(({ id }) => id === runningStepId);
        if (step && captureKinds.includes(step.kind)) controller.abort();
      }
    },
  };
}

const captureKinds: readonly string[] = [
  'find',
  'identify',
  'form',
  'photo',
  'fingerprint',
  'signature',
  'check',
  'chip',
];

const neverAborted = new AbortController().signal;
