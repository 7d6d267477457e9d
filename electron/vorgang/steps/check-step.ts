/** The citizen confirms what will be sent: shown on the citizen's window, answered on the pad. */
import { AppError } from '../../contract/app-error.ts';
import { checkFacts } from '../../services/facts.ts';
import type { CheckStep } from '../../services/service.ts';
import { isStepDone, shownInCheck } from '../next-step.ts';
import type { StepHandler, StepRun } from '../step-run.ts';

function confirm(step: CheckStep, run: StepRun, by: 'pad' | 'word', virtual: boolean, reason?: string): void {
  const shown = shownInCheck(step, run.state.facts, run.context);
  run.record(step.id, { confirmed: true, by, shown, ...(reason === undefined ? {} : { reason }) }, virtual);
  run.transient.citizen = 'not-asked';
}

export const checkHandler: StepHandler<'check'> = {
  panel(step, run) {
    const groups = step.groups(run.state.facts, run.context);
    const confirmed =
      checkFacts.safeParse(run.state.facts[step.id]).success && isStepDone(step, run.state.facts, run.context);
    return {
      groups: groups.map((group) => ({ title: group.title, rows: group.rows.map((row) => ({ ...row })) })),
      citizen: confirmed ? 'confirmed' : run.transient.citizen,
    };
  },

  async act(step, action, run) {
    if (action.do === 'confirm-for-citizen') {
      confirm(step, run, 'word', false, action.reason);
      return [];
    }
    if (action.do !== 'ask-citizen') throw new AppError('vorgang.unknown-action');
    const { virtual } = run.devices.device('signature');
    run.transient.citizen = 'asked';
    run.changed();
    try {
      const button = await run.devices.choosePad(
        (capability) =>
          run.papers.padScreen({
            widthPx: capability.screenWidthPx,
            heightPx: capability.screenHeightPx,
            title: 'Bitte prüfen Sie Ihre Angaben',
            lines: [
              'Ihre Angaben stehen auf dem Bildschirm vor Ihnen.',
              'Stimmt alles? Tippen Sie bitte mit dem Stift.',
            ],
            buttons: { accept: 'Alles richtig', clear: 'Falsch', cancel: 'Abbrechen' },
          }),
        run.signal,
      );
      if (button === 'accept') confirm(step, run, 'pad', virtual);
      else run.transient.citizen = 'rejected';
    } catch (error) {
      run.transient.citizen = 'not-asked';
      throw error;
    }
    return [];
  },
};
