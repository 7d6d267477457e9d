/** Hexadecimal text as used in traces and by the decoder: upper case, no separators. */

export function encodeHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}

/** Blanks, tabs and colons between digits are ignored; throws RangeError on anything else that is no hex pair. */
export function decodeHex(text: string): Uint8Array {
  const digits = text.replace(/[\s:]/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(digits)) throw new RangeError('not a sequence of hex pairs');
  return new Uint8Array(Buffer.from(digits, 'hex'));
}
