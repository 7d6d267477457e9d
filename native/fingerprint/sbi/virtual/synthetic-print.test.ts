/** Invented prints: the same for the same finger, unlike for others, with ridges at a person's distance. */
import { expect, test } from 'vitest';
import { drawSyntheticPrint } from './synthetic-print.ts';

const size = { widthPx: 192, heightPx: 240 };
const draw = (seed: number, position: number, score = 80) =>
  drawSyntheticPrint({ seed, position, score, ...size }).grey;

/** Correlation of two pictures over the middle, -1 … 1. */
function likeness(a: Uint8Array, b: Uint8Array): number {
  let [n, sumA, sumB, sumAB, sumAA, sumBB] = [0, 0, 0, 0, 0, 0];
  for (let y = 60; y < 180; y += 1) {
    for (let x = 48; x < 144; x += 1) {
      const [va, vb] = [a[y * size.widthPx + x] ?? 0, b[y * size.widthPx + x] ?? 0];
      n += 1;
      sumA += va;
      sumB += vb;
      sumAB += va * vb;
      sumAA += va * va;
      sumBB += vb * vb;
    }
  }
  return (n * sumAB - sumA * sumB) / Math.sqrt((n * sumAA - sumA ** 2) * (n * sumBB - sumB ** 2));
}

test('a finger is itself at any score and nobody else', () => {
  const first = draw(21, 2);
  expect(draw(21, 2)).toEqual(first);
  expect(likeness(first, draw(21, 2, 30))).toBeGreaterThan(0.8);
  const others = [draw(21, 3), draw(21, 7), draw(22, 2)];
  for (const other of others) expect(Math.abs(likeness(first, other))).toBeLessThan(0.35);
});

test('ridges lie 8 to 11 pixels apart inside, and the rim is empty', () => {
  for (const position of [1, 2, 3]) {
    const grey = draw(33, position, 90);
    expect(grey[0]).toBeGreaterThan(235);
    // Along a line across a field of parallel ridges the distance is the period; slanted lines only lengthen it.
    const distances: number[] = [];
    for (let x = 60; x < 132; x += 4) {
      let last: number | undefined;
      for (let y = 60; y < 180; y += 1) {
        const [above, below] = [grey[(y - 1) * size.widthPx + x] ?? 0, grey[y * size.widthPx + x] ?? 0];
        if (above < 145 || below >= 145) continue;
        if (last !== undefined && y - last > 4) distances.push(y - last);
        last = y;
      }
    }
    distances.sort((a, b) => a - b);
    const lowerQuarter = distances[Math.floor(distances.length / 4)] ?? 0;
    expect(lowerQuarter).toBeGreaterThanOrEqual(8);
    expect(lowerQuarter).toBeLessThanOrEqual(12);
  }
});
