/** Turns pen samples into strokes, live points and tapped buttons; pure, so that a signature can be replayed. */
import type { PadButton, PenPoint } from '../port.ts';
import type { PadGeometry } from './codec/identity-reports.ts';
import type { InkThreshold } from './codec/screen-reports.ts';
import { InkMachine } from './ink-machine.ts';
import type { PenSample } from './sample-track.ts';

export interface Collected {
  /** New points for the mirror; a point of pressure 0 ends a stroke. */
  points: readonly PenPoint[];
  tapped?: PadButton['id'];
}

const nothing: Collected = { points: [] };

export class InkCollector {
  readonly #geometry: PadGeometry;
  readonly #buttons: readonly PadButton[];
  readonly #machine: InkMachine;
  /** 0.01 mm per unit of the pad: 1 at 2540 units per inch. */
  readonly #scale: number;
  #strokes: PenPoint[][] = [];
  #lost = 0;
  #touch: { last: PenPoint; button: PadButton | undefined; inside: boolean } | undefined;

  constructor(
    geometry: PadGeometry,
    options: { buttons: readonly PadButton[]; threshold: InkThreshold; scale: number },
  ) {
    this.#geometry = geometry;
    this.#buttons = options.buttons;
    this.#machine = new InkMachine(options.threshold);
    this.#scale = options.scale;
  }

  get strokes(): PenPoint[][] {
    return this.#strokes;
  }

  get lostSamples(): number {
    return this.#lost;
  }

  erase(): void {
    this.#strokes = [];
    this.#lost = 0;
  }

  accept(sample: PenSample): Collected {
    this.#lost += sample.lost;
    const point = this.#point(sample);
    switch (this.#machine.next(sample.pen)) {
      case 'down':
        this.#touch = { last: point, button: this.#buttonAt(sample), inside: true };
        return nothing;
      case 'first':
      case 'inking':
        return this.#move(point, sample);
      case 'last':
      case 'up':
        return this.#lift();
    }
  }

  #move(point: PenPoint, sample: PenSample): Collected {
    const touch = this.#touch;
    if (touch === undefined) return nothing;
    const before = touch.last;
    touch.last = point;
    if (touch.button !== undefined) {
      touch.inside = this.#buttonAt(sample) === touch.button;
      return nothing;
    }
    const stroke = this.#strokes.at(-1);
    if (stroke?.at(-1) === before) {
      stroke.push(point);
      return { points: [point] };
    }
    this.#strokes.push([before, point]);
    return { points: [before, point] };
  }

  #lift(): Collected {
    const touch = this.#touch;
    if (touch === undefined) return nothing;
    this.#touch = undefined;
    if (touch.button !== undefined) return touch.inside ? { points: [], tapped: touch.button.id } : nothing;
    const inked = this.#strokes.at(-1)?.at(-1) === touch.last;
    return inked ? { points: [{ ...touch.last, pressure: 0 }] } : nothing;
  }

  #point({ pen, timeMs }: PenSample): PenPoint {
    return {
      x: Math.round(pen.x * this.#scale),
      y: Math.round(pen.y * this.#scale),
      pressure: pen.pressure,
      timeMs,
    };
  }

  #buttonAt({ pen }: PenSample): PadButton | undefined {
    const x = (pen.x * this.#geometry.screenWidthPx) / this.#geometry.maxX;
    const y = (pen.y * this.#geometry.screenHeightPx) / this.#geometry.maxY;
    return this.#buttons.find(
      (button) => x >= button.x && x < button.x + button.widthPx && y >= button.y && y < button.y + button.heightPx,
    );
  }
}
