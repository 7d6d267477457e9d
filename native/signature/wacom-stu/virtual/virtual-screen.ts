/** The display of the virtual pad: the picture as it was uploaded and the ink the pad draws over it. */
import { decodeBits1, decodeBits16, decodeBits24, type RgbRaster } from '../codec/image-encoder.ts';
import { encodingMode } from '../codec/image-reports.ts';
import type { PixelArea } from '../codec/screen-reports.ts';

export interface InkPixel {
  x: number;
  y: number;
}

interface Upload {
  mode: number;
  area: PixelArea;
  data: Uint8Array;
  filled: number;
}

const depthBytes: Readonly<Record<number, number>> = { [encodingMode.bits16]: 2, [encodingMode.bits24]: 3 };

export class VirtualScreen {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly #rgb: Uint8Array;
  #ink: InkPixel[][] = [];
  #upload: Upload | undefined;

  constructor(widthPx: number, heightPx: number) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.#rgb = new Uint8Array(widthPx * heightPx * 3).fill(255);
  }

  get whole(): PixelArea {
    return { x1: 0, y1: 0, x2: this.widthPx - 1, y2: this.heightPx - 1 };
  }

  get ink(): readonly InkPixel[][] {
    return this.#ink;
  }

  holds(area: PixelArea): boolean {
    return area.x1 <= area.x2 && area.y1 <= area.y2 && area.x2 < this.widthPx && area.y2 < this.heightPx;
  }

  clear(area: PixelArea = this.whole): void {
    const white = new Uint8Array((area.x2 - area.x1 + 1) * 3).fill(255);
    for (let y = area.y1; y <= area.y2; y += 1) this.#rgb.set(white, (y * this.widthPx + area.x1) * 3);
    this.#eraseInk(area);
  }

  /** The size in bytes is fixed by the area and the mode. */
  startUpload(mode: number, area: PixelArea): void {
    const width = area.x2 - area.x1 + 1;
    const height = area.y2 - area.y1 + 1;
    const bytes =
      mode === encodingMode.bits1 ? Math.ceil(width / 8) * height : width * height * (depthBytes[mode] ?? 3);
    this.#upload = { mode, area, data: new Uint8Array(bytes).fill(255), filled: 0 };
  }

  /** False when the picture is longer than its area. */
  addToUpload(data: Uint8Array): boolean {
    const upload = this.#upload;
    if (upload === undefined || upload.filled + data.length > upload.data.length) return false;
    upload.data.set(data, upload.filled);
    upload.filled += data.length;
    return true;
  }

  endUpload(commit: boolean): void {
    const upload = this.#upload;
    this.#upload = undefined;
    if (upload === undefined || !commit) return;
    const { area, mode, data } = upload;
    const decode =
      mode === encodingMode.bits16 ? decodeBits16 : mode === encodingMode.bits24 ? decodeBits24 : decodeBits1;
    const picture = decode(data, area.x2 - area.x1 + 1, area.y2 - area.y1 + 1);
    this.#draw(picture, area);
    this.#eraseInk(area);
  }

  /** A new stroke, or one more point of the last. */
  drawInk(pixel: InkPixel, first: boolean): void {
    const stroke = this.#ink.at(-1);
    if (first || stroke === undefined) this.#ink.push([pixel]);
    else stroke.push(pixel);
  }

  /** One bit a pixel, 1 = white, rows padded with white. */
  bits(withInk: boolean): Uint8Array {
    const stride = Math.ceil(this.widthPx / 8);
    const bits = new Uint8Array(stride * this.heightPx).fill(255);
    const blacken = (x: number, y: number) => {
      const at = y * stride + (x >> 3);
      bits[at] = (bits[at] ?? 0) & ~(0x80 >> (x & 7));
    };
    for (let i = 0; i < this.widthPx * this.heightPx; i += 1) {
      const luminance = (this.#rgb[i * 3] ?? 0) + 2 * (this.#rgb[i * 3 + 1] ?? 0) + (this.#rgb[i * 3 + 2] ?? 0);
      if (luminance < 512) blacken(i % this.widthPx, Math.floor(i / this.widthPx));
    }
    if (withInk) for (const stroke of this.#ink) drawStroke(stroke, blacken);
    return bits;
  }

  #draw(picture: RgbRaster, { x1, y1 }: PixelArea): void {
    for (let y = 0; y < picture.heightPx; y += 1) {
      const row = picture.rgb.subarray(y * picture.widthPx * 3, (y + 1) * picture.widthPx * 3);
      this.#rgb.set(row, ((y1 + y) * this.widthPx + x1) * 3);
    }
  }

  #eraseInk(area: PixelArea): void {
    const outside = ({ x, y }: InkPixel) => x < area.x1 || x > area.x2 || y < area.y1 || y > area.y2;
    this.#ink = this.#ink.map((stroke) => stroke.filter(outside)).filter((stroke) => stroke.length > 0);
  }
}

function drawStroke(stroke: readonly InkPixel[], blacken: (x: number, y: number) => void): void {
  let before = stroke[0];
  for (const pixel of stroke) {
    const from = before ?? pixel;
    const steps = Math.max(1, Math.abs(pixel.x - from.x), Math.abs(pixel.y - from.y));
    for (let i = 0; i <= steps; i += 1) {
      blacken(
        Math.round(from.x + ((pixel.x - from.x) * i) / steps),
        Math.round(from.y + ((pixel.y - from.y) * i) / steps),
      );
    }
    before = pixel;
  }
}
