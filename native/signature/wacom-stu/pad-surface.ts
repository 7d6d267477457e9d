/** What happens between a picture on the pad and the tap that ends it: ink, live points, redraw after the clear button. */
import type { DriverContext } from '../../core/context.ts';
import { DeviceError, isDeviceError } from '../../core/device-error.ts';
import type { Reports } from '../../core/transport.ts';
import type { InkHooks, InkOutcome, PadButton, PadScreen } from '../port.ts';
import { handwritingAreaReport, inkingModeReport } from './codec/screen-reports.ts';
import type { StuIdentity } from './identify-stu.ts';
import { type Collected, InkCollector } from './ink-collector.ts';
import type { SampleTrack } from './sample-track.ts';
import type { StuSession } from './stu-session.ts';
import { cropRows, uploadImage } from './upload-image.ts';

/** After this nobody stands at the counter any more; it also bounds the stored points (120,000 at 200 Hz). */
const citizenTimeoutMs = 600_000;

export interface PadSurface {
  context: DriverContext<Reports>;
  session: StuSession;
  identity: StuIdentity;
  /** 0.01 mm per unit. */
  scale: number;
  track: SampleTrack;
}

/** The rows left for ink: above the buttons, or below them when there is more room. */
function inkRows(screen: PadScreen): { fromRow: number; toRow: number } {
  const { heightPx } = screen.image;
  const top = Math.max(0, Math.min(heightPx, ...screen.buttons.map((button) => button.y)));
  const bottom = Math.max(0, ...screen.buttons.map((button) => button.y + button.heightPx));
  if (top >= heightPx - bottom) return { fromRow: 0, toRow: Math.max(0, top - 1) };
  return { fromRow: bottom, toRow: heightPx - 1 };
}

export async function runCapture(
  surface: PadSurface,
  screen: PadScreen,
  hooks: InkHooks,
  signal: AbortSignal,
): Promise<InkOutcome> {
  const { session, identity } = surface;
  const rows = inkRows(screen);
  const area = {
    x1: 0,
    y1: rows.fromRow,
    x2: screen.image.widthPx - 1 + identity.cornerOffset,
    y2: rows.toRow + identity.cornerOffset,
  };
  if (identity.model.handwritingArea) await session.command(handwritingAreaReport, area);
  await upload(surface, screen, signal);
  return collect<InkOutcome>(surface, screen, signal, async (collector, { points, tapped }) => {
    if (points.length > 0) hooks.onPoints(points);
    if (tapped === 'cancel') return { kind: 'cancelled-by-citizen' };
    /** Without ink there is nothing to accept: the pad waits on. */
    if (tapped === 'accept' && collector.strokes.length > 0) {
      return { kind: 'accepted', strokes: collector.strokes, lostSamples: collector.lostSamples };
    }
    if (tapped !== 'clear') return undefined;
    collector.erase();
    hooks.onPoints(null);
    await session.command(inkingModeReport, { value: 0 });
    if (identity.model.imageArea) {
      const band = cropRows(screen.image, rows.fromRow, rows.toRow);
      await uploadImage(band, { session, clock: surface.context.clock, signal, area });
    } else await upload(surface, screen, signal);
    await session.command(inkingModeReport, { value: 1 });
    return undefined;
  });
}

export async function runChoice(surface: PadSurface, screen: PadScreen, signal: AbortSignal): Promise<PadButton['id']> {
  await upload(surface, screen, signal);
  return collect(surface, screen, signal, async (_, { tapped }) => tapped, { inking: 0 });
}

function upload({ session, context }: PadSurface, screen: PadScreen, signal: AbortSignal): Promise<void> {
  return uploadImage(screen.image, { session, clock: context.clock, signal });
}

type Judge<T> = (collector: InkCollector, collected: Collected) => Promise<T | undefined>;

/** Feeds samples to `judge` until it gives a result; samples during its work (a redraw) are not ink. */
function collect<T>(
  { context, session, identity, scale, track }: PadSurface,
  screen: PadScreen,
  signal: AbortSignal,
  judge: Judge<T>,
  { inking } = { inking: 1 },
): Promise<T> {
  const { buttons } = screen;
  const collector = new InkCollector(identity.capability, { buttons, threshold: identity.threshold, scale });
  track.restart();
  let judging = false;
  let judged: Promise<unknown> = Promise.resolve();
  return new Promise<T>((resolve, reject) => {
    const end = (settle: () => void) => {
      stopTimer();
      stopInput();
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const fail = (error: unknown) => end(() => reject(error));
    /** A redraw under way sees the signal by itself; emptying the display must not cross it. */
    const onAbort = () => judged.catch(() => {}).finally(() => fail(new DeviceError('device.cancelled')));
    const onInput = (report: Uint8Array) => {
      if (judging) return;
      const collected = accept(report);
      if (collected === undefined || (collected.points.length === 0 && collected.tapped === undefined)) return;
      judging = collected.tapped !== undefined;
      const judgement = judge(collector, collected);
      judged = judgement;
      judgement.then((result) => {
        if (judging) track.restart();
        judging = false;
        if (result !== undefined) end(() => resolve(result));
      }, fail);
    };
    const accept = (report: Uint8Array): Collected | undefined => {
      try {
        const sample = track.read(report);
        return sample && collector.accept(sample);
      } catch (error) {
        if (!isDeviceError(error)) throw error;
        context.log.warn('pen-report-garbled', { length: report.length });
        return undefined;
      }
    };
    const stopTimer = context.clock.after(citizenTimeoutMs, () => fail(new DeviceError('device.timeout', 'no tap')));
    const stopInput = context.transport.onInput(onInput);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) void onAbort();
    else session.command(inkingModeReport, { value: inking }).catch(fail);
  });
}
