/** Pictures as the pad wants them: 1-bit (1 = white), RGB565 big-endian, and blue-green-red, rows top to bottom. */
import type { PadImage } from '../../port.ts';

/** Three bytes a pixel: red, green, blue. */
export interface RgbRaster {
  widthPx: number;
  heightPx: number;
  rgb: Uint8Array;
}

/** Rows are padded with white to a byte; the padding of the source is not trusted. */
export function encodeBits1(image: PadImage): Uint8Array {
  const stride = Math.ceil(image.widthPx / 8);
  checkSize(image.bits.length, stride * image.heightPx);
  const data = Uint8Array.from(image.bits);
  const padding = 0xff >> (image.widthPx % 8);
  if (image.widthPx % 8 !== 0) {
    for (let end = stride - 1; end < data.length; end += stride) data[end] = (data[end] ?? 0) | padding;
  }
  return data;
}

/** Every pixel becomes black or white again. */
export function decodeBits1(data: Uint8Array, widthPx: number, heightPx: number): RgbRaster {
  const stride = Math.ceil(widthPx / 8);
  checkSize(data.length, stride * heightPx);
  return raster(widthPx, heightPx, (index) => {
    const x = index % widthPx;
    const byte = data[Math.floor(index / widthPx) * stride + (x >> 3)] ?? 0;
    return (byte & (0x80 >> (x & 7))) !== 0 ? [255, 255, 255] : [0, 0, 0];
  });
}

export function encodeBits16(image: RgbRaster): Uint8Array {
  const pixels = image.widthPx * image.heightPx;
  checkSize(image.rgb.length, pixels * 3);
  const data = new Uint8Array(pixels * 2);
  for (let i = 0; i < pixels; i += 1) {
    const [red, green, blue] = [image.rgb[i * 3] ?? 0, image.rgb[i * 3 + 1] ?? 0, image.rgb[i * 3 + 2] ?? 0];
    const word = ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);
    data[i * 2] = word >> 8;
    data[i * 2 + 1] = word & 0xff;
  }
  return data;
}

export function decodeBits16(data: Uint8Array, widthPx: number, heightPx: number): RgbRaster {
  checkSize(data.length, widthPx * heightPx * 2);
  return raster(widthPx, heightPx, (index) => {
    const word = ((data[index * 2] ?? 0) << 8) | (data[index * 2 + 1] ?? 0);
    return [(word >> 11) << 3, ((word >> 5) & 0x3f) << 2, (word & 0x1f) << 3];
  });
}

export function encodeBits24(image: RgbRaster): Uint8Array {
  checkSize(image.rgb.length, image.widthPx * image.heightPx * 3);
  return swapRedAndBlue(image.rgb);
}

export function decodeBits24(data: Uint8Array, widthPx: number, heightPx: number): RgbRaster {
  checkSize(data.length, widthPx * heightPx * 3);
  return { widthPx, heightPx, rgb: swapRedAndBlue(data) };
}

function swapRedAndBlue(pixels: Uint8Array): Uint8Array {
  const swapped = Uint8Array.from(pixels);
  for (let i = 0; i + 2 < pixels.length; i += 3) {
    swapped[i] = pixels[i + 2] ?? 0;
    swapped[i + 2] = pixels[i] ?? 0;
  }
  return swapped;
}

function raster(widthPx: number, heightPx: number, pixel: (index: number) => readonly number[]): RgbRaster {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let i = 0; i < widthPx * heightPx; i += 1) rgb.set(pixel(i), i * 3);
  return { widthPx, heightPx, rgb };
}

function checkSize(actual: number, wanted: number): void {
  if (actual !== wanted) throw new RangeError(`image of ${actual} bytes, ${wanted} wanted`);
}
