/** Names in the letters of DIN 91379: what is allowed, what is wrong with a text, and the A–Z form for searching. */
import { latinLettersBySearchForm, nameSigns, textSigns } from './latin-letters.table.ts';

const searchForms = new Map<string, string>();
for (const [form, letters] of Object.entries(latinLettersBySearchForm)) {
  for (const letter of letters) searchForms.set(letter, form);
}

const nameSignSet = new Set(nameSigns);
const textSignSet = new Set(nameSigns + textSigns);
/** Code points of the longest sequence: a letter and two marks. */
const longest = 3;

/** One letter, sequence or sign as the reader sees it; `known` is false when DIN 91379 does not have it. */
interface Piece {
  text: string;
  known: boolean;
}

function pieces(text: string, signs: ReadonlySet<string>): Piece[] {
  const points = [...normalizeLatin(text)];
  const found: Piece[] = [];
  for (let at = 0; at < points.length; ) {
    let length = Math.min(longest, points.length - at);
    let candidate = points.slice(at, at + length).join('');
    while (length > 1 && !searchForms.has(candidate)) {
      length -= 1;
      candidate = points.slice(at, at + length).join('');
    }
    // A mark that is left over makes its letter another, unknown letter.
    const stray = /^\p{M}/u.test(points[at + length] ?? '');
    if (stray) {
      while (/^\p{M}/u.test(points[at + length] ?? '')) length += 1;
      candidate = points.slice(at, at + length).join('');
    }
    found.push({ text: candidate, known: !stray && (searchForms.has(candidate) || signs.has(candidate)) });
    at += length;
  }
  return found;
}

/** Unicode NFC and nothing else: no letter is replaced by another. */
export function normalizeLatin(text: string): string {
  return text.normalize('NFC');
}

/** How many positions the text takes in a printed field: a letter with its marks is one. */
export function latinLength(text: string): number {
  return pieces(text, textSignSet).length;
}

function codePoints(text: string): string {
  return [...text]
    .map((point) => `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
}

function advice(text: string): string {
  if (/\p{Script=Cyrillic}/u.test(text))
    return 'Kyrillisch ist nicht zulässig; bitte die Transliteration der Urkunde eingeben';
  if (/\p{Script=Greek}/u.test(text))
    return 'Griechisch ist nicht zulässig; bitte die Transliteration der Urkunde eingeben';
  if (/^[\u2010-\u2015\u2212]$/.test(text)) return 'bitte den Bindestrich «-» verwenden';
  if (/^[\u2018\u201A\u201B\u2032]$/.test(text)) return 'bitte den Apostroph «’» verwenden';
  if (/^\p{Nd}$/u.test(text)) return 'Ziffern stehen in keinem Namen';
  if (/^[\s\p{C}]$/u.test(text)) return 'bitte das unsichtbare Zeichen löschen und neu eingeben';
  if (/\p{L}/u.test(text))
    return 'bitte den Buchstaben so eingeben, wie ihn das Register führt, oder die Fachaufsicht fragen';
  return 'bitte löschen';
}

function problemIn(text: string, signs: ReadonlySet<string>): string | null {
  const foreign = pieces(text, signs).find((piece) => !piece.known);
  if (!foreign) return null;
  const shown = /^[\s\p{C}]/u.test(foreign.text) ? '' : `«${foreign.text}» `;
  return `Das Zeichen ${shown}(${codePoints(foreign.text)}) gehört nicht zu DIN 91379: ${advice(foreign.text)}.`;
}

/** What is wrong with the name of a natural person (data type A), in German; null when nothing is. */
export function latinNameProblem(text: string): string | null {
  return problemIn(text, nameSignSet);
}

/** The same for other texts of a register, for example streets (data type B). */
export function latinTextProblem(text: string): string | null {
  return problemIn(text, textSignSet);
}

export function isLatinName(text: string): boolean {
  return latinNameProblem(text) === null;
}

/** The A–Z form of one letter or sequence; undefined when it is no letter of DIN 91379. */
export function searchFormOfLetter(letter: string): string | undefined {
  return searchForms.get(letter);
}

/** Letters as the standard splits them, sequences whole. */
export function latinPieces(text: string): string[] {
  return pieces(text, textSignSet).map((piece) => piece.text);
}

/** For finding, never for showing: A–Z with single blanks, so that «Müller-Łukasz» is found as MUELLER LUKASZ. */
export function searchForm(text: string): string {
  return latinPieces(text)
    .map((piece) => searchForms.get(piece) ?? (/^['’´`ʹʺʾʿˈˌ]$/.test(piece) ? '' : ' '))
    .join('')
    .replace(/ +/g, ' ')
    .trim();
}
