/** Writes a machine-readable zone of Doc 9303 parts 4 to 7; the mirror of decode-mrz.ts. */
import { checkDigit } from './check-digit.ts';
import type { MrzFields } from './decode-mrz.ts';
import { mrzLayouts, type Span } from './mrz-layout.table.ts';
import { encodeNames } from './transliterate.ts';

function element(name: string, value: string, width: number, allowed: RegExp): string {
  const zone = value.toUpperCase().replace(/[ -]/g, '<');
  if (!allowed.test(zone) || zone.length > width) throw new RangeError(`${name} does not fit the zone`);
  return zone.padEnd(width, '<');
}

/** `birthDate` and `expiryDate` as YYMMDD with `<` for unknown parts; names as people write them. Throws RangeError. */
export function encodeMrz(fields: MrzFields): string[] {
  const layout = mrzLayouts[fields.format];
  const lines = Array.from({ length: layout.lines }, () => new Array<string>(layout.width).fill('<'));
  const write = (span: Span, text: string): void => {
    for (let at = 0; at < text.length; at += 1) {
      const line = lines[span.line];
      if (line) line[span.start + at] = text.charAt(at);
    }
  };
  const widthOf = (span: Span): number => span.end - span.start;
  const behind = (span: Span): Span => ({ line: span.line, start: span.end, end: span.end + 1 });
  const read = (span: Span): string => lines[span.line]?.slice(span.start, span.end).join('') ?? '';

  write(layout.documentType, element('documentType', fields.documentType, 2, /^[A-Z][A-Z0-9<]?$/));
  write(layout.issuer, element('issuer', fields.issuer, 3, /^[A-Z]{1,3}$/));
  write(layout.nationality, element('nationality', fields.nationality, 3, /^[A-Z]{1,3}$/));
  write(layout.sex, element('sex', fields.sex, 1, /^[MF<]$/));
  write(layout.names, encodeNames(fields.surname, fields.givenNames, widthOf(layout.names)));
  for (const [name, span] of [
    ['birthDate', layout.birthDate],
    ['expiryDate', layout.expiryDate],
  ] as const) {
    const date = element(name, fields[name], 6, /^(\d\d|<<){3}$/);
    write(span, date);
    write(behind(span), checkDigit(date));
  }

  const numberWidth = widthOf(layout.documentNumber);
  const optionalWidth = widthOf(layout.optionalData);
  const longest = layout.longNumbers ? numberWidth + optionalWidth - 1 : numberWidth;
  const number = element('documentNumber', fields.documentNumber, longest, /^[0-9A-Z<]*$/).replace(/<+$/, '');
  let optional = fields.optionalData;
  if (number.length > numberWidth) {
    // The optional data begins with the rest, its check digit and a filler.
    optional = `${number.slice(numberWidth)}${checkDigit(number)}${optional === '' ? '' : `<${optional}`}`;
    write(layout.documentNumber, number.slice(0, numberWidth));
  } else {
    const padded = number.padEnd(numberWidth, '<');
    write(layout.documentNumber, padded);
    write(behind(layout.documentNumber), checkDigit(padded));
  }
  const optionalZone = element('optionalData', optional, optionalWidth, /^[0-9A-Z<]*$/);
  write(layout.optionalData, optionalZone);
  if (layout.optionalDataHasCheck && /[^<]/.test(optionalZone)) {
    write(behind(layout.optionalData), checkDigit(optionalZone));
  }
  if (layout.optionalData2) {
    const width = widthOf(layout.optionalData2);
    write(layout.optionalData2, element('optionalData2', fields.optionalData2 ?? '', width, /^[0-9A-Z<]*$/));
  }
  if (layout.composite) write(layout.composite.digit, checkDigit(layout.composite.over.map(read).join('')));
  return lines.map((line) => line.join(''));
}
