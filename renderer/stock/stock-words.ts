/** German words of the stock. */
import type { StockMove } from '../../electron/contract/stock.ts';

export const moveNames: Record<StockMove, string> = {
  received: 'Eingang',
  issued: 'abgegeben',
  drawn: 'bedruckt',
  returned: 'unbedruckt zurück',
  used: 'verbraucht',
  spoiled: 'verworfen',
  missing: 'fehlt',
  found: 'gefunden',
  checked: 'Bestand geprüft',
};

export interface Range {
  from: string;
  to: string;
  count: number;
}

export const showRange = ({ from, to, count }: Range): string => (count === 1 ? from : `${from} – ${to}`);

const shown = 4;

/** The first few ranges, and how many more. */
export function showRanges(ranges: readonly Range[]): string {
  const more = ranges.length - shown;
  return `${ranges.slice(0, shown).map(showRange).join(', ')}${more > 0 ? ` und ${more} weitere` : ''}`;
}

export const pieces = (count: number): string => `${count.toLocaleString('de-DE')} Stück`;

/** «von–bis» or single numbers, one a line or separated by commas; null for a line that is neither. */
export function readRanges(text: string): { from: string; to: string }[] | null {
  const lines = text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const ranges = lines.map((line) => {
    const [from, to, ...rest] = line.split(/\s*(?:–|\bbis\b|\s-\s)\s*/i);
    return from && rest.length === 0 ? { from, to: to ?? from } : null;
  });
  return ranges.some((range) => range === null) ? null : ranges.flatMap((range) => range ?? []);
}
