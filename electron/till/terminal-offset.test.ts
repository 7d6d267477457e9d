/** The terminal's time of a card payment is German wall time without a year. */
import { expect, it } from 'vitest';
import { terminalOffsetMs } from './terminal-offset.ts';

it('is compared as wall time, in summer and around New Year', () => {
  const card = (at: string, date: string, time: string) => ({ at, body: { card: { date, time } } }) as never;
  expect(terminalOffsetMs(card('2026-11-22T09:00:00.000Z', '11-22', '10:02:30'))).toBe(150_000);
  expect(terminalOffsetMs(card('2026-07-01T09:00:00.000Z', '07-01', '11:00:00'))).toBe(0);
  expect(terminalOffsetMs(card('2026-12-31T22:59:50.000Z', '01-01', '00:00:10'))).toBe(20_000);
  expect(terminalOffsetMs(card('2026-12-31T22:59:50.000Z', '', ''))).toBeNull();
  expect(terminalOffsetMs(null)).toBeNull();
});
