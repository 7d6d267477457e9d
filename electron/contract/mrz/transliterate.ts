/**
 * Letters of DIN 91379 in the alphabet of the zone.
 *
 * Doc 9303-3 section 6 A, with the choices Germany makes where it leaves one: Ä AE, Ö OE, Ü UE (not UXX), Ñ N (not NXX),
 * Å AA, Ø OE. These are also the search forms of DIN 91379, which extends the list to all its letters; so one table serves both.
 * For Æ, hyphen and apostrophe no German rule was found in public: the recommendation of Doc 9303-3 is followed.
 */
import { latinPieces, searchFormOfLetter } from '../latin-names.ts';

/** Doc 9303-3 §4.6: hyphen and blank become a filler, comma too when it parts components; the other signs are left out. */
const separators = new Set([' ', '-', ',']);
const leftOut = new Set(["'", '’', '´', '`', '.', '~', '¨', '·', 'ʹ', 'ʺ', 'ʾ', 'ʿ', 'ˈ', 'ˌ', '‡']);

/** Components of one identifier, joined by one filler. Throws RangeError on what has no transliteration. */
export function transliterateName(name: string): string {
  const zone = latinPieces(name).map((piece) => {
    if (separators.has(piece)) return '<';
    if (leftOut.has(piece)) return '';
    const letters = searchFormOfLetter(piece);
    if (letters === undefined) throw new RangeError('a character of the name has no transliteration');
    return letters;
  });
  return zone.join('').replace(/<+/g, '<').replace(/^<|<$/g, '');
}

function shortenLongest(components: readonly string[]): string[] {
  const longest = components.reduce((best, part, at) => (part.length > (components[best]?.length ?? 0) ? at : best), 0);
  return components.map((part, at) => (at === longest && part.length > 1 ? part.slice(0, -1) : part));
}

const isShortenable = (components: readonly string[]): boolean => components.some((part) => part.length > 1);

/**
 * The names field: primary identifier, two fillers, secondary identifier. When they do not fit, Doc 9303-4 §4.2.3 (and
 * 9303-5, -6, -7 alike): the primary identifier gives way only as far as an initial of the secondary needs it, and the field
 * ends with a letter.
 */
export function encodeNames(surname: string, givenNames: string, width: number): string {
  let primary = transliterateName(surname).split('<');
  let secondary = transliterateName(givenNames).split('<');
  const hasSecondary = secondary.join('') !== '';
  const joined = (): string => primary.join('<') + (hasSecondary ? `<<${secondary.join('<')}` : '');
  if (joined().length <= width) return joined().padEnd(width, '<');
  const room = hasSecondary ? width - 3 : width;
  while (primary.join('<').length > room && isShortenable(primary)) primary = shortenLongest(primary);
  // More components than positions: the last ones fall away whole.
  while (primary.join('<').length > room) primary = primary.slice(0, -1);
  // The cut must not fall on a filler; one letter less before it moves the next letter into the last position.
  while (joined().slice(0, width).endsWith('<') && (isShortenable(secondary) || isShortenable(primary))) {
    if (isShortenable(secondary)) secondary = shortenLongest(secondary);
    else primary = shortenLongest(primary);
  }
  return joined().slice(0, width).padEnd(width, '<');
}
