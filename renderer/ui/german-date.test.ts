import { describe, expect, it } from 'vitest';
import { parseGermanDate, showGermanDate } from './german-date.ts';

describe('typed days', () => {
  it.each([
    ['1.2.1980', false, '1980-02-01'],
    ['01021980', false, '1980-02-01'],
    ['1980-02-01', false, '1980-02-01'],
    ['XX.XX.1980', true, '1980-XX-XX'],
    ['00.05.1980', true, '1980-05-XX'],
    ['1980', true, '1980-XX-XX'],
    ['xx.xx.xxxx', true, 'XXXX-XX-XX'],
  ])('%s', (typed, partial, iso) => expect(parseGermanDate(typed, partial)).toBe(iso));

  it('refuses guesses and half dates where a whole day is needed', () => {
    for (const text of ['1.2.80', 'XX.02.1980', '1980', 'morgen', '', '1.2'])
      expect(parseGermanDate(text, false)).toBeNull();
  });
  it('shows what it parsed', () => expect(showGermanDate('1980-05-XX')).toBe('XX.05.1980'));
});
