/** statusValue of getInfo: a decimal number, units the card, tens the box, hundreds the secure token (TR-03131 §4.1.1). */
import type { EacBoxCard, EacBoxPhase } from '../port.ts';

export interface BoxStatus {
  phase: EacBoxPhase;
  card: EacBoxCard;
  tokenConnected: boolean;
}

const cards: readonly EacBoxCard[] = ['none', 'eac1', 'eac2', 'pin-blocked', 'pin-suspended', 'pin-deactivated'];
const phases: readonly EacBoxPhase[] = ['locked', 'initialized', 'ready'];
/** From here on values are the vendor's own. */
const ownValues = 1000;

/** Values nobody defined come as `unknown`, never as an error. */
export function decodeStatusValue(value: number | undefined): BoxStatus {
  if (value === undefined || value < 0 || value >= ownValues) {
    return { phase: 'unknown', card: 'unknown', tokenConnected: false };
  }
  return {
    phase: phases[Math.floor(value / 10) % 10] ?? 'unknown',
    card: cards[value % 10] ?? 'unknown',
    tokenConnected: Math.floor(value / 100) === 1,
  };
}

/** Throws RangeError for `unknown`, which has no number. */
export function encodeStatusValue({ phase, card, tokenConnected }: BoxStatus): number {
  const units = cards.indexOf(card);
  const tens = phases.indexOf(phase);
  if (units < 0 || tens < 0) throw new RangeError('an unknown state has no number');
  return (tokenConnected ? 100 : 0) + tens * 10 + units;
}
