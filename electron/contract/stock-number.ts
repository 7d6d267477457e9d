/** Numbers of numbered stock: a prefix and digits of fixed width, as printed on the sheet. */
import { z } from 'zod';

const shape = /^([A-Z-]{0,12})(\d{1,10})$/;

export const sheetNumber = z
  .string()
  .trim()
  .max(40)
  .transform((text) => text.toUpperCase().replaceAll(' ', ''));

export interface SheetNumber {
  prefix: string;
  width: number;
  value: number;
}

/** Null for what is no number of a sheet. */
export function parseSheetNumber(text: string): SheetNumber | null {
  const [, prefix, digits] = shape.exec(text) ?? [];
  if (prefix === undefined || digits === undefined) return null;
  return { prefix, width: digits.length, value: Number(digits) };
}

export const formatSheetNumber = ({ prefix, width, value }: SheetNumber): string =>
  `${prefix}${String(value).padStart(width, '0')}`;

export const maxRange = 5_000;

/** All numbers from the first to the last; null when the two do not belong together or are too many. */
export function numbersBetween(from: string, to: string): string[] | null {
  const [first, last] = [parseSheetNumber(from), parseSheetNumber(to)];
  if (!first || !last || first.prefix !== last.prefix || first.width !== last.width) return null;
  const count = last.value - first.value + 1;
  if (count < 1 || count > maxRange) return null;
  return Array.from({ length: count }, (_none, index) => formatSheetNumber({ ...first, value: first.value + index }));
}

export interface SheetRange {
  from: string;
  to: string;
  count: number;
}

/** Ranges without gaps, in order. */
export function rangesOf(numbers: Iterable<string>): SheetRange[] {
  const parsed = [...numbers].flatMap((number) => parseSheetNumber(number) ?? []);
  parsed.sort((a, b) => a.prefix.localeCompare(b.prefix) || a.width - b.width || a.value - b.value);
  const ranges: (SheetRange & { last: SheetNumber })[] = [];
  for (const number of parsed) {
    const open = ranges.at(-1);
    const follows =
      open?.last.prefix === number.prefix && open.last.width === number.width && open.last.value + 1 === number.value;
    if (open && follows) {
      open.last = number;
      open.to = formatSheetNumber(number);
      open.count += 1;
    } else {
      const text = formatSheetNumber(number);
      ranges.push({ from: text, to: text, count: 1, last: number });
    }
  }
  return ranges.map(({ from, to, count }) => ({ from, to, count }));
}
