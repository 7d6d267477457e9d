/** Redraws pen strokes at the size a document wants: every image is made anew from the raw points, never scaled from another. */
import { createCanvas } from '@napi-rs/canvas';
import getStroke from 'perfect-freehand';
import { AppError } from '../contract/app-error.ts';

export interface InkPoint {
  /** 0.01 mm. */
  x: number;
  y: number;
  /** 0 … maxPressure; 0 does not touch. */
  pressure: number;
}

export interface SignatureOrder {
  strokes: readonly (readonly InkPoint[])[];
  maxPressure: number;
  widthPx: number;
  heightPx: number;
}

const jpegQuality = 92;
/** Part of the height that stays white on each side. */
const marginShare = 0.08;
/** A tick of two millimetres must not fill the box: no more pixels a millimetre than a signature 8 mm high would get. */
const smallestInkHeight = 800;
/** Thickest line, as a part of the image's height. */
const penShare = 0.042;

type Outline = readonly (readonly [number, number])[];

/** White ground, black ink, pressure as width. Throws AppError `document.not-printable` when there is no ink. */
export function renderSignature(order: SignatureOrder): { jpeg: Uint8Array; png: Uint8Array; svg: string } {
  const outlines = signatureOutlines(order);
  const canvas = createCanvas(order.widthPx, order.heightPx);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, order.widthPx, order.heightPx);
  pen.fillStyle = '#000';
  for (const outline of outlines) {
    pen.beginPath();
    for (const [index, [x, y]] of outline.entries()) {
      if (index === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.closePath();
    pen.fill();
  }
  return {
    jpeg: new Uint8Array(canvas.toBuffer('image/jpeg', jpegQuality)),
    png: new Uint8Array(canvas.toBuffer('image/png')),
    svg: svgOf(outlines, order),
  };
}

function signatureOutlines({ strokes, maxPressure, widthPx, heightPx }: SignatureOrder): Outline[] {
  const touching = strokes
    .map((stroke) => stroke.filter((point) => point.pressure > 0))
    .filter((one) => one.length > 0);
  if (touching.length === 0) throw new AppError('document.not-printable', { ink: 0 });
  const all = touching.flat();
  const left = Math.min(...all.map((point) => point.x));
  const top = Math.min(...all.map((point) => point.y));
  const width = Math.max(...all.map((point) => point.x)) - left;
  const height = Math.max(...all.map((point) => point.y)) - top;
  const size = heightPx * penShare;
  const margin = heightPx * marginShare + size / 2;
  const scale = Math.min(
    (widthPx - 2 * margin) / Math.max(width, 1),
    (heightPx - 2 * margin) / Math.max(height, smallestInkHeight),
  );
  const offsetX = (widthPx - width * scale) / 2 - left * scale;
  const offsetY = (heightPx - height * scale) / 2 - top * scale;
  return touching.map((stroke) => {
    const points = stroke.map(({ x, y, pressure }) => [
      x * scale + offsetX,
      y * scale + offsetY,
      pressure / maxPressure,
    ]);
    const outline = getStroke(points, {
      size,
      thinning: 0.7,
      smoothing: 0.4,
      streamline: 0.2,
      simulatePressure: false,
      last: true,
    });
    return outline.map(([x = 0, y = 0]) => [x, y] as const);
  });
}

function svgOf(outlines: readonly Outline[], { widthPx, heightPx }: SignatureOrder): string {
  const paths = outlines.map((outline) => `M${outline.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${heightPx}"><path d="${paths.join('')}"/></svg>`;
}
