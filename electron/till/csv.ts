/** CSV as German spreadsheets read it: RFC 4180 with semicolon, UTF-8 with BOM, decimal comma, no cell that could run as a formula. */

/** A number is written by us and may begin with a minus; text of others may not. */
export type Cell = { text: string } | { cents: number } | { number: number | null };

const byteOrderMark = '\uFEFF';
const startsFormula = /^[=+\-@\t\r]/;

export function encodeCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header.map(quoteText), ...rows.map((row) => row.map(encodeCell))];
  return `${byteOrderMark}${lines.map((cells) => `${cells.join(';')}\r\n`).join('')}`;
}

function encodeCell(cell: Cell): string {
  if ('cents' in cell) return encodeCents(cell.cents);
  if ('number' in cell) return cell.number === null ? '' : String(cell.number);
  return quoteText(cell.text);
}

function quoteText(text: string): string {
  const safe = startsFormula.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Integer cents to `1234,50`. */
function encodeCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
