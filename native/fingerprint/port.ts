/** The fingerprint scanner as the seat sees it: one finger a capture, verified, with the device's own quality score. */
import type { Device } from '../core/device.ts';

/** ISO/IEC 19794-4 finger positions that German documents allow. */
export const fingerNames = [
  'right-thumb',
  'right-index',
  'right-middle',
  'right-ring',
  'left-thumb',
  'left-index',
  'left-middle',
  'left-ring',
] as const;
export type FingerName = (typeof fingerNames)[number];

export interface FingerOrder {
  finger: FingerName;
  /** NFIQ 2 score 0 … 100 at which the device captures by itself; it may return less at the timeout. */
  wantedScore: number;
  timeoutMs: number;
}

export interface FingerCapture {
  finger: FingerName;
  /** 0 … 100 as the device states it. */
  score: number;
  /** Where the score comes from, for the screen, for example `NFIQ 2 (Gerät)`. */
  scoreSource: string;
  /** ISO/IEC 19794-4:2011 record exactly as signed by the device. */
  isoRecord: Uint8Array;
  /** Grey image for the preview, 8 bit, row by row. */
  preview: { widthPx: number; heightPx: number; grey: Uint8Array };
}

export interface FingerHooks {
  /** `place`, `hold`, `lift`: what the citizen should do now. Never a presentation-attack result. */
  onGuide(step: 'place' | 'hold' | 'lift'): void;
}

export interface FingerprintScanner extends Device {
  /** One attempt. Rejects with `fingerprint.*` when the answer cannot be trusted or holds another finger. */
  capture(order: FingerOrder, hooks: FingerHooks, signal: AbortSignal): Promise<FingerCapture>;
}
