/** What a count of notes and coins is worth. */
import type { CashCount } from '../contract/till.ts';

export function countCents(counts: CashCount): number {
  return Object.entries(counts).reduce((total, [pieceCents, pieces]) => total + Number(pieceCents) * pieces, 0);
}
