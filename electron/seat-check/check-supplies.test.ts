/** Clocks, certificate, paper, ink and stock: what the Platzprüfung says of them, each with what to do. */
import { expect, it } from 'vitest';
import { checkCentreClock, checkCertificate, checkTerminalClock } from './check-clocks.ts';
import { checkStock, checkSupplies } from './check-supplies.ts';

const minutes = 60_000;
const nowMs = Date.parse('2026-11-22T08:00:00.000Z');
const states = (items: { state: string }[]): string[] => items.map(({ state }) => state);

it('tells a clock by what cannot be the round trip', () => {
  expect(states(checkCentreClock({ offsetMs: 400, boundMs: 20 }))).toEqual(['ok']);
  expect(states(checkCentreClock({ offsetMs: 31_000, boundMs: 2_000 }))).toEqual(['ok']);
  const [slow] = checkCentreClock({ offsetMs: 2 * minutes, boundMs: 20 });
  expect(slow).toMatchObject({ state: 'warning', text: 'Die Uhr dieses Rechners geht 2 min nach.' });
  const [fast] = checkCentreClock({ offsetMs: -10 * minutes, boundMs: 20 });
  expect(fast).toMatchObject({ state: 'fault', text: 'Die Uhr dieses Rechners geht 10 min vor.' });
  expect(states(checkCentreClock(null))).toEqual(['warning']);
  expect(checkCentreClock(undefined)).toEqual([]);
  expect(states(checkTerminalClock(-3 * minutes))).toEqual(['warning']);
  expect(states(checkTerminalClock(minutes))).toEqual(['ok']);
  expect(checkTerminalClock(null)).toEqual([]);
});

it('counts the days of the certificate', () => {
  const inDays = (days: number) => new Date(nowMs + days * 24 * 60 * minutes + 1_000).toISOString();
  expect(states(checkCertificate(inDays(31), nowMs))).toEqual(['ok']);
  expect(checkCertificate(inDays(12), nowMs)).toMatchObject([{ state: 'warning', text: 'Es läuft in 12 Tagen ab.' }]);
  expect(states(checkCertificate(inDays(-2), nowMs))).toEqual(['fault']);
  expect(checkCertificate(null, nowMs)).toEqual([]);
});

it('names paper, ink and stock that run out', () => {
  const a4 = { reasons: [], mediaReady: ['iso_a4_210x297mm'], markers: [{ name: 'Schwarz', level: 60, low: 10 }] };
  expect(checkSupplies(a4)).toMatchObject([{ state: 'ok', text: 'A4 liegt ein, Schwarz 60 %.' }]);
  const markers = [{ name: 'Schwarz', level: 4, low: 10 }];
  const poor = { reasons: ['media-low-report'], mediaReady: ['iso_a5_148x210mm'], markers };
  const text = 'Papier wird knapp. Kein Papier A4 eingelegt. Schwarz: noch 4 %.';
  expect(checkSupplies(poor)).toMatchObject([{ state: 'warning', text }]);
  expect(checkSupplies(null)).toEqual([]);
  expect(states(checkStock([], 2))).toEqual(['ok']);
  const low = checkStock([{ title: 'Urkundenpapier', left: 3 }], 2);
  expect(low).toMatchObject([{ state: 'warning', text: 'Urkundenpapier: noch 3.' }]);
  expect(states(checkStock([{ title: 'Urkundenpapier', left: 0 }], 2))).toEqual(['fault']);
  expect(checkStock([], 0)).toEqual([]);
});
