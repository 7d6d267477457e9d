/** Check digits of a machine-readable zone: Doc 9303-3 §4.9, weights 7 3 1, sum modulo 10. */

const weights = [7, 3, 1] as const;

/** 0–9 count as they are, A–Z as 10–35, the filler as 0. */
function characterValue(character: string): number {
  if (character === '<') return 0;
  const value = Number.parseInt(character, 36);
  if (!/^[0-9A-Z]$/.test(character)) throw new RangeError('a character that no zone has');
  return value;
}

export function checkDigit(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += characterValue(text.charAt(at)) * (weights[at % 3] ?? 0);
  return String(sum % 10);
}
