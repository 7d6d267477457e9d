/** How far the terminal's clock was from this seat's at a card payment: it shows German wall time without a year. */
import type { Booked } from './till-events.ts';

const berlin = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
});
const halfYearMs = 183 * 24 * 3_600_000;

/** Positive: the terminal was ahead; null when it did not tell date and time. Both are taken as wall time. */
export function terminalOffsetMs(booked: Pick<Booked, 'at' | 'body'> | null): number | null {
  const card = booked?.body.card;
  if (!booked || !card || !/^\d\d-\d\d$/.test(card.date) || !/^\d\d:\d\d:\d\d$/.test(card.time)) return null;
  const seatMs = Date.parse(`${berlin.format(Date.parse(booked.at)).replace(' ', 'T')}Z`);
  const year = new Date(seatMs).getUTCFullYear();
  const offsets = [year - 1, year, year + 1].map((each) => Date.parse(`${each}-${card.date}T${card.time}Z`) - seatMs);
  return offsets.find((offset) => Number.isFinite(offset) && Math.abs(offset) < halfYearMs) ?? null;
}
