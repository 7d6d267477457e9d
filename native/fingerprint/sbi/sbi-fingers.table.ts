/** SBI's finger names, ISO/IEC 19794-4 positions and the slap (deviceSubId) each finger is taken with. */
import type { FingerName } from '../port.ts';

/** 1 left slap, 2 right slap, 3 both thumbs (SBI 0.9.5, deviceSubId). */
export type SlapId = '1' | '2' | '3';

export interface SbiFinger {
  bioSubType: string;
  position: number;
  slap: SlapId;
  /** Absent for the little fingers: no German document holds them. */
  name?: FingerName;
}

/** In the order a slap answers them: index, middle, ring, little; left thumb before right thumb. */
export const sbiFingers: readonly SbiFinger[] = [
  { bioSubType: 'Left IndexFinger', position: 7, slap: '1', name: 'left-index' },
  { bioSubType: 'Left MiddleFinger', position: 8, slap: '1', name: 'left-middle' },
  { bioSubType: 'Left RingFinger', position: 9, slap: '1', name: 'left-ring' },
  { bioSubType: 'Left LittleFinger', position: 10, slap: '1' },
  { bioSubType: 'Right IndexFinger', position: 2, slap: '2', name: 'right-index' },
  { bioSubType: 'Right MiddleFinger', position: 3, slap: '2', name: 'right-middle' },
  { bioSubType: 'Right RingFinger', position: 4, slap: '2', name: 'right-ring' },
  { bioSubType: 'Right LittleFinger', position: 5, slap: '2' },
  { bioSubType: 'Left Thumb', position: 6, slap: '3', name: 'left-thumb' },
  { bioSubType: 'Right Thumb', position: 1, slap: '3', name: 'right-thumb' },
];

export function sbiFingerOf(name: FingerName): SbiFinger {
  const finger = sbiFingers.find((entry) => entry.name === name);
  if (!finger) throw new RangeError(`no SBI name for ${name}`);
  return finger;
}

export function fingersOfSlap(slap: string): SbiFinger[] {
  return sbiFingers.filter((entry) => entry.slap === slap);
}
