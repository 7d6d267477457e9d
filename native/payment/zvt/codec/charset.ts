/** Text of a terminal: CP437 by default, ISO-8859-n, UTF-8 or seven bits after tag 14 (PA00P015 §9, tag 14). */

/** Values of tag 14: 00 seven bits, 01…10 ISO-8859-n, FE UTF-8, FF CP437. */
export type Charset = number;
export const cp437: Charset = 0xff;
export const utf8: Charset = 0xfe;
export const sevenBits: Charset = 0x00;

const cp437High =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** The old German seven-bit set, used in the software version of the status enquiry (PA00P015 §2.55). */
const germanSevenBits: Readonly<Record<string, string>> = {
  '[': 'Ä',
  '\\': 'Ö',
  ']': 'Ü',
  '{': 'ä',
  '|': 'ö',
  '}': 'ü',
  '~': 'ß',
};

/** Never fails: bytes without a meaning become U+FFFD, control characters a blank. */
export function decodeText(bytes: Uint8Array, charset: Charset = cp437): string {
  return decodeRaw(bytes, charset).replace(/\p{Cc}/gu, ' ');
}

function decodeRaw(bytes: Uint8Array, charset: Charset): string {
  if (charset === utf8) return new TextDecoder('utf-8').decode(bytes);
  if (charset === sevenBits) return Array.from(bytes, (byte) => (byte < 0x80 ? ascii(byte) : '\ufffd')).join('');
  // WHATWG names: -1, -9 and -11 decode as their Windows supersets; -12 was never published.
  if (charset >= 0x01 && charset <= 0x10 && charset !== 0x0c) {
    return new TextDecoder(`iso-8859-${charset}`).decode(bytes);
  }
  return Array.from(bytes, (byte) => (byte < 0x80 ? ascii(byte) : (cp437High[byte - 0x80] ?? '\ufffd'))).join('');
}

/** Characters that CP437 does not have become `?`. */
export function encodeCp437(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return code;
    const high = cp437High.indexOf(character);
    return high < 0 ? 0x3f : 0x80 + high;
  });
}

export function decodeGermanSevenBits(bytes: Uint8Array): string {
  return decodeText(bytes).replace(/[[\\\]{|}~]/g, (character) => germanSevenBits[character] ?? character);
}

function ascii(byte: number): string {
  return String.fromCharCode(byte);
}
