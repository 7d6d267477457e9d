/** Refuses text with a letter the font does not have: an empty box on a paper of the authority is never printed. */
import { AppError } from '../contract/app-error.ts';

interface GlyphSource {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

/** Blanks and marks that pdfkit or the line breaker consume. */
const unseen = new Set([0x09, 0x0a, 0x20, 0xa0]);

export function assertPrintable(text: string, font: GlyphSource): void {
  for (const letter of text) {
    const codePoint = letter.codePointAt(0) ?? 0;
    if (unseen.has(codePoint) || font.hasGlyphForCodePoint(codePoint)) continue;
    const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
    throw new AppError('document.not-printable', { codePoint: `U+${hex}` });
  }
}

/** The font pdfkit has selected; its typings leave the property out. */
export function selectedFont(pdf: object): GlyphSource {
  const embedded: unknown = Reflect.get(pdf, '_font');
  const font: unknown = typeof embedded === 'object' && embedded !== null ? Reflect.get(embedded, 'font') : undefined;
  if (!isGlyphSource(font)) throw new Error('pdfkit keeps its font elsewhere');
  return font;
}

function isGlyphSource(font: unknown): font is GlyphSource {
  return typeof font === 'object' && font !== null && 'hasGlyphForCodePoint' in font;
}
