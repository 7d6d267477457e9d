/** Pad screens: sizes, the strip of buttons, black where letters are, text that is refused rather than cut. */
import { expect, test } from 'vitest';
import { encodeOneBit } from './encode-one-bit.ts';
import { type RenderedPadScreen, renderPadScreen } from './pad-screen.ts';

const black = ({ image }: RenderedPadScreen, x: number, y: number) => {
  const byte = image.bits[y * Math.ceil(image.widthPx / 8) + (x >> 3)] ?? 0;
  return (byte & (0x80 >> (x & 7))) === 0;
};
const order = {
  widthPx: 800,
  heightPx: 480,
  title: 'Bitte unterschreiben',
  lines: ['Ich habe den PIN-Brief erhalten.'],
};

test('puts cancel, clear and accept into the lowest strip', () => {
  const screen = renderPadScreen(order);
  expect(screen.buttons).toEqual([
    { id: 'cancel', x: 0, y: 400, widthPx: 260, heightPx: 80 },
    { id: 'clear', x: 270, y: 400, widthPx: 260, heightPx: 80 },
    { id: 'accept', x: 540, y: 400, widthPx: 260, heightPx: 80 },
  ]);
  expect(screen.image.bits).toHaveLength(48_000);
  expect([black(screen, 545, 405), black(screen, 275, 410), black(screen, 400, 250)]).toEqual([true, false, false]);
  expect(renderPadScreen(order).image.bits).toEqual(screen.image.bits);
  const other = { accept: 'Ja', clear: 'Nein', cancel: 'Weg' };
  expect(renderPadScreen({ ...order, buttons: other }).image.bits).not.toEqual(screen.image.bits);
});

test('fills every glass of the kit and pads odd rows to a byte', () => {
  for (const [widthPx, heightPx, rowBytes] of [
    [396, 100, 50],
    [320, 200, 40],
    [640, 480, 80],
    [800, 480, 100],
  ] as const) {
    const { image, buttons } = renderPadScreen({ ...order, widthPx, heightPx });
    expect(image.bits).toHaveLength(rowBytes * heightPx);
    const last = buttons.at(-1);
    expect([(last?.x ?? 0) + (last?.widthPx ?? 0), (last?.y ?? 0) + (last?.heightPx ?? 0)]).toEqual([
      widthPx,
      heightPx,
    ]);
  }
  expect([...encodeOneBit(new Uint8ClampedArray(9 * 4).fill(255), 9, 1)]).toEqual([0xff, 0x80]);
});

test('shrinks long text and refuses what does not fit, instead of showing a part', () => {
  const sentence = 'Die Angaben auf diesem Blatt sind vollständig und richtig. ';
  expect(renderPadScreen({ ...order, lines: [sentence.repeat(12)] }).image.bits).toHaveLength(48_000);
  expect(() => renderPadScreen({ ...order, lines: [sentence.repeat(200)] })).toThrow('document.not-printable');
});
