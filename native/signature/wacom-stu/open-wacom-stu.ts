/** The port's pad on top of HID reports: picture up, ink in, display empty. */
import type { DriverContext } from '../../core/context.ts';
import { DeviceError } from '../../core/device-error.ts';
import type { Reports } from '../../core/transport.ts';
import { within } from '../../core/wait.ts';
import type { InkHooks, InkOutcome, PadButton, PadScreen, SignaturePad } from '../port.ts';
import { padState, statusReport } from './codec/identity-reports.ts';
import { optionMode, optionModeReport } from './codec/pen-data.ts';
import { handwritingAreaReport } from './codec/screen-reports.ts';
import { bringToReady, emptyDisplay, identifyStu, type StuIdentity } from './identify-stu.ts';
import { type PadSurface, runCapture, runChoice } from './pad-surface.ts';
import { SampleTrack } from './sample-track.ts';
import { StuSession } from './stu-session.ts';

const checkTimeoutMs = 5_000;
/** What closing may take; a hanging pad must not hold the host. */
const closeTimeoutMs = 4_000;

export async function openWacomStu(
  context: DriverContext<Reports>,
  options: { virtual?: boolean } = {},
): Promise<SignaturePad> {
  const session = new StuSession(context);
  try {
    const identity = await identifyStu(context, session);
    context.log.info('pad-opened', { label: identity.info.label, firmware: identity.info.firmware });
    if (options.virtual === true) identity.info.virtual = true;
    return new WacomStu(context, session, identity);
  } catch (error) {
    await context.transport.close();
    throw error;
  }
}

class WacomStu implements SignaturePad {
  readonly info;
  readonly capability;
  readonly #context: DriverContext<Reports>;
  readonly #session: StuSession;
  readonly #surface: PadSurface;
  #gone: DeviceError | undefined;
  #running: { abort: AbortController; done: Promise<unknown> } | undefined;
  #onGone: (reason: DeviceError) => void = () => {};

  constructor(context: DriverContext<Reports>, session: StuSession, identity: StuIdentity) {
    const { capability, model } = identity;
    this.#context = context;
    this.#session = session;
    this.info = identity.info;
    const scale = 2540 / capability.resolution;
    this.capability = {
      maxX: Math.round(capability.maxX * scale),
      maxY: Math.round(capability.maxY * scale),
      maxPressure: capability.maxPressure,
      screenWidthPx: capability.screenWidthPx,
      screenHeightPx: capability.screenHeightPx,
      rateHz: capability.rateHz,
    };
    const track = new SampleTrack(context.clock, {
      rateHz: capability.rateHz,
      optionIsSequence: model.optionMode === optionMode.sequence,
    });
    this.#surface = { context, session, identity, scale, track };
    context.transport.onClose((reason) => {
      this.#gone ??= reason ?? new DeviceError('device.disconnected', 'closed');
      this.#onGone(this.#gone);
    });
  }

  async check(): Promise<void> {
    this.#assertPresent();
    const { state } = await within(this.#context.clock, checkTimeoutMs, this.#session.get(statusReport), 'check');
    const idle: readonly number[] = [padState.ready, padState.image];
    if (!idle.includes(state)) throw new DeviceError('device.not-ready', `state ${state}`);
  }

  capture(screen: PadScreen, hooks: InkHooks, signal: AbortSignal): Promise<InkOutcome> {
    return this.#run(screen, signal, (abort) => runCapture(this.#surface, screen, hooks, abort));
  }

  choose(screen: PadScreen, signal: AbortSignal): Promise<PadButton['id']> {
    return this.#run(screen, signal, (abort) => runChoice(this.#surface, screen, abort));
  }

  async clear(): Promise<void> {
    this.#assertPresent();
    if (this.#running !== undefined) throw new DeviceError('device.busy');
    await emptyDisplay(this.#session);
  }

  async close(): Promise<void> {
    const { clock, transport } = this.#context;
    const leave = async () => {
      this.#running?.abort.abort();
      await this.#running?.done.catch(() => {});
      if (this.#gone !== undefined) return;
      await emptyDisplay(this.#session);
      const { inkArea } = this.#surface.identity;
      if (inkArea !== undefined) await this.#session.command(handwritingAreaReport, inkArea);
      await this.#session.command(optionModeReport, { value: optionMode.none });
    };
    await within(clock, closeTimeoutMs, leave(), 'closing').catch(() => {});
    this.#gone ??= new DeviceError('device.disconnected', 'closed');
    await within(clock, closeTimeoutMs, transport.close(), 'releasing').catch(() => {});
  }

  /** One picture at a time; whatever ends it, the display is emptied. */
  async #run<T>(screen: PadScreen, signal: AbortSignal, work: (abort: AbortSignal) => Promise<T>): Promise<T> {
    this.#assertPresent();
    if (this.#running !== undefined) throw new DeviceError('device.busy');
    const { screenWidthPx, screenHeightPx } = this.capability;
    if (screen.image.widthPx !== screenWidthPx || screen.image.heightPx !== screenHeightPx) {
      throw new RangeError(`picture is not ${screenWidthPx}x${screenHeightPx}`);
    }
    if (signal.aborted) throw new DeviceError('device.cancelled');
    const abort = new AbortController();
    const forward = () => abort.abort();
    signal.addEventListener('abort', forward, { once: true });
    const done = this.#workThenEmpty(work(abort.signal), abort);
    this.#running = { abort, done };
    try {
      return await done;
    } finally {
      signal.removeEventListener('abort', forward);
      this.#running = undefined;
    }
  }

  async #workThenEmpty<T>(work: Promise<T>, abort: AbortController): Promise<T> {
    const gone = new Promise<never>((_, reject) => {
      this.#onGone = reject;
    });
    try {
      return await Promise.race([work, gone]);
    } finally {
      this.#onGone = () => {};
      abort.abort();
      if (this.#gone === undefined) await this.#emptyOrReset();
    }
  }

  async #emptyOrReset(): Promise<void> {
    try {
      await bringToReady(this.#context, this.#session);
      await emptyDisplay(this.#session);
    } catch (error) {
      this.#context.log.error('pad-not-emptied', { reason: error instanceof DeviceError ? error.code : 'unknown' });
    }
  }

  #assertPresent(): void {
    if (this.#gone !== undefined) throw new DeviceError('device.disconnected', this.#gone.detail);
  }
}
