/** Serial numbers of German documents: what cannot be one, and what is unusual enough to look twice. */

import { checkDigit } from '../contract/mrz/check-digit.ts';

/** PAuswV Anlage 3, PassV Anlage 11: no vowels, no O, no 0, so that nothing is misread and no word arises. */
const serialAlphabet = /^[CFGHJKLMNPRTVWXYZ1-9]+$/;
/** Vorläufige documents and Ersatz-Personalausweis: a letter and seven digits. */
const blankNumber = /^[A-Z]\d{7}$/;

const compact = (typed: string): string => typed.replace(/\s/g, '').toUpperCase();

/** German; null when the text can be the number of a document. Foreign documents have other alphabets, so it is wide. */
export function documentNumberProblem(typed: string): string | null {
  if (!/^[A-Z0-9-]{3,20}$/.test(compact(typed))) {
    return 'Eine Dokumentennummer besteht aus 3 bis 20 Buchstaben (A–Z) und Ziffern.';
  }
  return null;
}

/**
 * A warning, never a block: documents before November 2010 and the authority part (BHKZ) can hold a 0.
 * `typed` without its check digit has nine characters, with it ten.
 */
export function serialNumberWarning(typed: string): string | null {
  const number = compact(typed);
  if (number === '' || documentNumberProblem(number) !== null || blankNumber.test(number)) return null;
  const serial = number.length === 10 && /\d$/.test(number) ? number.slice(0, 9) : number;
  if (serial.length !== 9) return 'Bitte vergleichen: deutsche Seriennummern haben 9 Zeichen (mit Prüfziffer 10).';
  if (serialAlphabet.test(serial)) return null;
  return 'Bitte vergleichen: neuere deutsche Seriennummern enthalten keine Vokale und weder 0 noch O.';
}

/** Nine characters and a check digit over them, as on the card and in its barcode: ICAO 9303-3 §4.9. */
const withCheckDigit = /^([0-9A-Z]{9})(\d)$/;

/** German; null when the number has no check digit or the right one. A scanner that misread one character is caught here. */
export function checkDigitProblem(typed: string): string | null {
  const [, serial, digit] = withCheckDigit.exec(compact(typed)) ?? [];
  if (serial === undefined || checkDigit(serial) === digit) return null;
  return 'Die Prüfziffer am Ende passt nicht zur Nummer. Bitte noch einmal scannen oder vergleichen.';
}

/** As it stands on the document: without blanks and without a check digit that fits. */
export function serialNumber(typed: string): string {
  const number = compact(typed);
  const [, serial, digit] = withCheckDigit.exec(number) ?? [];
  return serial !== undefined && checkDigit(serial) === digit ? serial : number;
}

/** Whether a scanned or typed text is meant as a serial number, not as a name or a Vorgang. */
export function looksLikeSerial(typed: string): boolean {
  const number = compact(typed);
  return /^[0-9A-Z]{8,10}$/.test(number) && /\d/.test(number);
}
