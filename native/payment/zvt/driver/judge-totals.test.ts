import { expect, it } from 'vitest';
import type { BatchTotals } from '../../port.ts';
import { judgeTotals } from './judge-totals.ts';

const totals = (girocard: [number, number], visa: [number, number], traceNumber = 900): BatchTotals => ({
  totalCents: girocard[1] + visa[1],
  perScheme: [
    { scheme: 'girocard', count: girocard[0], amountCents: girocard[1] },
    { scheme: 'VISA', count: visa[0], amountCents: visa[1] },
  ],
  traceNumber,
});
const before = totals([3, 9000], [1, 2500]);
const empty = totals([0, 0], [0, 0], 0);

it.each<[string, BatchTotals, BatchTotals, string]>([
  ['one more of this amount', before, totals([4, 12_700], [1, 2500], 901), 'paid'],
  ['one more of this amount, count wrapped', totals([255, 9000], [1, 2500]), totals([0, 12_700], [1, 2500]), 'paid'],
  ['the first of the day', empty, totals([0, 0], [1, 3700], 1), 'paid'],
  ['nothing more', before, totals([3, 9000], [1, 2500], 901), 'not-executed'],
  ['another amount', before, totals([4, 12_800], [1, 2500]), 'unclear'],
  ['this amount in two payments', before, totals([5, 12_700], [1, 2500]), 'unclear'],
  ['this amount in two schemes', before, totals([4, 11_000], [2, 4200]), 'unclear'],
  ['a count without an amount', before, totals([4, 9000], [1, 2500]), 'unclear'],
  ['this amount without a count', before, totals([3, 12_700], [1, 2500]), 'unclear'],
  ['a sum that does not fit its parts', before, { ...totals([4, 12_700], [1, 2500]), totalCents: 11_500 }, 'unclear'],
  ['closed meanwhile', before, totals([0, 0], [0, 0]), 'unclear'],
  ['closed meanwhile, then paid', before, totals([1, 3700], [0, 0]), 'unclear'],
  ['other schemes', before, { ...before, perScheme: [] }, 'unclear'],
  ['sum alone, nothing more', { ...before, perScheme: [] }, { ...before, perScheme: [] }, 'not-executed'],
  [
    'sum alone, this much more',
    { ...before, perScheme: [] },
    { ...before, totalCents: 15_200, perScheme: [] },
    'unclear',
  ],
  ['empty, then closed by itself or never paid', empty, empty, 'unclear'],
  ['empty, same number', { ...empty, traceNumber: 7 }, { ...empty, traceNumber: 7 }, 'not-executed'],
  ['empty, another number', { ...empty, traceNumber: 7 }, { ...empty, traceNumber: 8 }, 'unclear'],
])('%s', (_, earlier, now, verdict) => {
  expect(judgeTotals(earlier, now, 3700, { closesItself: true })).toBe(verdict);
});

it('trusts an empty batch where only the register closes it', () => {
  expect(judgeTotals(empty, empty, 3700, { closesItself: false })).toBe('not-executed');
});
