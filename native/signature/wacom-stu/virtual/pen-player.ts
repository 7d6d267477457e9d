/** Moves the virtual pen along strokes: hover, touch, lift, one sample every 5 ms, or as fast as the link allows. */
import type { Clock } from '../../../core/context.ts';
import { pause } from '../../../core/wait.ts';
import type { PenInput } from './pen-input.ts';
import type { StrokePoint } from './synthetic-signature.ts';

interface Pad {
  readonly plugged: boolean;
  /** False while the pad does not look at the pen. */
  movePen(pen: PenInput): boolean;
}

const sampleIntervalMs = 5;
const hoverSamples = 3;
/** At pace 0: so many samples, then the event loop gets its turn. */
const burst = 16;
/** A pad that never gets ready stops the pen. */
const patienceMs = 15_000;

/** Hovering around each stroke and leaving at the end, as a hand does. */
export function strokesToSamples(strokes: readonly (readonly StrokePoint[])[]): PenInput[] {
  const samples: PenInput[] = [];
  const hover = (point: StrokePoint | undefined, count: number, ready = true) => {
    if (point === undefined) return;
    for (let i = 0; i < count; i += 1) samples.push({ ready, pressure: 0, x: point.x, y: point.y });
  };
  for (const stroke of strokes) {
    hover(stroke[0], hoverSamples);
    for (const point of stroke) samples.push({ ready: true, ...point });
    hover(stroke.at(-1), hoverSamples);
  }
  hover(strokes.at(-1)?.at(-1), 1, false);
  return samples;
}

/** Resolves when the last sample is out or the pad is unplugged. Rejects with `device.cancelled` on the signal. */
export async function playPen(
  pad: Pad,
  samples: readonly PenInput[],
  { clock, pace, signal }: { clock: Clock; pace: number; signal: AbortSignal },
): Promise<void> {
  const startedMs = clock.steadyMs();
  let waitedMs = 0;
  let next = 0;
  while (next < samples.length && pad.plugged) {
    const elapsedMs = clock.steadyMs() - startedMs - waitedMs;
    const due = pace === 0 ? next + burst : Math.floor(elapsedMs / (sampleIntervalMs * pace)) + 1;
    const blockedAt = next;
    for (let sample = samples[next]; sample && next < due && pad.movePen(sample); sample = samples[next]) next += 1;
    const before = clock.steadyMs();
    await pause(clock, pace === 0 ? 0 : 1, signal);
    if (next > blockedAt || next >= due) continue;
    waitedMs += clock.steadyMs() - before;
    if (waitedMs > patienceMs) throw new Error('the pad did not get ready for the pen');
  }
}
