/**
 * Kassenzeichen of a fee: prefix · seat · year (2) · Vorgang (6) · item code (2) · occurrence (1) · check digits (2).
 * The same item of the same Vorgang keeps its Kassenzeichen, also when it is paid again after a Storno. Check digits as in
 * ISO/IEC 7064 MOD 97-10: every wrong digit, every wrong letter and every swapped pair of digits is found. The scheme is an
 * example: the Gemeinde gives the prefix and, where its books want another one, the scheme.
 */
const vorgangNumber = /^(.+)-(\d{4})-(\d{6})$/;
const itemCode = /^\d{2}$/;

export interface KassenzeichenParts {
  prefix: string;
  /** For example `SCH-2026-000017`. */
  vorgangNumber: string;
  itemCode: string;
  /** 1 … 9: equal items of one Vorgang. */
  occurrence: number;
}

/** Throws RangeError for parts that do not fit. */
export function encodeKassenzeichen(parts: KassenzeichenParts): string {
  const found = vorgangNumber.exec(parts.vorgangNumber);
  if (!found || !itemCode.test(parts.itemCode) || !(parts.occurrence >= 1 && parts.occurrence <= 9)) {
    throw new RangeError('parts of a Kassenzeichen');
  }
  const [, seat = '', year = '', running = ''] = found;
  const body = `${parts.prefix}${seat.replaceAll('-', '')}${year.slice(2)}${running}${parts.itemCode}${parts.occurrence}`;
  return `${body}${checkDigits(body)}`;
}

export function isKassenzeichen(text: string): boolean {
  return /^[A-Z0-9]{13,40}$/.test(text) && remainder(text) === 1;
}

function checkDigits(body: string): string {
  return String(98 - remainder(`${body}00`)).padStart(2, '0');
}

/** Letters count as 10 … 35, digit after digit (ISO/IEC 7064 MOD 97-10). */
function remainder(text: string): number {
  let rest = 0;
  for (const character of text) {
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}
