/** One Vorgang as main tells it, and the clerk's acts on it: one at a time, whatever is pressed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { FieldProblem, FieldValues } from '../../electron/contract/field.ts';
import type { StepAction } from '../../electron/contract/step-action.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { gate, vorgang } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import type { StepCall } from '../steps/step-call.ts';

/** How long a new step's main action waits, so that the second half of a double press cannot reach it. */
const settleMs = 350;

export interface VorgangControl {
  view: VorgangView;
  call: StepCall;
  /** Runs any call that answers with the whole view. */
  run(call: () => Promise<VorgangView>): Promise<ErrorReport | null>;
  show(stepId: string): void;
}

export function useVorgang(initial: VorgangView): VorgangControl {
  const vorgangId = initial.summary.id;
  const [view, setView] = useState(initial);
  const [calling, setCalling] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [lastAction, setLastAction] = useState<StepAction | null>(null);
  const [settledStep, setSettledStep] = useState<string | null>(null);
  const lock = useRef(false);
  const pinned = useRef<string | null>(null);
  const drafting = useRef<Promise<unknown>>(Promise.resolve());
  const stepId = view.panel?.stepId ?? null;

  useEffect(() => {
    setError(null);
    setProblems([]);
    setLastAction(null);
    const timer = setTimeout(() => setSettledStep(stepId), settleMs);
    return () => clearTimeout(timer);
  }, [stepId]);

  const run = useCallback(async (call: () => Promise<VorgangView>): Promise<ErrorReport | null> => {
    if (lock.current) return null;
    lock.current = true;
    setCalling(true);
    try {
      setView(await call());
      return null;
    } catch (cause) {
      return toErrorReport(cause);
    } finally {
      lock.current = false;
      setCalling(false);
    }
  }, []);

  useEffect(
    () =>
      vorgang.on('changed', (next) => {
        if (next.summary.id !== vorgangId) return;
        const wanted = pinned.current;
        if (wanted === null || next.panel?.stepId === wanted || next.unknown || next.panel === null) setView(next);
        else vorgang.view({ vorgangId, stepId: wanted }).then(setView, () => setView(next));
      }),
    [vorgangId],
  );

  // The line is back: what was refused for want of it is no news any more; main has told how it stands.
  useEffect(
    () =>
      gate.on('changed', ({ showsPersonal }) => {
        if (showsPersonal) setError((now) => (now?.code === 'centre.disconnected' ? null : now));
      }),
    [],
  );

  const open = useCallback(
    async (wanted: string | null) => {
      pinned.current = wanted;
      const failed = await run(() => vorgang.view(wanted === null ? { vorgangId } : { vorgangId, stepId: wanted }));
      if (failed) setError(failed);
    },
    [run, vorgangId],
  );

  const act = async (action: StepAction) => {
    if (stepId === null || lock.current) return;
    setError(null);
    setProblems([]);
    setLastAction(action);
    const failed = await run(async () => {
      await drafting.current;
      // Main tells the next step before it answers; a step still pinned would be fetched again over it.
      const wanted = pinned.current;
      pinned.current = null;
      const answer = await vorgang.act({ vorgangId, stepId, action });
      setProblems(answer.problems);
      if (answer.problems.length > 0) pinned.current = wanted;
      const stays =
        answer.view.panel?.stepId === stepId && answer.view.steps.find((step) => step.id === stepId)?.state === 'done';
      return stays && answer.problems.length === 0 && action.do === 'record'
        ? vorgang.view({ vorgangId })
        : answer.view;
    });
    if (!failed) return;
    setError(failed);
    // What was told last may still say that the device works.
    vorgang.view({ vorgangId }).then(setView, () => {});
  };

  // A draft that fails costs nothing: the values go with the next act anyway.
  const draft = (values: FieldValues) => {
    if (stepId === null || lock.current) return;
    const send = () => vorgang.act({ vorgangId, stepId, action: { do: 'draft', values } });
    drafting.current = drafting.current.then(send).then(
      (answer) => setView((now) => (now.panel?.stepId === answer.view.panel?.stepId ? answer.view : now)),
      () => {},
    );
  };

  const revisited = view.steps.find((step) => step.id === stepId)?.state === 'done';
  const call: StepCall = {
    vorgangId,
    busy: calling,
    settling: settledStep !== stepId,
    revisited,
    problems,
    error,
    act: (action) => void act(action),
    draft,
    repeat: lastAction && lastAction.do !== 'record' ? () => void act(lastAction) : null,
    abort: () => {
      vorgang.abort({ vorgangId }).catch((cause: unknown) => setError(toErrorReport(cause)));
    },
    answer: (yes) => {
      vorgang.answer({ vorgangId, yes }).catch((cause: unknown) => setError(toErrorReport(cause)));
    },
    forward: () => void open(null),
  };
  return { view, call, run, show: (wanted) => void open(wanted) };
}
