/** What the conformance checks share: the rig, the seat's picture, and looks at the display. */
import assert from 'node:assert/strict';
import { isDeviceError } from '../core/device-error.ts';
import type { PadButton, PadScreen, PenPoint, SignaturePad } from './port.ts';

/** A pad and the hand that can do something to it; a rig on real hardware asks a person. */
export interface SignatureRig {
  open(): Promise<SignaturePad>;
  act(action: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** The seat's picture: a frame with three buttons in the bottom strip, scaled to the pad's screen. */
export function testScreen({ capability }: SignaturePad): PadScreen {
  const { screenWidthPx: widthPx, screenHeightPx: heightPx } = capability;
  const stride = Math.ceil(widthPx / 8);
  const bits = new Uint8Array(stride * heightPx).fill(0xff);
  const top = Math.round((heightPx * 400) / 480);
  bits.fill(0, top * stride, (top + 2) * stride);
  for (let y = 0; y < heightPx; y += 1) bits[y * stride] = y % 2 === 0 ? 0x7f : 0xff;
  const button = (id: PadButton['id'], x: number): PadButton => ({
    id,
    x: Math.round((x * widthPx) / 800),
    y: top,
    widthPx: Math.floor((260 * widthPx) / 800),
    heightPx: heightPx - top,
  });
  const buttons = [button('cancel', 0), button('clear', 270), button('accept', 540)];
  return { image: { widthPx, heightPx, bits }, buttons };
}

export const never = () => new AbortController().signal;
export const quiet = { onPoints: () => {} };

/** A capture whose end is looked at later; when a check fails before, its rejection is no second failure. */
export function later<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

export async function rejectsWith(work: Promise<unknown>, ...codes: string[]): Promise<void> {
  const outcome = await work.then(
    () => 'no error',
    (error: unknown) => (isDeviceError(error) ? error.code : String(error)),
  );
  assert.ok(codes.includes(outcome), `${outcome} instead of ${codes.join(' or ')}`);
}

interface ScreenState {
  blank: boolean;
  bits: string;
  ink: unknown[];
  inking: boolean;
  optionMode: number;
  nvramWrites: number;
}

export async function screenOf(rig: SignatureRig): Promise<ScreenState> {
  return (await rig.act('screen')) as ScreenState;
}

/** The picture is up, free of ink and open for it; bounded, since a pad that shows nothing must fail and not hang. */
export async function shown(rig: SignatureRig): Promise<void> {
  for (let i = 0; i < 600; i += 1) {
    const screen = await screenOf(rig);
    if (!screen.blank && screen.inking && screen.ink.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail('the picture did not appear');
}

export async function withPad(rig: SignatureRig, work: (pad: SignaturePad) => Promise<void>): Promise<void> {
  const pad = await rig.open();
  try {
    await work(pad);
  } finally {
    await rig.act('auto', { autoSign: false });
    await rig.act('set-fault', { kind: 'none' });
    await pad.close();
  }
}

/** Shape and order in time of a signature. */
export function assertStrokes(strokes: readonly PenPoint[][], pad: SignaturePad): void {
  assert.ok(strokes.length > 0);
  let timeMs = Number.NEGATIVE_INFINITY;
  for (const stroke of strokes) {
    assert.ok(stroke.length >= 2, 'a stroke of one point');
    for (const point of stroke) {
      assert.ok(point.x >= 0 && point.x <= pad.capability.maxX && point.y >= 0 && point.y <= pad.capability.maxY);
      assert.ok(point.pressure > 0 && point.pressure <= pad.capability.maxPressure);
      assert.ok(point.timeMs >= timeMs, 'time runs backwards');
      timeMs = point.timeMs;
    }
  }
}

export async function emptiness(rig: SignatureRig): Promise<object> {
  const { blank, ink, inking } = await screenOf(rig);
  return { blank, ink: ink.length, inking };
}

/** From the middle of the cancel button up into the ink area. */
export function slide({ capability: { maxX, maxY } }: SignaturePad): object[] {
  return Array.from({ length: 20 }, (_, k) => ({
    x: Math.round(maxX * 0.1),
    y: Math.round(maxY * (0.92 - k * 0.02)),
    pressure: 300,
  }));
}

export function flat({ capability: { maxX, maxY } }: SignaturePad, length: number): object[] {
  return Array.from({ length }, (_, k) => ({
    x: Math.round(maxX * (0.3 + k / 200)),
    y: Math.round(maxY * 0.4),
    pressure: 300,
  }));
}
