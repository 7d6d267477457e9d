/** Signature images: exact sizes, white margins, pressure as width, redrawn from points. */
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { encodeGreyPng } from './grey-png.ts';
import { type InkPoint, renderSignature, type SignatureOrder } from './signature-image.ts';

const line = (pressure: number): InkPoint[] =>
  Array.from({ length: 60 }, (_, index) => ({ x: 1000 + index * 80, y: 1000 + 300 * Math.sin(index / 4), pressure }));
const order = (more: Partial<SignatureOrder> = {}): SignatureOrder => ({
  strokes: [line(600)],
  maxPressure: 1023,
  widthPx: 900,
  heightPx: 132,
  ...more,
});

async function darkness(image: Uint8Array): Promise<{ widthPx: number; heightPx: number; dark: number; edge: number }> {
  const { width, height } = await loadImage(Buffer.from(image));
  const pen = createCanvas(width, height).getContext('2d');
  pen.drawImage(await loadImage(Buffer.from(image)), 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  let [dark, edge] = [0, 0];
  for (let at = 0; at < width * height; at += 1) {
    if ((data[at * 4] ?? 255) > 128) continue;
    dark += 1;
    const y = Math.floor(at / width);
    if (y < height * 0.06 || y >= height * 0.94) edge += 1;
  }
  return { widthPx: width, heightPx: height, dark, edge };
}

test('has the pixels the document wants, ink inside white margins, in JPEG and PNG', async () => {
  for (const [widthPx, heightPx] of [
    [900, 132],
    [630, 188],
    [561, 182],
  ] as const) {
    const { jpeg, png, svg } = renderSignature(order({ widthPx, heightPx }));
    expect([...jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    for (const image of [jpeg, png]) {
      const seen = await darkness(image);
      expect(seen).toMatchObject({ widthPx, heightPx, edge: 0 });
      expect(seen.dark).toBeGreaterThan(500);
    }
    expect(svg).toContain(`viewBox="0 0 ${widthPx} ${heightPx}"`);
  }
});

test('harder pressing draws thicker, hovering draws nothing, the same points give the same bytes', async () => {
  const dark = async (pressure: number) =>
    (await darkness(renderSignature(order({ strokes: [line(pressure)] })).png)).dark;
  expect(await dark(1000)).toBeGreaterThan((await dark(200)) * 1.3);
  expect(renderSignature(order())).toEqual(renderSignature(order({ strokes: [line(600), line(0)] })));
  expect(() => renderSignature(order({ strokes: [line(0)] }))).toThrow('document.not-printable');
});

test('a dot stays a dot', async () => {
  const { png } = renderSignature(order({ strokes: [[{ x: 500, y: 500, pressure: 700 }]] }));
  const { dark } = await darkness(png);
  expect(dark).toBeGreaterThan(3);
  expect(dark).toBeLessThan(200);
});

test('grey rows become a PNG of that size', async () => {
  expect(await darkness(encodeGreyPng(3, 2, Uint8Array.of(0, 255, 255, 255, 0, 0)))).toMatchObject({
    widthPx: 3,
    heightPx: 2,
    dark: 3,
  });
  expect(() => encodeGreyPng(3, 2, new Uint8Array(5))).toThrow(RangeError);
});
