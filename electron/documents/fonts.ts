/** The fonts papers and pad screens are set in: DejaVu carries every letter of DIN 91379. */
import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;

const files = {
  regular: 'DejaVuSansCondensed.ttf',
  bold: 'DejaVuSansCondensed-Bold.ttf',
  mono: 'DejaVuSansMono.ttf',
} as const;

export type FontName = keyof typeof files;
export const fontNames: readonly FontName[] = ['regular', 'bold', 'mono'];

export function fontFile(name: FontName): string {
  return resolve(`dejavu-fonts-ttf/ttf/${files[name]}`);
}
