/**
 * Whether the last transaction a terminal repeats is the one that was cut off. ZVT has no query for a transaction of the
 * register's choice, so amount, terminal and counters decide, and the clock only where they leave a doubt.
 */
import type { PaymentRecord, SettlementQuery, TerminalCounters } from '../../port.ts';
import type { StatusInformation } from '../codec/status-information.ts';
import { wallMs } from '../wall-time.ts';
import { fits } from './judge-outcome.ts';
import { recordWallMs } from './terminal-time.ts';

export type ReplayVerdict = 'paid' | 'declined' | 'not-executed' | 'unclear';

export interface ReplayContext {
  nowMs: number;
  terminalId?: string | undefined;
  /** Terminal's clock minus ours, when it told its time. */
  clockOffsetMs?: number | undefined;
}

/** Clocks of terminals are set by hand or at the daily dial-up. */
const toleranceMs = 15 * 60_000;
/** Without numbers the clock alone decides, so an earlier payment of the same fee must be kept apart. */
const strictToleranceMs = 60_000;
/** Further ahead than this is not the same series of numbers. */
const maximumAhead = 500;

export function judgeReplay(
  information: StatusInformation | undefined,
  query: SettlementQuery,
  context: ReplayContext,
): ReplayVerdict {
  const record = information?.record;
  if (!information || !record) return 'unclear';
  const terminalId = query.before?.terminalId ?? context.terminalId;
  if (record.terminalId && terminalId && record.terminalId !== terminalId) return 'unclear';
  const position = comparePosition(record, query.before ?? {});
  // The same transaction as before the act: the terminal executed nothing since.
  if (position === 'same') return 'not-executed';
  if (position === 'unclear' || record.amountCents === undefined) return 'unclear';
  if (!fits(information, { amountCents: query.amountCents, terminalId })) return 'unclear';
  if (
    position !== 'next' &&
    !isAfterStart(record, query, context, position === 'unknown' ? strictToleranceMs : toleranceMs)
  )
    return 'unclear';
  if (record.resultCode === 0) return 'paid';
  return information.understood ? 'declined' : 'unclear';
}

/** `next`: the very next receipt number. `later`: ahead. `unknown`: no number to compare with. */
function comparePosition(
  record: PaymentRecord,
  before: TerminalCounters,
): 'same' | 'next' | 'later' | 'unknown' | 'unclear' {
  // Receipt numbers run 0001 … 9999, trace numbers 000001 … 999999 (PA00P015 ch. 9).
  const receipt = stepsAhead(before.receiptNumber, record.receiptNumber, 9999);
  const trace = stepsAhead(before.traceNumber, record.traceNumber, 999_999);
  if (receipt === undefined && trace === undefined) {
    return before.receiptNumber === undefined && before.traceNumber === undefined ? 'unknown' : 'unclear';
  }
  if (receipt !== undefined && trace !== undefined && (receipt === 0) !== (trace === 0)) return 'unclear';
  const ahead = receipt ?? trace ?? 0;
  if (ahead === 0) return 'same';
  if (ahead > maximumAhead || (trace ?? ahead) > maximumAhead) return 'unclear';
  return ahead === 1 ? 'next' : 'later';
}

function stepsAhead(before: number | undefined, now: number | undefined, highest: number): number | undefined {
  if (before === undefined || now === undefined) return undefined;
  return (((now - before) % highest) + highest) % highest;
}

function isAfterStart(
  record: PaymentRecord,
  query: SettlementQuery,
  context: ReplayContext,
  tolerance: number,
): boolean {
  const now = wallMs(context.nowMs);
  const offset = context.clockOffsetMs ?? 0;
  const at = recordWallMs(record.date, record.time, now + offset);
  if (at === undefined) return false;
  const started = wallMs(query.startedAtMs) + offset;
  return at >= started - tolerance && at <= now + offset + tolerance;
}
