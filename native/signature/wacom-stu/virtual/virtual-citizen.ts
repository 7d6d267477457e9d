/** The person in front of the virtual pad: signs, taps, pulls the cable, or does all by itself. */
import type { Clock } from '../../../core/context.ts';
import { isDeviceError } from '../../../core/device-error.ts';
import type { Dispose } from '../../../core/transport.ts';
import { pause } from '../../../core/wait.ts';
import type { ButtonId, ButtonRectangles } from './citizen-actions.ts';
import { playPen, strokesToSamples } from './pen-player.ts';
import { type StrokePoint, seededRandom, synthesizeSignature } from './synthetic-signature.ts';
import type { VirtualGeometry } from './virtual-models.table.ts';
import type { VirtualStu } from './virtual-stu.ts';

/** How long a person looks at the picture before moving. */
const reactionMs = 800;
/** A host that never sets the inking mode after a picture still gets its signature. */
const silentHostMs = 2_000;

export interface AutoPlan {
  buttons: ButtonRectangles;
  tap: ButtonId;
}

export class VirtualCitizen {
  readonly #pad: VirtualStu;
  readonly #clock: Clock;
  readonly #pace: number;
  readonly #random: () => number;
  readonly #stop = new AbortController();
  #auto: AutoPlan | undefined;
  #pictureWaits = false;
  #stopWaiting: Dispose = () => {};
  #moving: Promise<void> = Promise.resolve();

  constructor(pad: VirtualStu, { clock, pace, seed }: { clock: Clock; pace: number; seed: number }) {
    this.#pad = pad;
    this.#clock = clock;
    this.#pace = pace;
    this.#random = seededRandom(seed);
    pad.onHostAction = (action) => this.#watch(action);
  }

  set auto(plan: AutoPlan | undefined) {
    this.#auto = plan;
  }

  sign(strokes?: readonly (readonly StrokePoint[])[]): Promise<void> {
    return this.#move(strokes ?? synthesizeSignature(this.#pad.geometry, this.#random));
  }

  /** At pixel coordinates; `samples` = 1 is a tap too short to ink. */
  tap({ x, y }: { x: number; y: number }, samples = 6): Promise<void> {
    const { maxX, maxY, maxPressure, screenWidthPx, screenHeightPx } = this.#pad.geometry;
    const point = {
      x: Math.round(((x + 0.5) * maxX) / screenWidthPx),
      y: Math.round(((y + 0.5) * maxY) / screenHeightPx),
      pressure: Math.round(maxPressure * 0.4),
    };
    return this.#move([Array.from({ length: samples }, () => point)]);
  }

  close(): void {
    this.#stopWaiting();
    this.#stop.abort();
  }

  /** One hand: a movement begins when the one before has ended. */
  #move(strokes: readonly (readonly StrokePoint[])[]): Promise<void> {
    const movement = this.#moving.then(() =>
      playPen(this.#pad, strokesToSamples(strokes), {
        clock: this.#clock,
        pace: this.#pace,
        signal: this.#stop.signal,
      }),
    );
    this.#moving = movement.catch(() => {});
    return movement;
  }

  /** The host sets the inking mode once the picture stands: on asks for a signature, off only for a tap. */
  #watch(action: 'picture' | 'inking' | 'cleared'): void {
    if (action === 'inking') {
      this.#answerPicture();
      return;
    }
    this.#stopWaiting();
    this.#pictureWaits = action === 'picture';
    if (this.#pictureWaits) this.#stopWaiting = this.#clock.after(silentHostMs, () => this.#answerPicture());
  }

  #answerPicture(): void {
    const plan = this.#auto;
    if (!this.#pictureWaits || plan === undefined || this.#stop.signal.aborted) return;
    this.#pictureWaits = false;
    this.#stopWaiting();
    this.#answer(plan).catch((error: unknown) => {
      if (!isDeviceError(error)) throw error;
    });
  }

  async #answer(plan: AutoPlan): Promise<void> {
    await pause(this.#clock, reactionMs * this.#pace, this.#stop.signal);
    if (this.#pad.store.inking) await this.sign();
    const button = plan.buttons[plan.tap];
    await this.tap({ x: button.x + button.widthPx / 2, y: button.y + button.heightPx / 2 });
  }
}

/** The three buttons the seat draws: 800x480 with a strip of 80 rows at the bottom, scaled to other screens. */
export function seatButtons(geometry: VirtualGeometry): ButtonRectangles {
  const scaleX = geometry.screenWidthPx / 800;
  const scaleY = geometry.screenHeightPx / 480;
  const button = (x: number) => ({
    x: Math.round(x * scaleX),
    y: Math.round(400 * scaleY),
    widthPx: Math.floor(260 * scaleX),
    heightPx: Math.floor(80 * scaleY),
  });
  return { cancel: button(0), clear: button(270), accept: button(540) };
}
