/** 8-bit grey, row by row, to PNG; used for pictures of sensors. */
import { createCanvas } from '@napi-rs/canvas';

export function encodeGreyPng(widthPx: number, heightPx: number, grey: Uint8Array): Uint8Array {
  if (grey.length !== widthPx * heightPx) throw new RangeError(`${grey.length} bytes are not ${widthPx} × ${heightPx}`);
  const canvas = createCanvas(widthPx, heightPx);
  const pen = canvas.getContext('2d');
  const image = pen.createImageData(widthPx, heightPx);
  for (const [index, value] of grey.entries()) image.data.set([value, value, value, 255], index * 4);
  pen.putImageData(image, 0, 0);
  return new Uint8Array(canvas.toBuffer('image/png'));
}
