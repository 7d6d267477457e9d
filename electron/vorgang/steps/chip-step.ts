/** Chip of the presented document: does it answer, and with what. Nothing personal is read (no certificate is at the seat). */
import { AppError, isAppError } from '../../contract/app-error.ts';
import type { HostChipInspection } from '../../contract/host/card.ts';
import { chipFacts } from '../../services/facts.ts';
import type { StepHandler } from '../step-run.ts';

const cardTimeoutMs = 15_000;

function rowsOf(chip: HostChipInspection): { label: string; value: string }[] {
  return [
    { label: 'Chip antwortet', value: 'ja' },
    {
      label: 'Gesicherter Zugang (PACE)',
      value: chip.pace.map((offer) => offer.protocol).join(', ') || 'nicht angeboten',
    },
    { label: 'Biometrie-Anwendung', value: chip.hasBiometricApplication ? 'vorhanden' : 'nicht vorhanden' },
    { label: 'Online-Ausweis (eID)', value: chip.hasEidApplication ? 'vorhanden' : 'nicht vorhanden' },
  ];
}

export const chipHandler: StepHandler<'chip'> = {
  panel(step, run) {
    const facts = chipFacts.safeParse(run.state.facts[step.id]).data;
    const rows = Array.isArray(facts?.rows) ? (facts.rows as { label: string; value: string }[]) : [];
    const reason = typeof facts?.reason === 'string' ? [{ label: 'Grund', value: facts.reason }] : [];
    return { optional: step.optional, result: facts ? { outcome: facts.outcome, rows: [...rows, ...reason] } : null };
  },

  async act(step, action, run) {
    if (action.do === 'skip' && step.optional) {
      run.record(step.id, { outcome: 'skipped', reason: action.reason });
      return [];
    }
    if (action.do !== 'capture') throw new AppError('vorgang.unknown-action');
    const { virtual } = run.devices.device('card');
    try {
      const chip = await run.devices.inspectChip(cardTimeoutMs, run.signal);
      run.record(step.id, { outcome: 'answered', rows: rowsOf(chip) }, virtual);
    } catch (error) {
      // A card that lies there and refuses everything is a finding, not a fault of the reader (§ 28 (3) PAuswG).
      if (!isAppError(error) || (error.code !== 'card.refused' && error.code !== 'card.garbled')) throw error;
      run.record(step.id, { outcome: 'no-chip', rows: [{ label: 'Chip antwortet', value: 'nein' }] }, virtual);
    }
    return [];
  },
};
