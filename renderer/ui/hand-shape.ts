/** Where each finger of a hand lies in the picture; drawn for the right hand, back up, and mirrored for the left. */
export interface FingerShape {
  /** As in ISO/IEC 19794-4 names, without the hand. */
  finger: string;
  /** Centre line from knuckle to tip, in a picture of 200 × 240. */
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  width: number;
}

export const fingerShapes: readonly FingerShape[] = [
  { finger: 'thumb', x1: 62, y1: 172, x2: 22, y2: 122, width: 30 },
  { finger: 'index', x1: 72, y1: 120, x2: 60, y2: 44, width: 27 },
  { finger: 'middle', x1: 101, y1: 114, x2: 99, y2: 26, width: 28 },
  { finger: 'ring', x1: 129, y1: 118, x2: 136, y2: 40, width: 27 },
  { finger: 'little', x1: 153, y1: 134, x2: 170, y2: 74, width: 23 },
];

export const handPictureSize = { width: 200, height: 240 } as const;
