/** Where things stand on the screen of a signature pad; drawn on 800 × 480 and scaled to other sizes. */

export type PadButtonId = 'accept' | 'clear' | 'cancel';

export interface PadButtonBox {
  id: PadButtonId;
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
}

const reference = { widthPx: 800, heightPx: 480, strip: 80 };
/** A pen on small glass still needs a target. */
const smallestStripPx = 24;

const columns: readonly { id: PadButtonId; from: number; to: number }[] = [
  { id: 'cancel', from: 0, to: 260 },
  { id: 'clear', from: 270, to: 530 },
  { id: 'accept', from: 540, to: 800 },
];

/** Three buttons in a strip along the lower edge. */
export function padButtons(widthPx: number, heightPx: number): PadButtonBox[] {
  const strip = Math.max(smallestStripPx, Math.round((heightPx * reference.strip) / reference.heightPx));
  const scaled = (x: number) => Math.round((x * widthPx) / reference.widthPx);
  return columns.map(({ id, from, to }) => ({
    id,
    x: scaled(from),
    y: heightPx - strip,
    widthPx: scaled(to) - scaled(from),
    heightPx: strip,
  }));
}

/** Factor for letters and margins. */
export function padScale(widthPx: number, heightPx: number): number {
  return Math.min(widthPx / reference.widthPx, heightPx / reference.heightPx);
}
