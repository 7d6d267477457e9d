/** The signature pad as the seat sees it: show a picture, collect ink, leave nothing on the display. */
import type { Device } from '../core/device.ts';

export interface PadCapability {
  /** Pen coordinates run 0 … maxX, 0 … maxY in units of 0.01 mm. */
  maxX: number;
  maxY: number;
  maxPressure: number;
  screenWidthPx: number;
  screenHeightPx: number;
  rateHz: number;
}

export interface PenPoint {
  /** 0.01 mm from the left and top edge. */
  x: number;
  y: number;
  /** 0 … maxPressure; 0 = in proximity without touching. */
  pressure: number;
  /** Milliseconds on the pad's own clock, unwrapped. */
  timeMs: number;
}

/** One bit a pixel, rows top to bottom, each row padded to a byte, most significant bit first, 1 = white. */
export interface PadImage {
  widthPx: number;
  heightPx: number;
  bits: Uint8Array;
}

/** A rectangle of the screen in pixels that the citizen can tap with the pen. */
export interface PadButton {
  id: 'accept' | 'clear' | 'cancel';
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
}

export interface PadScreen {
  image: PadImage;
  buttons: readonly PadButton[];
}

export type InkOutcome =
  /** Strokes of points with pressure; `lostSamples` > 0 flags a signature with gaps. */
  { kind: 'accepted'; strokes: PenPoint[][]; lostSamples: number } | { kind: 'cancelled-by-citizen' };

export interface InkHooks {
  /** Live points for the clerk's mirror; `null` when the citizen cleared. */
  onPoints(points: readonly PenPoint[] | null): void;
}

export interface SignaturePad extends Device {
  readonly capability: PadCapability;
  /** Shows the screen, collects ink until a button is tapped or the signal fires, then clears the pad. */
  capture(screen: PadScreen, hooks: InkHooks, signal: AbortSignal): Promise<InkOutcome>;
  /** Shows the screen and resolves with the tapped button; used for consents and checks. */
  choose(screen: PadScreen, signal: AbortSignal): Promise<PadButton['id']>;
  clear(): Promise<void>;
}
