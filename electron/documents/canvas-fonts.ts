/** Registers the fonts of the papers with the canvas, once a process, and checks that they can write a text. */
import { GlobalFonts } from '@napi-rs/canvas';
import { type FontName, fontFile } from './fonts.ts';

const registered = new Set<FontName>();

/** A CSS font for the canvas. */
export function canvasFont(name: FontName, sizePx: number): string {
  const family = `zweitplatz-${name}`;
  if (!registered.has(name)) {
    if (!GlobalFonts.registerFromPath(fontFile(name), family)) throw new Error(`font ${name} is missing`);
    registered.add(name);
  }
  return `${sizePx}px ${family}`;
}
