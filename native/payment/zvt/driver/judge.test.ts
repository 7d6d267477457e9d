import { describe, expect, it } from 'vitest';
import type { PaymentRecord, TerminalCounters } from '../../port.ts';
import { cp437 } from '../codec/charset.ts';
import type { StatusInformation } from '../codec/status-information.ts';
import type { Ending } from './conversation.ts';
import { judgeOutcome } from './judge-outcome.ts';
import { judgeReplay } from './judge-replay.ts';

const terminalId = '52500041';
const told = (record: Partial<PaymentRecord>, more: Partial<StatusInformation> = {}): StatusInformation => ({
  understood: true,
  record: { resultCode: 0, rawHex: '', ...record },
  ...more,
});

describe('judgeOutcome', () => {
  const completed: Ending = { kind: 'completed', data: new Uint8Array() };
  const aborted = (code: number): Ending => ({ kind: 'aborted', data: Uint8Array.of(code) });
  const judge = (ending: Ending, information?: StatusInformation) =>
    judgeOutcome(ending, information, { amountCents: 3700, terminalId }, cp437);

  it.each<[string, Ending, StatusInformation | undefined, object]>([
    ['bare result', completed, told({}), { kind: 'paid' }],
    ['fitting result', completed, told({ amountCents: 3700, terminalId }), { kind: 'paid' }],
    ['other amount, for example a currency conversion', completed, told({ amountCents: 3800 }), { kind: 'unknown' }],
    ['other terminal', completed, told({ terminalId: '11111111' }), { kind: 'unknown' }],
    ['other currency', completed, told({}, { currency: '0756' }), { kind: 'unknown' }],
    ['no result at all', completed, undefined, { kind: 'unknown', reason: 'device.garbled' }],
    ['message without result code', completed, { understood: true }, { kind: 'unknown' }],
    ['unknown field, amount there', completed, told({ amountCents: 3700 }, { understood: false }), { kind: 'paid' }],
    ['unknown field, amount missing', completed, told({}, { understood: false }), { kind: 'unknown' }],
    ['unknown field in a refusal', completed, told({ resultCode: 5 }, { understood: false }), { kind: 'unknown' }],
    ['refusal ended by completion', completed, told({ resultCode: 5 }), { kind: 'declined', resultCode: 5 }],
    ['refusal ended by abort', aborted(5), told({ resultCode: 5 }), { kind: 'declined', resultCode: 5 }],
    ['approved, then aborted', aborted(0x6c), told({ amountCents: 3700 }), { kind: 'unknown' }],
    ['abort key', aborted(0x6c), undefined, { kind: 'declined', resultCode: 0x6c }],
    ['abort without a reason', aborted(0), undefined, { kind: 'unknown' }],
    ['not registered', aborted(0x6b), undefined, { kind: 'not-executed', reason: 'payment.not-registered' }],
    ['end of day due', aborted(0xf0), undefined, { kind: 'not-executed', reason: 'payment.locked' }],
    ['wrong currency', aborted(0x6f), undefined, { kind: 'not-executed', reason: 'payment.wrong-currency' }],
    ['busy', { kind: 'refused', errorCode: 0x9c }, undefined, { kind: 'not-executed', reason: 'device.busy' }],
  ])('%s', (_, ending, information, outcome) => {
    expect(judge(ending, information)).toMatchObject(outcome);
  });
});

describe('judgeReplay', () => {
  // 22.11.2026, 10:00:00 in Berlin.
  const startedAtMs = Date.UTC(2026, 10, 22, 9);
  const before: TerminalCounters = { terminalId, receiptNumber: 41, traceNumber: 900 };
  const next = { receiptNumber: 42, traceNumber: 901, amountCents: 3700, date: '11-22', time: '10:00:40', terminalId };
  const judge = (record: Partial<PaymentRecord> | undefined, known?: TerminalCounters, clockOffsetMs?: number) =>
    judgeReplay(
      record && told(record),
      { amountCents: 3700, startedAtMs, ...(known ? { before: known } : {}) },
      { nowMs: startedAtMs + 120_000, terminalId, clockOffsetMs },
    );

  it.each<[string, ReturnType<typeof judge>, string]>([
    ['next number', judge(next, before), 'paid'],
    ['next number, clock an hour off', judge({ ...next, time: '09:00:40' }, before), 'paid'],
    ['next number, refused', judge({ ...next, resultCode: 5 }, before), 'declined'],
    ['next number, no trace told', judge({ ...next, traceNumber: undefined } as object, before), 'paid'],
    ['same numbers', judge({ ...next, receiptNumber: 41, traceNumber: 900 }, before), 'not-executed'],
    ['same receipt, other trace', judge({ ...next, receiptNumber: 41 }, before), 'unclear'],
    ['other receipt, same trace', judge({ ...next, traceNumber: 900 }, before), 'unclear'],
    ['older number', judge({ ...next, receiptNumber: 40, traceNumber: 899 }, before), 'unclear'],
    ['far ahead', judge({ ...next, receiptNumber: 4200, traceNumber: 9010 }, before), 'unclear'],
    ['other amount', judge({ ...next, amountCents: 3800 }, before), 'unclear'],
    ['no amount', judge({ receiptNumber: 42, traceNumber: 901 }, before), 'unclear'],
    ['other terminal', judge({ ...next, terminalId: '11111111' }, before), 'unclear'],
    ['no numbers although some are known', judge({ amountCents: 3700 }, before), 'unclear'],
    ['wrapped', judge({ ...next, receiptNumber: 1 }, { ...before, receiptNumber: 9999 }), 'paid'],
    ['later number in time', judge({ ...next, receiptNumber: 45, traceNumber: 904 }, before), 'paid'],
    [
      'later number, earlier time',
      judge({ ...next, receiptNumber: 45, traceNumber: 904, time: '09:00:40' }, before),
      'unclear',
    ],
    [
      'later number, clock known to be an hour off',
      judge({ ...next, receiptNumber: 45, traceNumber: 904, time: '09:00:40' }, before, -3_600_000),
      'paid',
    ],
    ['nothing known, in time', judge(next), 'paid'],
    ['nothing known, a minute and more before', judge({ ...next, time: '09:58:30' }), 'unclear'],
    ['nothing known, no time', judge({ amountCents: 3700, receiptNumber: 42 }), 'unclear'],
    ['nothing told', judge(undefined, before), 'unclear'],
  ])('%s', (_, verdict, expected) => {
    expect(verdict).toBe(expected);
  });

  it('finds the year of a record around New Year', () => {
    const query = { amountCents: 3700, startedAtMs: Date.UTC(2026, 11, 31, 22, 59, 50) };
    const record = { ...next, date: '01-01', time: '00:00:05' };
    expect(judgeReplay(told(record), query, { nowMs: query.startedAtMs + 60_000, terminalId })).toBe('paid');
  });
});
