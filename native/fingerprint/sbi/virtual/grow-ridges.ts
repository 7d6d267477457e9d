/** Grows ridges out of noise: each pixel is filtered along the local direction until lines stand (after Cappelli's SFinGe, 2004). */
import type { OrientationField } from './orientation-field.ts';
import type { NumberSource } from './seeded.ts';

/** Ridge pattern, -1 valley … 1 ridge, row by row. */
export interface Ridges {
  width: number;
  height: number;
  values: Float32Array;
}

const directions = 32;
/** Makes lines saturate within a few rounds. */
const gain = 2.2;

/** `periodPx` is the distance from ridge to ridge in pixels of the result. Sizes are even. */
export function growRidges(
  width: number,
  height: number,
  periodPx: number,
  field: OrientationField,
  random: NumberSource,
): Ridges {
  // Most rounds at half size: same lines at a fifth of the time.
  const half = { width: width / 2, height: height / 2 };
  const directionMap = mapDirections(half.width, half.height, field);
  let small: Float32Array = Float32Array.from({ length: half.width * half.height }, () => random() * 2 - 1);
  for (let round = 0; round < 9; round += 1) small = filter(small, half.width, half.height, directionMap, periodPx / 2);
  const large = enlarge(small, half.width, half.height);
  return { width, height, values: filter(large, width, height, mapDirections(width, height, field), periodPx) };
}

function mapDirections(width: number, height: number, field: OrientationField): Uint8Array {
  const map = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const angle = field(x / width - 0.5, (y - height / 2) / width);
      const turns = angle / Math.PI;
      map[y * width + x] = Math.round((turns - Math.floor(turns)) * directions) % directions;
    }
  }
  return map;
}

/** Even Gabor filter without a constant part, one kernel per direction, result held within -1 … 1. */
function filter(source: Float32Array, width: number, height: number, map: Uint8Array, periodPx: number): Float32Array {
  const radius = Math.ceil(periodPx);
  const kernels = Array.from({ length: directions }, (_none, index) =>
    kernel((index * Math.PI) / directions, periodPx),
  );
  const stride = width + 2 * radius;
  const padded = new Float32Array(stride * (height + 2 * radius));
  for (let y = 0; y < height; y += 1) {
    padded.set(source.subarray(y * width, (y + 1) * width), (y + radius) * stride + radius);
  }
  const size = 2 * radius + 1;
  const result = new Float32Array(source.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const weights = kernels[map[at] ?? 0] ?? new Float32Array(0);
      let sum = 0;
      let weight = 0;
      for (let row = 0; row < size; row += 1) {
        const start = (y + row) * stride + x;
        for (let column = 0; column < size; column += 1) {
          sum += (weights[weight] ?? 0) * (padded[start + column] ?? 0);
          weight += 1;
        }
      }
      result[at] = Math.max(-1, Math.min(1, sum));
    }
  }
  return result;
}

function kernel(angle: number, periodPx: number): Float32Array {
  const radius = Math.ceil(periodPx);
  const sigma = periodPx * 0.42;
  const [across, down] = [-Math.sin(angle), Math.cos(angle)];
  const weights: number[] = [];
  const bell: number[] = [];
  for (let y = -radius; y <= radius; y += 1) {
    for (let x = -radius; x <= radius; x += 1) {
      const fall = Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
      bell.push(fall);
      weights.push(fall * Math.cos((2 * Math.PI * (x * across + y * down)) / periodPx));
    }
  }
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const constant = sum(weights) / sum(bell);
  const pure = weights.map((value, index) => value - constant * (bell[index] ?? 0));
  const power = sum(pure.map(Math.abs));
  return Float32Array.from(pure, (value) => (value * gain) / power);
}

/** Twice the size, straight lines between the samples. */
function enlarge(source: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array(width * height * 4);
  const at = (x: number, y: number) => source[Math.min(y, height - 1) * width + Math.min(x, width - 1)] ?? 0;
  for (let y = 0; y < height * 2; y += 1) {
    for (let x = 0; x < width * 2; x += 1) {
      const [left, top] = [x >> 1, y >> 1];
      const [right, bottom] = [left + (x & 1), top + (y & 1)];
      result[y * width * 2 + x] = (at(left, top) + at(right, top) + at(left, bottom) + at(right, bottom)) / 4;
    }
  }
  return result;
}
