/** RGBA to one bit a pixel: rows padded to a byte, most significant bit first, 1 = white. */

/** Above the middle: thin stems of small letters must not drop out. */
const threshold = 176;

export function encodeOneBit(rgba: Uint8ClampedArray, widthPx: number, heightPx: number): Uint8Array {
  const rowBytes = Math.ceil(widthPx / 8);
  const bits = new Uint8Array(rowBytes * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const at = (y * widthPx + x) * 4;
      // ITU-R BT.601 luma.
      const luma = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
      const index = y * rowBytes + (x >> 3);
      if (luma >= threshold) bits[index] = (bits[index] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bits;
}
