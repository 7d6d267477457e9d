import { describe, expect, it } from 'vitest';
import { formatCents, parseCents } from './money.ts';

describe('amounts', () => {
  it('reads what clerks type', () => {
    const typed = {
      '50': 5000,
      '50,': null,
      '50,5': 5050,
      '50,05 €': 5005,
      '1.250,50': 125050,
      '37.00': 3700,
      '': null,
    };
    expect(Object.fromEntries(Object.keys(typed).map((text) => [text, parseCents(text)]))).toEqual(typed);
  });
  it('refuses what is no amount', () => {
    for (const text of ['-5', '1,234', '12.34.56', 'abc', '1.25.000', '5,5,5']) expect(parseCents(text)).toBeNull();
  });
  it('writes German', () => expect(formatCents(123450).replaceAll('\u00a0', ' ')).toBe('1.234,50 €'));
});
