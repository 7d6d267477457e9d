/** Invented fingerprints, 500 ppi: the ridges belong to a seed and a finger, contrast and noise to the score of a capture. */
import type { GreyImage } from '../jpeg2000.ts';
import { growRidges, type Ridges } from './grow-ridges.ts';
import { makeOrientationField, pickPattern } from './orientation-field.ts';
import { type NumberSource, seeded } from './seeded.ts';

export interface PrintOrder {
  seed: number;
  /** ISO finger position, so that ten fingers of a seed differ. */
  position: number;
  /** 0 … 100: how dry and smudged it looks. */
  score: number;
  /** Even. */
  widthPx: number;
  heightPx: number;
}

const grown = new Map<string, Ridges>();
/** Ten fingers of a few people. */
const mostGrown = 40;

export function drawSyntheticPrint(order: PrintOrder): GreyImage {
  const { widthPx, heightPx, score } = order;
  const ridges = ridgesOf(order);
  const random = seeded(order.seed, order.position, Math.round(score), 2);
  const pressure = makePressure(random);
  const strength = 0.35 + 0.65 * (score / 100);
  const grain = 6 + (100 - score) * 0.5;
  const grey = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = y * widthPx + x;
      const contact = pressure(x / widthPx - 0.5, y / heightPx - 0.5);
      const ink = 120 + 95 * strength * (ridges.values[at] ?? 0);
      grey[at] = Math.max(0, Math.min(255, 246 - contact * ink + contact * grain * (random() - 0.5)));
    }
  }
  return { widthPx, heightPx, grey };
}

function ridgesOf({ seed, position, widthPx, heightPx }: PrintOrder): Ridges {
  const key = `${seed} ${position} ${widthPx} ${heightPx}`;
  const known = grown.get(key);
  if (known) return known;
  const random = seeded(seed, position, 1);
  const field = makeOrientationField(pickPattern(random), random);
  // Adults: 0.42 to 0.52 mm from ridge to ridge, at 500 ppi 8.3 to 10.2 pixels.
  const ridges = growRidges(widthPx, heightPx, 8.4 + random() * 1.6, field, random);
  if (grown.size >= mostGrown) grown.delete(grown.keys().next().value ?? '');
  grown.set(key, ridges);
  return ridges;
}

/** Contact with the platen, 0 … 1: an oval with a soft, uneven rim, weaker in places. */
function makePressure(random: NumberSource): (x: number, y: number) => number {
  const waves = Array.from({ length: 5 }, () => ({
    x: (random() - 0.5) * 14,
    y: (random() - 0.5) * 14,
    shift: random() * 2 * Math.PI,
  }));
  return (x, y) => {
    let uneven = 0;
    for (const wave of waves) uneven += Math.sin(wave.x * x + wave.y * y + wave.shift);
    const distance = Math.hypot(x / 0.46, y / 0.48) + uneven * 0.012;
    const rim = 1 / (1 + Math.exp((distance - 0.94) * 28));
    return rim * (0.93 + uneven * 0.025);
  };
}
