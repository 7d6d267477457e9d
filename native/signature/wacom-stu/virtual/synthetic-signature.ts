/** A signature nobody wrote: seeded loops with pressure, in the pad's units, one sample every 5 ms. */
import type { VirtualGeometry } from './virtual-models.table.ts';

export interface StrokePoint {
  x: number;
  y: number;
  pressure: number;
}

/** Mulberry32: small, fast, and the same on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pointsPerStroke = 130;

/** Two to three strokes within the middle of the upper four fifths of the pad. */
export function synthesizeSignature(geometry: VirtualGeometry, random: () => number): StrokePoint[][] {
  const { maxX, maxY, maxPressure } = geometry;
  const strokeCount = 2 + Math.floor(random() * 2);
  const width = (maxX * 0.6) / strokeCount;
  const strokes: StrokePoint[][] = [];
  for (let i = 0; i < strokeCount; i += 1) {
    const loops = 2 + Math.floor(random() * 3);
    const height = maxY * (0.08 + random() * 0.1);
    const lean = random() * 0.6;
    const phase = random() * Math.PI;
    const left = maxX * 0.18 + i * width * 1.05;
    strokes.push(
      Array.from({ length: pointsPerStroke }, (_, k) => {
        const t = k / (pointsPerStroke - 1);
        const angle = phase + t * loops * 2 * Math.PI;
        const up = Math.sin(angle) * height * (1 - 0.4 * t);
        return {
          x: Math.round(left + t * width * 0.9 + Math.cos(angle) * width * 0.12 + up * lean),
          y: Math.round(maxY * 0.42 - up),
          pressure: Math.round(maxPressure * (0.25 + 0.35 * Math.sin(Math.PI * t) + 0.05 * random())),
        };
      }),
    );
  }
  return strokes;
}
