/** A payment, reversal or refund: from the moment its command leaves, every break is an unknown outcome. */
import { DeviceError, isDeviceError } from '../../../core/device-error.ts';
import type { PaymentHooks, PaymentOrder, PaymentOutcome } from '../../port.ts';
import type { Apdu } from '../codec/apdu.ts';
import { Evidence } from './evidence.ts';
import { type Expectation, judgeOutcome } from './judge-outcome.ts';
import type { Session } from './session.ts';

export interface MoneyAct {
  command: Apdu;
  expected: Expectation;
  hooks: PaymentHooks;
  signal: AbortSignal;
  mayAbort: boolean;
}

export async function runMoneyAct(session: Session, act: MoneyAct): Promise<PaymentOutcome> {
  const { hooks } = act;
  const evidence = new Evidence({
    charset: session.charset,
    administration: false,
    onReceipt: (receipt) => hooks.onReceipt(receipt),
    onRecord: (record) => hooks.onRecord(record),
    onDisplay: (text) => hooks.onDisplay(text),
    onQuestion: (question) => hooks.onQuestion(question),
  });
  try {
    const mayAbort = () => act.mayAbort && !evidence.succeeded;
    const ending = await session.run(act.command, evidence.handlers(), { signal: act.signal, mayAbort });
    return judgeOutcome(ending, evidence.last, act.expected, session.charset);
  } catch (error) {
    const reason = isDeviceError(error) ? error.code : 'device.not-ready';
    const record = evidence.last?.record;
    return { kind: 'unknown', reason, ...(record ? { record } : {}) };
  }
}

/** Before the command left: nothing can have happened. A bug is not hidden as an outcome. */
export function notExecuted(error: unknown): PaymentOutcome {
  if (!isDeviceError(error)) throw error;
  return { kind: 'not-executed', reason: error.code, text: 'Die Zahlung wurde nicht begonnen' };
}

export function cancelledBefore(): DeviceError {
  return new DeviceError('device.cancelled', 'cancelled before the command left');
}

/** BMP 04 has twelve digits. */
const highestAmountCents = 999_999_999_999;

/** A wrong amount is a bug of the caller, not an outcome. */
export function checkedAmount(order: PaymentOrder): number {
  if (!Number.isSafeInteger(order.amountCents) || order.amountCents < 1 || order.amountCents > highestAmountCents) {
    throw new RangeError('amount out of range');
  }
  return order.amountCents;
}
