/** The Dienstsiegel: applied by hand, stated by the clerk with the number of the seal, written down as an act on the outside world. */
import { AppError } from '../../contract/app-error.ts';
import { sealFacts } from '../../services/facts.ts';
import type { SealStep } from '../../services/service.ts';
import type { StepHandler, StepRun } from '../step-run.ts';

const sealedOf = (step: SealStep, run: StepRun): Record<string, string> =>
  sealFacts.safeParse(run.state.facts[step.id]).data?.sealed ?? {};

export const sealHandler: StepHandler<'seal'> = {
  panel(step, run) {
    const sealed = sealedOf(step, run);
    return {
      targets: step
        .targets(run.state.facts, run.context)
        .map(({ id, label }) => ({ id, label, sealNumber: sealed[id] ?? null })),
      sealNumbers: [...run.settings.sealNumbers],
    };
  },

  async act(step, action, run) {
    if (action.do !== 'seal') throw new AppError('vorgang.unknown-action');
    const target = step.targets(run.state.facts, run.context).find((candidate) => candidate.id === action.targetId);
    if (!target || !run.settings.sealNumbers.includes(action.sealNumber)) throw new AppError('vorgang.invalid-facts');
    const operation = run.ledger.intend({
      vorgangId: run.state.id,
      kind: 'seal',
      subject: `${step.id}:${target.id}`,
      deviceId: null,
      virtual: false,
      actor: run.clerk.userName,
      details: { sealNumber: action.sealNumber, target: target.id },
    });
    const by = run.clerk.userName;
    const use = { sealNumber: action.sealNumber, vorgangNumber: run.state.number, target: target.label, by };
    run.ledger.settle(operation.id, { phase: 'done', by, alongside: [run.stock.sealApplied(use)] });
    sealHandler.reconcile?.(step, run);
    return [];
  },

  reconcile(step, run) {
    const sealed = sealedOf(step, run);
    const missing = run.ledger
      .ofVorgang(run.state.id)
      .filter((operation) => operation.kind === 'seal' && operation.phase === 'done')
      .filter(
        (operation) =>
          operation.subject.startsWith(`${step.id}:`) && sealed[String(operation.details.target)] === undefined,
      );
    if (missing.length === 0) return;
    const added = Object.fromEntries(
      missing.map(({ details }) => [String(details.target), String(details.sealNumber)]),
    );
    run.record(step.id, { sealed: { ...sealed, ...added } });
  },
};
