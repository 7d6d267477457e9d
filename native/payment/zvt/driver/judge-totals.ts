/**
 * What the growth of the open batch says about one payment: exactly this amount more and one count more is booked, nothing
 * more is not booked, everything else says nothing.
 */
import type { BatchTotals } from '../../port.ts';

export type TotalsVerdict = 'paid' | 'not-executed' | 'unclear';

export function judgeTotals(
  before: BatchTotals,
  after: BatchTotals,
  amountCents: number,
  options: { closesItself: boolean },
): TotalsVerdict {
  if (before.perScheme.length !== after.perScheme.length) return 'unclear';
  const growth = after.perScheme.map((entry, index) => {
    const earlier = before.perScheme[index];
    if (earlier?.scheme !== entry.scheme) return undefined;
    // One byte, which wraps (PA00P015 ch. 9, BMP 60).
    return { count: (entry.count - earlier.count + 256) % 256, amountCents: entry.amountCents - earlier.amountCents };
  });
  if (growth.includes(undefined)) return 'unclear';
  const grown = growth.filter((entry) => entry && (entry.count !== 0 || entry.amountCents !== 0));
  const moreCents = after.totalCents - before.totalCents;
  if (moreCents === 0 && grown.length === 0) return isSameBatch(before, after, options) ? 'not-executed' : 'unclear';
  const [only] = grown;
  const booked = grown.length === 1 && only?.count === 1 && only.amountCents === amountCents;
  return booked && moreCents === amountCents ? 'paid' : 'unclear';
}

/** A batch that was closed in between and filled to the same sum again is out of the question, but an empty one is not. */
function isSameBatch(before: BatchTotals, after: BatchTotals, options: { closesItself: boolean }): boolean {
  if (before.totalCents !== 0 || before.perScheme.some((entry) => entry.count !== 0)) return true;
  const numbered = before.traceNumber !== 0 && before.traceNumber === after.traceNumber;
  return numbered || !options.closesItself;
}
