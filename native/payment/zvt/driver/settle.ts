/**
 * After a break: wait until the terminal is ready, let it repeat its last transaction without printing, compare. The
 * specification's own way to resynchronise (PA00P015 §2.11); it moves no money and may be repeated. Where the repeat says
 * nothing, the totals of before and now are compared (§2.16).
 */
import type { Clock, Log } from '../../../core/context.ts';
import { DeviceError, type DeviceErrorCode, isDeviceError } from '../../../core/device-error.ts';
import { pause } from '../../../core/wait.ts';
import type { PaymentHooks, PaymentOutcome, PaymentRecord, SettlementQuery, TerminalReceipt } from '../../port.ts';
import { encodeRepeatReceipt, repeatService } from '../codec/commands.ts';
import { passingStatus } from '../codec/terminal-status.table.ts';
import { parseWall, wallMs } from '../wall-time.ts';
import { readBatchTotals } from './batch-totals.ts';
import { enquire } from './enquire.ts';
import { Evidence } from './evidence.ts';
import { declined } from './judge-outcome.ts';
import { judgeReplay, type ReplayVerdict } from './judge-replay.ts';
import { judgeTotals } from './judge-totals.ts';
import { endingError, isBreak, type Session, type Sessions } from './session.ts';

export interface Settlement {
  sessions: Sessions;
  clock: Clock;
  log: Log;
  password: string;
  settleMs: number;
  closesItself: boolean;
  terminalId: string | undefined;
  /** Receipts that belong to no act of the seat, for example of an end of day the terminal made by itself. */
  onStrayReceipt(receipt: TerminalReceipt): Promise<void>;
}

const firstPauseMs = 500;
const longestPauseMs = 8000;

export async function settle(
  settlement: Settlement,
  query: SettlementQuery,
  hooks: PaymentHooks,
  signal: AbortSignal,
): Promise<PaymentOutcome> {
  const { clock, log, sessions } = settlement;
  const until = clock.steadyMs() + settlement.settleMs;
  let reason: DeviceErrorCode = 'device.timeout';
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    if (signal.aborted) return { kind: 'unknown', reason: 'device.cancelled' };
    try {
      const outcome = await attempt(settlement, query, hooks);
      await sessions.release();
      return outcome;
    } catch (error) {
      await sessions.drop();
      reason = isDeviceError(error) ? error.code : 'device.not-ready';
      log.info('zvt-settle-waits', { reason });
      // A terminal that says no will say no again; one that is away or busy may come back.
      if (!isDeviceError(error) || !(isBreak(error) || error.code === 'device.busy'))
        return { kind: 'unknown', reason };
    }
    if (clock.steadyMs() + pauseMs >= until) return { kind: 'unknown', reason };
    hooks.onDisplay('Das Terminal wird nach dem Ergebnis gefragt');
    try {
      await pause(clock, pauseMs, signal);
    } catch {
      return { kind: 'unknown', reason: 'device.cancelled' };
    }
  }
}

async function attempt(settlement: Settlement, query: SettlementQuery, hooks: PaymentHooks): Promise<PaymentOutcome> {
  const session = await settlement.sessions.open();
  const clockOffsetMs = await waitReady(settlement, session);
  const found: { verdict: ReplayVerdict } = { verdict: 'unclear' };
  const evidence = new Evidence({
    charset: session.charset,
    administration: false,
    onReceipt: settlement.onStrayReceipt,
    onRecord: async (record, information) => {
      const terminalId = settlement.terminalId ?? session.registration.terminalId;
      found.verdict = judgeReplay(information, query, { nowMs: settlement.clock.nowMs(), terminalId, clockOffsetMs });
      // A record of another transaction must not be stored with this one.
      if (found.verdict === 'paid' || found.verdict === 'declined') await hooks.onRecord(record);
    },
  });
  const command = encodeRepeatReceipt(settlement.password, repeatService.statusWithoutPrint);
  const ending = await session.run(command, evidence.handlers());
  const record = evidence.last?.record;
  if (record && found.verdict === 'paid') {
    await fetchReceipts(settlement, session, hooks);
    return { kind: 'paid', record };
  }
  if (record && found.verdict === 'declined') return declined(record.resultCode, record.additionalText, record);
  if (found.verdict === 'not-executed') return nothingBooked();
  const byTotals = await compareTotals(settlement, session, query, hooks);
  if (byTotals) return byTotals;
  if (record) return { kind: 'unknown', reason: 'device.garbled' };
  const error = endingError(ending, session.charset);
  if (error.code === 'device.busy') throw error;
  return { kind: 'unknown', reason: ending.kind === 'completed' ? 'device.unsupported' : error.code };
}

function nothingBooked(): PaymentOutcome {
  return { kind: 'not-executed', reason: 'device.disconnected', text: 'Am Terminal wurde nichts gebucht' };
}

/** Undefined when they are not known from before, or say nothing. */
async function compareTotals(
  settlement: Settlement,
  session: Session,
  query: SettlementQuery,
  hooks: PaymentHooks,
): Promise<PaymentOutcome | undefined> {
  const before = query.before?.totals;
  if (!before) return undefined;
  const after = await readBatchTotals(session, settlement.password, settlement.onStrayReceipt);
  const terminalId = query.before?.terminalId ?? settlement.terminalId;
  if (!after || (terminalId && after.record.terminalId && after.record.terminalId !== terminalId)) return undefined;
  const verdict = judgeTotals(before, after, query.amountCents, settlement);
  if (verdict === 'not-executed') return nothingBooked();
  if (verdict !== 'paid') return undefined;
  // The totals are all the terminal tells: amount and terminal, but no number of the transaction.
  const record: PaymentRecord = {
    resultCode: 0,
    amountCents: query.amountCents,
    ...(terminalId === undefined ? {} : { terminalId }),
    additionalText: 'An den Umsatzsummen des Terminals erkannt',
    rawHex: after.record.rawHex,
  };
  await hooks.onRecord(record);
  await fetchReceipts(settlement, session, hooks);
  return { kind: 'paid', record };
}

/** Rejects with `device.busy` while the terminal is still at work. Returns how far its clock is ahead, when it tells. */
async function waitReady(settlement: Settlement, session: Session): Promise<number | undefined> {
  const status = await enquire(session, settlement.password, settlement.onStrayReceipt);
  if (passingStatus.has(status.statusCode)) throw new DeviceError('device.busy', 'terminal still at work');
  const terminalWallMs = status.terminalTime === undefined ? undefined : parseWall(status.terminalTime);
  return terminalWallMs === undefined ? undefined : terminalWallMs - wallMs(settlement.clock.nowMs());
}

/** The verdict stands without them: a receipt can be repeated later. */
async function fetchReceipts(settlement: Settlement, session: Session, hooks: PaymentHooks): Promise<void> {
  const evidence = new Evidence({
    charset: session.charset,
    administration: false,
    onReceipt: (receipt) => hooks.onReceipt(receipt),
  });
  try {
    await session.run(encodeRepeatReceipt(settlement.password, repeatService.printOnly), evidence.handlers());
  } catch (error) {
    await settlement.sessions.drop();
    settlement.log.warn('zvt-receipt-missing', { reason: isDeviceError(error) ? error.code : 'not stored' });
  }
}
