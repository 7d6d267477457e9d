/** Takes personal bodies off the seat once the centre has them: finished Vorgänge first, prints and pictures at once. */
import type { SealedJournal } from '../journal/sealed-journal.ts';

/** What holds a person's data. Acts on the outside world stay: the till needs them, and they name nobody. */
const personalKinds = ['facts-recorded', 'vorgang-finished', 'vorgang-cancelled'] as const;
const biometricKinds = ['biometrics-recorded'] as const;
const endKinds = ['vorgang-finished', 'vorgang-cancelled'] as const;

/** A start need not look at every Vorgang of the past again. */
const setting = 'centre-dropped-through';
const noteEveryEvents = 100;

export interface DropPolicy {
  /** So long the names of a finished Vorgang stay on the clerk's list; biometrics go at once. */
  keepFinishedMs: number;
  nowMs(): number;
  /** Per call, so that a tick stays short. */
  maxBodies: number;
}

export class BodyDropper {
  readonly #journal: SealedJournal;
  readonly #policy: DropPolicy;
  /** Every Vorgang that ended up to here has been dealt with. */
  #doneThrough: number;

  constructor(journal: SealedJournal, policy: DropPolicy) {
    this.#journal = journal;
    this.#policy = policy;
    const noted = journal.setting(setting);
    this.#doneThrough = typeof noted === 'number' ? noted : 0;
  }

  /** Gives the number of bodies dropped. `acknowledged`: everything up to there is at the centre. */
  drop(acknowledged: number): number {
    const { keepFinishedMs, nowMs, maxBodies } = this.#policy;
    const sequences: number[] = [];
    let isGapless = true;
    let doneThrough = this.#doneThrough;
    for (const { sequence, vorgangId, at } of this.#journal.centre.endsAfter(doneThrough, endKinds, acknowledged)) {
      if (sequences.length >= maxBodies) break;
      const isOld = Date.parse(at) + keepFinishedMs <= nowMs();
      const kinds = isOld ? [...biometricKinds, ...personalKinds] : biometricKinds;
      sequences.push(...this.#journal.centre.bodiesOf(vorgangId, kinds, acknowledged));
      isGapless &&= isOld;
      if (isGapless) doneThrough = sequence;
    }
    const dropped = this.#journal.centre.dropBodies(sequences);
    this.#doneThrough = doneThrough;
    const noted = this.#journal.setting(setting);
    if (doneThrough - (typeof noted === 'number' ? noted : 0) >= noteEveryEvents)
      this.#journal.putSetting(setting, doneThrough);
    return dropped;
  }
}
