/** Reads pen reports into samples with a time that does not wrap and the number of samples lost before each. */
import type { Clock } from '../../core/context.ts';
import { type PenData, penDataOptionReport, penDataReport, penDataTimedReport } from './codec/pen-data.ts';

export interface PenSample {
  pen: PenData;
  timeMs: number;
  lost: number;
}

const wrap = 0x10000;

export class SampleTrack {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  /** Report 30 carries a sequence number in option mode 2. */
  readonly #optionIsSequence: boolean;
  #sequence: number | undefined;
  #padTime: number | undefined;
  #steadyMs = 0;
  #timeMs = 0;

  constructor(clock: Clock, options: { rateHz: number; optionIsSequence: boolean }) {
    this.#clock = clock;
    this.#intervalMs = 1000 / options.rateHz;
    this.#optionIsSequence = options.optionIsSequence;
  }

  /** Forgets the sequence: the pad pauses its pen while it draws a picture. */
  restart(): void {
    this.#sequence = undefined;
  }

  /** Undefined when the report is no pen report; throws `device.garbled` on a short one. */
  read(report: Uint8Array): PenSample | undefined {
    switch (report[0]) {
      case penDataReport.id:
        return this.#sample(penDataReport.decode(report));
      case penDataOptionReport.id: {
        const pen = penDataOptionReport.decode(report);
        return this.#sample(pen, this.#optionIsSequence ? { sequence: pen.option } : {});
      }
      case penDataTimedReport.id: {
        const pen = penDataTimedReport.decode(report);
        return this.#sample(pen, pen);
      }
      default:
        return undefined;
    }
  }

  #sample(pen: PenData, count: { timeMs?: number; sequence?: number } = {}): PenSample {
    const steadyMs = this.#clock.steadyMs();
    const elapsedMs = steadyMs - this.#steadyMs;
    const step = this.#sequenceStep(count.sequence);
    if (count.timeMs !== undefined) this.#timeMs += this.#padStep(count.timeMs, elapsedMs);
    else if (step !== undefined && step * this.#intervalMs > elapsedMs / 2) this.#timeMs += step * this.#intervalMs;
    else if (this.#steadyMs > 0) this.#timeMs += elapsedMs;
    this.#steadyMs = steadyMs;
    return { pen, timeMs: this.#timeMs, lost: step === undefined ? 0 : step - 1 };
  }

  /** Reports since the last one; undefined when unknown or when the count went back (the pad began anew). */
  #sequenceStep(sequence: number | undefined): number | undefined {
    const last = this.#sequence;
    this.#sequence = sequence;
    if (sequence === undefined || last === undefined) return undefined;
    const step = (sequence - last + wrap) % wrap;
    return step === 0 || step > wrap / 2 ? undefined : step;
  }

  /** A pen away for longer than 65 s hides whole wraps; the host's clock tells how many. */
  #padStep(padTime: number, elapsedMs: number): number {
    const last = this.#padTime;
    this.#padTime = padTime;
    if (last === undefined) return padTime;
    const step = (padTime - last + wrap) % wrap;
    return step + Math.max(0, Math.round((elapsedMs - step) / wrap)) * wrap;
  }
}
