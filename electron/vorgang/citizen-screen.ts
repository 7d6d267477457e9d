/** What the citizen sees while the clerk is in a step: derived from the same panel, reduced to what concerns the citizen. */
import type { CitizenView } from '../contract/citizen.ts';
import type { HostFingerName } from '../contract/host/fingerprint.ts';
import type { VorgangView } from '../contract/vorgang.ts';
import { fingerKind, handOf } from './finger-plan.ts';
import type { Transient } from './step-run.ts';
import { fingerLabel } from './steps/fingerprint-step.ts';

export function citizenScreen(
  view: VorgangView | null,
  transient: Transient | null,
  seat: { ortsverwaltung: string; training: boolean },
): CitizenView {
  const { training } = seat;
  if (!view) return { screen: 'welcome', ortsverwaltung: seat.ortsverwaltung, training };
  if (view.summary.phase === 'done') {
    return { screen: 'thanks', lines: ['Vielen Dank.', 'Ihr Anliegen ist erledigt.'], training };
  }
  if (view.summary.phase === 'cancelled') return { screen: 'welcome', ortsverwaltung: seat.ortsverwaltung, training };
  const panel = view.panel;
  if (panel?.kind === 'check' && panel.citizen === 'asked') return { screen: 'check', groups: panel.groups, training };
  if (panel?.kind === 'fingerprint' && panel.running && transient?.currentFinger) {
    const finger = transient.currentFinger as HostFingerName;
    return {
      screen: 'finger',
      fingerLabel: fingerLabel(finger),
      hand: handOf(finger),
      finger: fingerKind(finger),
      guide: panel.guide,
      training,
    };
  }
  if (panel?.kind === 'signature' && panel.running) return { screen: 'sign', declaration: panel.declaration, training };
  if (
    panel?.kind === 'fee' &&
    panel.totalCents > 0 &&
    (panel.phase === 'due' || panel.phase === 'paying' || panel.phase === 'declined')
  ) {
    return { screen: 'pay', totalCents: panel.totalCents, display: panel.display ?? '', training };
  }
  return { screen: 'working', serviceTitle: view.summary.serviceTitle, stepTitle: panel?.title ?? '', training };
}
