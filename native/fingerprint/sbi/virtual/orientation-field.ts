/**
 * Direction of the ridges at each point of an invented finger: arch by a slope, loop and whorl by the zero-pole model
 * (Sherlock and Monro 1993): half the sum of the angles to the cores minus those to the deltas.
 */
import type { NumberSource } from './seeded.ts';

export type PrintPattern = 'arch' | 'loop' | 'whorl';

/** Angle of the ridge at (x, y), both in units of the image width from its centre, y downwards; radians, modulo π. */
export type OrientationField = (x: number, y: number) => number;

interface Point {
  x: number;
  y: number;
}

/** Roughly as often as in people: loops two thirds, whorls a third, few arches. */
export function pickPattern(random: NumberSource): PrintPattern {
  const value = random();
  if (value < 0.08) return 'arch';
  return value < 0.66 ? 'loop' : 'whorl';
}

export function makeOrientationField(pattern: PrintPattern, random: NumberSource): OrientationField {
  const about = (middle: number, spread: number) => middle + (random() - 0.5) * spread;
  if (pattern === 'arch') {
    const height = about(1.1, 0.5);
    const centre = { x: about(0, 0.1), y: about(0.05, 0.1) };
    return (x, y) =>
      Math.atan(height * Math.exp(-(((y - centre.y) / 0.45) ** 2)) * Math.sin(2 * Math.PI * clampHalf(x - centre.x)));
  }
  const side = random() < 0.5 ? -1 : 1;
  const centre = { x: about(0, 0.08), y: about(-0.06, 0.1) };
  if (pattern === 'loop') {
    const core = centre;
    const delta = { x: centre.x + side * about(0.32, 0.1), y: centre.y + about(0.45, 0.12) };
    return zeroPole([core], [delta]);
  }
  const gap = about(0.09, 0.1);
  const twist = about(0, 0.08);
  const cores = [
    { x: centre.x - twist, y: centre.y - gap },
    { x: centre.x + twist, y: centre.y + gap },
  ];
  const deltas = [-1, 1].map((which) => ({ x: centre.x + which * about(0.42, 0.08), y: centre.y + about(0.5, 0.12) }));
  return zeroPole(cores, deltas);
}

function zeroPole(cores: readonly Point[], deltas: readonly Point[]): OrientationField {
  return (x, y) => {
    let sum = 0;
    for (const core of cores) sum += Math.atan2(core.y - y, x - core.x);
    for (const delta of deltas) sum -= Math.atan2(delta.y - y, x - delta.x);
    // The angles above count upwards, the image downwards.
    return -sum / 2;
  };
}

function clampHalf(value: number): number {
  return Math.max(-0.5, Math.min(0.5, value));
}
