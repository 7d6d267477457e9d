/** Takes personal bodies off the seat once the centre has them: finished Vorgänge first, prints and pictures at once. */
import type { SealedJournal } from '../journal/sealed-journal.ts';

/** What holds a person's data. Acts on the outside world stay: the till needs them, and they name nobody. */
const personalKinds = ['facts-recorded', 'vorgang-finished', 'vorgang-cancelled'] as const;
const biometricKinds = ['biometrics-recorded'] as const;
const endKinds = ['vorgang-finished', 'vorgang-cancelled'] as const;

export interface DropPolicy {
  /** So long the names of a finished Vorgang stay on the clerk's list; biometrics go at once. */
  keepFinishedMs: number;
  nowMs(): number;
  /** Per call, so that a tick stays short. */
  maxBodies: number;
}

/** Gives the number of bodies dropped. `acknowledged`: everything up to there is at the centre. */
export function dropBodies(journal: SealedJournal, acknowledged: number, policy: DropPolicy): number {
  const ends = journal.events({ kinds: endKinds }).filter(({ sequence }) => sequence <= acknowledged);
  const sequences: number[] = [];
  for (const { vorgangId, at } of ends) {
    if (vorgangId === null || sequences.length >= policy.maxBodies) continue;
    const old = Date.parse(at) + policy.keepFinishedMs <= policy.nowMs();
    const kinds = old ? [...biometricKinds, ...personalKinds] : biometricKinds;
    sequences.push(...journal.centre.bodiesOf(vorgangId, kinds, acknowledged));
  }
  return journal.centre.dropBodies(sequences.slice(0, policy.maxBodies));
}
