/** Draws what a signature pad shows: a title, text that is never cut short, room to sign, three buttons; one bit a pixel. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { AppError } from '../contract/app-error.ts';
import { breakLines } from './break-lines.ts';
import { canvasFont } from './canvas-fonts.ts';
import { encodeOneBit } from './encode-one-bit.ts';
import { type PadButtonBox, type PadButtonId, padButtons, padScale } from './pad-layout.ts';

export interface PadScreenOrder {
  widthPx: number;
  heightPx: number;
  title: string;
  lines: readonly string[];
  buttons?: Readonly<Record<PadButtonId, string>>;
}

export interface RenderedPadScreen {
  /** Rows top to bottom, each padded to a byte, most significant bit first, 1 = white. */
  image: { widthPx: number; heightPx: number; bits: Uint8Array };
  buttons: readonly PadButtonBox[];
}

const german: Readonly<Record<PadButtonId, string>> = { cancel: 'Abbrechen', clear: 'Löschen', accept: 'Fertig' };
const largestTitlePx = 28;
const largestTextPx = 22;
/** Below this the glass shows no letters any more. */
const smallestTextPx = 9;
const leading = 1.35;

/** Throws AppError `document.not-printable` when the text does not fit the glass. */
export function renderPadScreen({
  widthPx,
  heightPx,
  title,
  lines,
  buttons = german,
}: PadScreenOrder): RenderedPadScreen {
  const boxes = padButtons(widthPx, heightPx);
  const canvas = createCanvas(widthPx, heightPx);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, widthPx, heightPx);
  pen.fillStyle = '#000';
  pen.textBaseline = 'middle';
  const stripTop = boxes[0]?.y ?? heightPx;
  const margin = Math.max(4, Math.round(20 * padScale(widthPx, heightPx)));
  drawText(pen, title, lines, { widthPx, stripTop, margin });
  for (const box of boxes) drawButton(pen, box, buttons[box.id]);
  const rgba = pen.getImageData(0, 0, widthPx, heightPx).data;
  return { image: { widthPx, heightPx, bits: encodeOneBit(rgba, widthPx, heightPx) }, buttons: boxes };
}

interface Area {
  widthPx: number;
  stripTop: number;
  margin: number;
}

function drawText(pen: SKRSContext2D, title: string, lines: readonly string[], area: Area): void {
  const { widthPx, stripTop, margin } = area;
  const factor = Math.max(0.6, Math.min(1, widthPx / 800));
  for (let shrink = 1; ; shrink *= 0.92) {
    const titlePx = Math.round(largestTitlePx * factor * shrink);
    const textPx = Math.round(largestTextPx * factor * shrink);
    if (textPx < smallestTextPx) throw new AppError('document.not-printable', { padLines: lines.length });
    const rows = [
      ...broken(pen, title, canvasFont('bold', titlePx), titlePx, widthPx - 2 * margin),
      ...lines.flatMap((line) => broken(pen, line, canvasFont('regular', textPx), textPx, widthPx - 2 * margin)),
    ];
    const height = rows.reduce((sum, row) => sum + row.sizePx * leading, margin);
    if (height > stripTop - margin / 2) continue;
    let y = margin * 0.7;
    for (const row of rows) {
      pen.font = row.font;
      pen.fillText(row.text.trimEnd(), margin, y + (row.sizePx * leading) / 2);
      y += row.sizePx * leading;
    }
    drawSigningLine(pen, area, y);
    return;
  }
}

function broken(pen: SKRSContext2D, text: string, font: string, sizePx: number, width: number) {
  pen.font = font;
  return breakLines(text, width, (part) => pen.measureText(part).width).map((line) => ({ text: line, font, sizePx }));
}

/** Only where enough room for a signature is left. */
function drawSigningLine(pen: SKRSContext2D, { widthPx, stripTop, margin }: Area, textEnd: number): void {
  const room = stripTop - textEnd;
  if (room < widthPx * 0.12) return;
  const y = Math.round(stripTop - room * 0.28);
  pen.fillRect(margin * 2, y, widthPx - 4 * margin, Math.max(1, Math.round(widthPx / 400)));
}

function drawButton(pen: SKRSContext2D, { id, x, y, widthPx, heightPx }: PadButtonBox, label: string): void {
  const border = heightPx > 50 ? 3 : 1;
  pen.fillRect(x, y, widthPx, heightPx);
  if (id !== 'accept') {
    pen.fillStyle = '#fff';
    pen.fillRect(x + border, y + border, widthPx - 2 * border, heightPx - 2 * border);
  }
  let sizePx = Math.round(heightPx * 0.36);
  do {
    pen.font = canvasFont('bold', sizePx);
    sizePx -= 1;
  } while (pen.measureText(label).width > widthPx - 4 * border && sizePx > 6);
  pen.fillStyle = id === 'accept' ? '#fff' : '#000';
  pen.fillText(label, Math.round(x + (widthPx - pen.measureText(label).width) / 2), y + heightPx / 2);
  pen.fillStyle = '#000';
}
