/** The journal's card payments against the terminal's Kassenschnitt: sum and count, and where they part, line by line. */
import { formatEuro } from '../contract/euro.ts';
import type { TotalsComparison } from '../contract/till.ts';
import { cardSums } from './sums.ts';
import type { Booked } from './till-events.ts';

export interface TerminalSums {
  totalCents: number;
  /** Null when only the sum is known. */
  count: number | null;
  perScheme: readonly { scheme: string; count: number; amountCents: number }[];
}

/** Order matters: the first match wins; names as terminals print them. */
const schemes: readonly [RegExp, string][] = [
  [/girocard|electronic cash|^ec/i, 'girocard'],
  [/jcb/i, 'JCB'],
  [/master|maestro/i, 'Mastercard'],
  [/amex|american/i, 'American Express'],
  [/visa|v pay/i, 'VISA'],
  [/diners/i, 'Diners'],
];
const schemeOf = (cardName: string): string => schemes.find(([name]) => name.test(cardName))?.[1] ?? 'Sonstige';

/** Counts in BMP 60 are one byte (PA00P015 ch. 9). */
const countWrap = 256;

/** `entries`: card entries since the terminal was last closed; `unknown`: amounts of acts nobody knows the outcome of. */
export function compareTotals(
  entries: readonly Booked[],
  terminal: TerminalSums,
  unknown: readonly { title: string }[],
): TotalsComparison {
  const sums = cardSums(entries.map(({ body }) => body));
  // BMP 04 has no sign: a day of more refunds than payments is told as zero.
  const journalCents = Math.max(0, sums.netCents);
  const journalCount = sums.payments - sums.reversals + sums.refunds;
  const { totalCents: terminalCents, count: terminalCount } = terminal;
  const sameCount = terminalCount === null || (terminalCount - journalCount) % countWrap === 0;
  const base = { journalCents, journalCount, terminalCents, terminalCount };
  if (journalCents === terminalCents && sameCount) return { ...base, differences: [] };
  const differences = [
    ...(journalCents === terminalCents
      ? []
      : [
          `Summe: Journal ${formatEuro(journalCents)}, Terminal ${formatEuro(terminalCents)}. Am Terminal ${formatEuro(
            Math.abs(terminalCents - journalCents),
          )} ${terminalCents > journalCents ? 'mehr' : 'weniger'}.`,
        ]),
    ...(sameCount ? [] : [`Anzahl: Journal ${journalCount}, Terminal ${terminalCount}.`]),
    ...schemeLines(entries, terminal),
    ...numberGaps(entries),
    ...unknown.map(({ title }) => `${title}.`),
  ];
  return { ...base, differences };
}

function schemeLines(entries: readonly Booked[], { perScheme }: TerminalSums): string[] {
  if (perScheme.length === 0) return [];
  const known = [...new Set([...entries.map(cardScheme), ...perScheme.map(({ scheme }) => scheme)])];
  return known.flatMap((scheme) => {
    const { netCents } = cardSums(entries.filter((entry) => cardScheme(entry) === scheme).map(({ body }) => body));
    const told = perScheme.find((entry) => entry.scheme === scheme)?.amountCents ?? 0;
    if (Math.max(0, netCents) === told) return [];
    return [`${scheme}: Journal ${formatEuro(netCents)}, Terminal ${formatEuro(told)}.`];
  });
}

const cardScheme = ({ body }: Booked): string => schemeOf(body.card?.cardName ?? '');

/** So many missing numbers are named one by one; a longer run is another series. */
const gapMax = 20;

/** Numbers of the terminal that the journal does not know: a decline, or a payment typed at the terminal itself. */
function numberGaps(entries: readonly Booked[]): string[] {
  const numbers = entries.flatMap(({ body }) => body.card?.receiptNumber ?? []).toSorted((a, b) => a - b);
  return numbers.flatMap((number, index) => {
    const next = numbers[index + 1];
    const missing = next === undefined ? 0 : next - number - 1;
    if (missing < 1 || missing > gapMax) return [];
    return Array.from({ length: missing }, (_, step) => {
      const gap = String(number + step + 1).padStart(4, '0');
      return `Terminal-Beleg ${gap} steht nicht im Journal (abgelehnt oder am Terminal selbst gezahlt).`;
    });
  });
}
