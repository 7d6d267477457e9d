/** Samples, ink and buttons as values: wraps, gaps, taps, and what any pen may do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../core/context.ts';
import type { PadButton } from '../port.ts';
import { penDataOptionReport, penDataReport, penDataTimedReport } from './codec/pen-data.ts';
import { InkCollector } from './ink-collector.ts';
import { InkMachine } from './ink-machine.ts';
import { SampleTrack } from './sample-track.ts';

const pen = { ready: true, switch: 1, pressure: 300, x: 100, y: 100 };

/** A clock whose time the test sets. */
function handClock(): { clock: Clock; now: { ms: number } } {
  const now = { ms: 1_000 };
  return { now, clock: { nowMs: () => now.ms, steadyMs: () => now.ms, after: () => () => {} } };
}

describe('sample track', () => {
  it('unwraps time and sequence and counts what is missing', () => {
    const { clock, now } = handClock();
    const track = new SampleTrack(clock, { rateHz: 200, optionIsSequence: false });
    const read = (timeMs: number, sequence: number) => {
      now.ms += 5;
      const sample = track.read(penDataTimedReport.encode({ ...pen, timeMs, sequence }));
      return { timeMs: sample?.timeMs, lost: sample?.lost };
    };
    expect(read(65_530, 65_534)).toEqual({ timeMs: 65_530, lost: 0 });
    expect(read(65_535, 65_535)).toEqual({ timeMs: 65_535, lost: 0 });
    expect(read(4, 0)).toEqual({ timeMs: 65_540, lost: 0 });
    expect(read(19, 3)).toEqual({ timeMs: 65_555, lost: 2 });
    expect(read(24, 0)).toEqual({ timeMs: 65_560, lost: 0 });
    now.ms += 140_000;
    expect(read(24 + 140_005 - 131_072, 1)).toEqual({ timeMs: 65_560 + 140_005, lost: 0 });
    track.restart();
    expect(read(24 + 140_010 - 131_072, 900)).toEqual({ timeMs: 65_560 + 140_010, lost: 0 });
  });

  it('takes time from the sequence of a 520 and from the clock without any', () => {
    const { clock, now } = handClock();
    const counted = new SampleTrack(clock, { rateHz: 200, optionIsSequence: true });
    const times = [10, 11, 14].map((option) => counted.read(penDataOptionReport.encode({ ...pen, option })));
    expect(times.map((sample) => [sample?.timeMs, sample?.lost])).toEqual([
      [0, 0],
      [5, 0],
      [20, 2],
    ]);
    const plain = new SampleTrack(clock, { rateHz: 200, optionIsSequence: false });
    expect(plain.read(penDataReport.encode(pen))).toMatchObject({ timeMs: 0, lost: 0 });
    now.ms += 7;
    expect(plain.read(penDataReport.encode(pen))).toMatchObject({ timeMs: 7, lost: 0 });
    expect(plain.read(Uint8Array.of(0x99, 1))).toBeUndefined();
    expect(() => plain.read(Uint8Array.of(0x01, 1))).toThrow('device.garbled');
  });
});

it('steps from touch to ink and back by the two thresholds', () => {
  const machine = new InkMachine({ on: 21, off: 16 });
  const steps = [20, 21, 15, 21, 16, 16, 15, 30, 30].map((pressure) => machine.next({ ready: true, pressure }));
  expect(steps).toEqual(['up', 'down', 'up', 'down', 'first', 'inking', 'last', 'down', 'first']);
  expect(machine.next({ ready: false, pressure: 30 })).toBe('last');
});

describe('ink collector', () => {
  const geometry = { maxX: 10_800, maxY: 6_480, maxPressure: 1023, screenWidthPx: 800, screenHeightPx: 480 };
  const buttons: PadButton[] = [{ id: 'accept', x: 540, y: 400, widthPx: 260, heightPx: 80 }];
  const collector = () => new InkCollector(geometry, { buttons, threshold: { on: 21, off: 16 }, scale: 1 });
  const sample = (x: number, y: number, pressure: number) => ({
    pen: { ready: true, switch: 1, x, y, pressure },
    timeMs: 0,
    lost: 0,
  });
  const unit = 13.5;

  it('taps on the edges of a button and misses beside them', () => {
    const tap = (xPx: number, yPx: number) => {
      const ink = collector();
      const points = [50, 50, 0].map((pressure) => sample(Math.ceil(xPx * unit), Math.ceil(yPx * unit), pressure));
      return points.map((point) => ink.accept(point).tapped).at(-1);
    };
    expect([tap(540, 400), tap(799, 479), tap(700, 440)]).toEqual(['accept', 'accept', 'accept']);
    expect([tap(539, 440), tap(700, 399)]).toEqual([undefined, undefined]);
  });

  it('keeps strokes whole whatever the pen does', () => {
    const anySample = fc.record({
      pen: fc.record({
        ready: fc.boolean(),
        switch: fc.nat(7),
        pressure: fc.oneof(fc.constant(0), fc.nat(1023)),
        x: fc.nat(0xffff),
        y: fc.nat(0xffff),
      }),
      timeMs: fc.nat(100_000),
      lost: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(anySample, { maxLength: 200 }), (samples) => {
        const ink = collector();
        const live = samples.flatMap((one) => ink.accept(one).points);
        expect(live.filter(({ pressure }) => pressure > 0)).toEqual(ink.strokes.flat());
        expect(ink.strokes.every((stroke) => stroke.length >= 2)).toBe(true);
        expect(ink.lostSamples).toBe(samples.reduce((sum, { lost }) => sum + lost, 0));
      }),
    );
  });
});
