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

/** Cut so that the last position holds a letter, which is the sign that something may be missing. */
function cutToLetter(head: string, components: readonly string[], width: number): string {
  let kept = components;
  for (let tries = 0; tries <= width; tries += 1) {
    const cut = (head + kept.join('<')).slice(0, width);
    if (!cut.endsWith('<')) return cut;
    kept = shortenLongest(kept);
  }
  return (head + components.join('<')).slice(0, width);
}

/**
 * The names field: primary identifier, two fillers, secondary identifier. When they do not fit, Doc 9303-4 §4.2.3 (and
 * 9303-5, -6, -7 alike): the primary identifier gives way only as far as an initial of the secondary needs it, and the field
 * ends with a letter.
 */
export function encodeNames(surname: string, givenNames: string, width: number): string {
  const primary = transliterateName(surname);
  const secondary = transliterateName(givenNames);
  const full = secondary === '' ? primary : `${primary}<<${secondary}`;
  if (full.length <= width) return full.padEnd(width, '<');
  if (secondary === '') return cutToLetter('', primary.split('<'), width).padEnd(width, '<');
  let parts = primary.split('<');
  while (parts.join('<').length > width - 3 && parts.some((part) => part.length > 1)) parts = shortenLongest(parts);
  // More components than positions: the last ones fall away whole.
  const head = parts
    .join('<')
    .slice(0, width - 3)
    .replace(/<$/, '');
  return cutToLetter(`${head}<<`, secondary.split('<'), width).padEnd(width, '<');
}
