/** A text the clerk must have read. */
import { AppError } from '../../contract/app-error.ts';
import type { StepHandler } from '../step-run.ts';

export const noteHandler: StepHandler<'note'> = {
  panel(step, run) {
    return { text: [...step.text(run.state.facts, run.context)], acknowledgement: step.acknowledgement };
  },
  async act(step, action, run) {
    if (action.do !== 'record') throw new AppError('vorgang.unknown-action');
    run.record(step.id, { read: true });
    return [];
  },
};
