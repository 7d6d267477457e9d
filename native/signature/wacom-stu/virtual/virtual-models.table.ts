/** What a virtual pad of each model says about its size (report 09) and how long it takes to clear. */
import type { PadGeometry } from '../codec/identity-reports.ts';

export interface VirtualGeometry extends PadGeometry {
  encodingFlag: number;
  clearMs: number;
}

const wide = { maxX: 10_800, maxY: 6_480, maxPressure: 1023, screenWidthPx: 800, screenHeightPx: 480 };
const mono = { maxX: 9_600, maxY: 6_000, maxPressure: 1023, screenWidthPx: 320, screenHeightPx: 200 };

/** Encoding flags without zlib (1), so that nobody sends it. */
export const virtualGeometries: Readonly<Record<string, VirtualGeometry>> = {
  'STU-300': {
    ...{ maxX: 9_900, maxY: 2_500, maxPressure: 511, screenWidthPx: 396, screenHeightPx: 100 },
    ...{ encodingFlag: 0, clearMs: 20 },
  },
  'STU-500': {
    ...{ maxX: 10_200, maxY: 7_600, maxPressure: 511, screenWidthPx: 640, screenHeightPx: 480 },
    ...{ encodingFlag: 0, clearMs: 20 },
  },
  'STU-520A': { ...wide, maxX: 10_400, maxY: 6_048, maxPressure: 511, encodingFlag: 0x06, clearMs: 600 },
  'STU-430': { ...mono, encodingFlag: 0x02, clearMs: 20 },
  'STU-430V': { ...mono, encodingFlag: 0x02, clearMs: 20 },
  'STU-530': { ...wide, encodingFlag: 0x0e, clearMs: 20 },
  'STU-540': { ...wide, encodingFlag: 0x0e, clearMs: 20 },
};
