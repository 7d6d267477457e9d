/** Reads a machine-readable zone of Doc 9303 parts 4 to 7; a wrong check digit is reported, never corrected. */
import { checkDigit } from './check-digit.ts';
import { type MrzFormat, type MrzLayout, mrzLayouts, type Span } from './mrz-layout.table.ts';

export type MrzCheck = 'documentNumber' | 'birthDate' | 'expiryDate' | 'optionalData' | 'composite';

/** Values as they stand in the zone, without trailing fillers. Dates are YYMMDD, unknown parts `<`. */
export interface MrzFields {
  format: MrzFormat;
  documentType: string;
  issuer: string;
  documentNumber: string;
  birthDate: string;
  /** `M`, `F` or `<` for unspecified, which the German Personalausweis always has. */
  sex: string;
  expiryDate: string;
  nationality: string;
  surname: string;
  givenNames: string;
  optionalData: string;
  /** Only TD1. */
  optionalData2?: string;
}

export interface Mrz extends MrzFields {
  /** All check digits fit and no element holds what it may not hold. */
  valid: boolean;
  failedCheckDigits: MrzCheck[];
  /** Elements with a character or a date that cannot stand there. */
  faults: (keyof MrzFields)[];
  /** The names fill their field to the end, so something may be missing. */
  namesMayBeTruncated: boolean;
}

/** The layouts that have `lines` lines of `width`, the visa first because only its document type tells it apart. */
function formatOf(lines: readonly string[]): MrzFormat {
  const [first = ''] = lines;
  const width = first.length;
  if (lines.some((line) => line.length !== width)) throw new RangeError('the lines differ in length');
  const isVisa = first.startsWith('V');
  if (lines.length === 3 && width === 30) return 'TD1';
  if (lines.length === 2 && width === 36) return isVisa ? 'MRV-B' : 'TD2';
  if (lines.length === 2 && width === 44) return isVisa ? 'MRV-A' : 'TD3';
  throw new RangeError(`no format has ${lines.length} lines of ${width} characters`);
}

/** A zone read in one piece, as chips hold it: 90, 72 or 88 characters. */
function splitLines(lines: readonly string[]): readonly string[] {
  const [only] = lines;
  if (lines.length !== 1 || only === undefined) return lines;
  const width = { 90: 30, 72: 36, 88: 44 }[only.length];
  if (width === undefined) return lines;
  return Array.from({ length: only.length / width }, (_, at) => only.slice(at * width, (at + 1) * width));
}

const trimFillers = (text: string): string => text.replace(/<+$/, '');

function isDate(text: string): boolean {
  if (!/^(\d\d|<<)(\d\d|<<)(\d\d|<<)$/.test(text)) return false;
  const [month, day] = [text.slice(2, 4), text.slice(4, 6)];
  return (month === '<<' || (month >= '01' && month <= '12')) && (day === '<<' || (day >= '01' && day <= '31'));
}

interface NumberParts {
  number: string;
  check: string;
  rest: string;
}

/** Doc 9303-5 §4.2.2 note j, 9303-6 alike: a filler for the check digit says that the number goes on in the optional data. */
function splitLongNumber(layout: MrzLayout, number: string, check: string, optional: string): NumberParts {
  const end = optional.indexOf('<');
  const tail = end === -1 ? optional : optional.slice(0, end);
  if (!layout.longNumbers || check !== '<' || number.endsWith('<') || tail.length < 2)
    return { number, check, rest: optional };
  return { number: number + tail.slice(0, -1), check: tail.slice(-1), rest: optional.slice(tail.length + 1) };
}

/** `lines` are the lines of the zone, or the whole zone as one. Throws RangeError when it is none. */
export function decodeMrz(input: readonly string[]): Mrz {
  const lines = splitLines(input);
  if (lines.some((line) => !/^[0-9A-Z<]*$/.test(line))) throw new RangeError('a character that no zone has');
  const format = formatOf(lines);
  const layout = mrzLayouts[format];
  const read = (span: Span): string => lines[span.line]?.slice(span.start, span.end) ?? '';
  const behind = (span: Span): string => lines[span.line]?.charAt(span.end) ?? '';

  const { number, check, rest } = splitLongNumber(
    layout,
    read(layout.documentNumber),
    behind(layout.documentNumber),
    read(layout.optionalData),
  );
  const failedCheckDigits: MrzCheck[] = [];
  const verify = (name: MrzCheck, text: string, digit: string, fillerAllowed = false): void => {
    const empty = fillerAllowed && digit === '<' && /^<*$/.test(text);
    if (!empty && digit !== checkDigit(text)) failedCheckDigits.push(name);
  };
  verify('documentNumber', number, check);
  verify('birthDate', read(layout.birthDate), behind(layout.birthDate));
  verify('expiryDate', read(layout.expiryDate), behind(layout.expiryDate));
  if (layout.optionalDataHasCheck) {
    verify('optionalData', read(layout.optionalData), behind(layout.optionalData), true);
  }
  if (layout.composite) {
    verify('composite', layout.composite.over.map(read).join(''), read(layout.composite.digit));
  }

  const names = read(layout.names);
  const separator = names.indexOf('<<');
  const [primary, secondary] =
    separator === -1 ? [names, ''] : [names.slice(0, separator), names.slice(separator).replace(/^<+/, '')];
  const readable = (text: string): string => trimFillers(text).replace(/<+/g, ' ').trim();

  const fields: MrzFields = {
    format,
    documentType: trimFillers(read(layout.documentType)),
    issuer: trimFillers(read(layout.issuer)),
    documentNumber: trimFillers(number),
    birthDate: read(layout.birthDate),
    sex: read(layout.sex),
    expiryDate: read(layout.expiryDate),
    nationality: trimFillers(read(layout.nationality)),
    surname: readable(primary),
    givenNames: readable(secondary),
    optionalData: trimFillers(rest),
    ...(layout.optionalData2 ? { optionalData2: trimFillers(read(layout.optionalData2)) } : {}),
  };
  const faults = faultsOf(fields);
  return {
    ...fields,
    valid: failedCheckDigits.length === 0 && faults.length === 0,
    failedCheckDigits,
    faults,
    namesMayBeTruncated: !names.endsWith('<'),
  };
}

function faultsOf(fields: MrzFields): (keyof MrzFields)[] {
  const faults: (keyof MrzFields)[] = [];
  if (!/^[A-Z][A-Z0-9]?$/.test(fields.documentType)) faults.push('documentType');
  if (!/^[A-Z]{1,3}$/.test(fields.issuer)) faults.push('issuer');
  if (!isDate(fields.birthDate)) faults.push('birthDate');
  if (!/^[MF<]$/.test(fields.sex)) faults.push('sex');
  if (!isDate(fields.expiryDate)) faults.push('expiryDate');
  if (!/^[A-Z]{1,3}$/.test(fields.nationality)) faults.push('nationality');
  if (!/^[A-Z ]+$/.test(fields.surname)) faults.push('surname');
  if (!/^[A-Z ]*$/.test(fields.givenNames)) faults.push('givenNames');
  return faults;
}
