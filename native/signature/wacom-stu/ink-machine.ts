/** Decides from proximity and pressure whether a sample inks: a tap of one sample never does. */
import type { PenData } from './codec/pen-data.ts';
import type { InkThreshold } from './codec/screen-reports.ts';

/** `down`: touched, not yet ink. `first`: the touch of the sample before becomes ink. `last`: lifted after ink. */
export type InkStep = 'up' | 'down' | 'first' | 'inking' | 'last';

export class InkMachine {
  readonly #threshold: InkThreshold;
  #step: InkStep = 'up';

  constructor(threshold: InkThreshold) {
    this.#threshold = threshold;
  }

  next(pen: Pick<PenData, 'ready' | 'pressure'>): InkStep {
    this.#step = this.#follow(pen);
    return this.#step;
  }

  #follow({ ready, pressure }: Pick<PenData, 'ready' | 'pressure'>): InkStep {
    const holds = ready && pressure >= this.#threshold.off;
    switch (this.#step) {
      case 'up':
      case 'last':
        return ready && pressure >= this.#threshold.on ? 'down' : 'up';
      case 'down':
        return holds ? 'first' : 'up';
      case 'first':
      case 'inking':
        return holds ? 'inking' : 'last';
    }
  }
}
