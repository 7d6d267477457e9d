/** Folds names as people type them and turns them into keyed hashes: the journal can be searched and holds no name in clear. */
import { createHmac, type KeyObject } from 'node:crypto';

// Letters that Unicode does not decompose into a base letter and a mark.
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'a',
  œ: 'o',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * «Müller», «MUELLER» and «Muller» fold to the same; ß to ss; everything but letters and digits goes.
 * That «Bauer» also finds «Baur» is the price of ue = ü.
 */
export function foldTerm(term: string): string {
  return term
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => letters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/([aou])e/g, '$1');
}

/** Null for a term of which nothing remains. */
export function hashTerm(searchKey: KeyObject, term: string): Buffer | null {
  const folded = foldTerm(term);
  return folded === '' ? null : createHmac('sha256', searchKey).update(folded, 'utf8').digest();
}
