/** C40 as seals use it (TR-03137-1 annex B): blank, digits and capital letters; `<` becomes a blank. */
import { SealError } from './seal-error.ts';

const alphabet = ' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Value of the first letter of the alphabet. */
const firstValue = 3;
/** Byte that says: the next one is ASCII + 1. */
const unlatch = 0xfe;

export function decodeC40(bytes: Uint8Array): string {
  if (bytes.length % 2 !== 0) throw new SealError('C40: odd number of bytes');
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low = 0] = bytes.subarray(at, at + 2);
    const last = at + 2 === bytes.length;
    if (high === unlatch) {
      if (!last) throw new SealError('C40: single letter before the end');
      text += letter(String.fromCharCode(low - 1));
      continue;
    }
    const packed = high * 256 + low - 1;
    const values = [Math.floor(packed / 1600), Math.floor(packed / 40) % 40, packed % 40];
    for (const [index, value] of values.entries()) {
      if (value === 0 && index === 2 && last) continue;
      text += letter(alphabet[value - firstValue]);
    }
  }
  return text;
}

/** Throws RangeError on a letter outside the alphabet. */
export function encodeC40(text: string): Uint8Array {
  const bytes: number[] = [];
  const letters = [...text.replace(/</g, ' ')];
  if (letters.some((one) => !alphabet.includes(one))) throw new RangeError('C40: letter outside the alphabet');
  const value = (one: string | undefined) => (one === undefined ? 0 : alphabet.indexOf(one) + firstValue);
  for (let at = 0; at < letters.length; at += 3) {
    const [first, second, third] = letters.slice(at, at + 3);
    if (second === undefined) bytes.push(unlatch, (first?.charCodeAt(0) ?? 0) + 1);
    else {
      const packed = 1600 * value(first) + 40 * value(second) + value(third) + 1;
      bytes.push(packed >> 8, packed & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

function letter(one: string | undefined): string {
  if (one === undefined || !alphabet.includes(one)) throw new SealError('C40: value outside the alphabet');
  return one;
}
