/** From what the terminal said to what it means for the money: paid only when result, amount, currency and terminal fit. */
import type { PaymentOutcome, PaymentRecord } from '../../port.ts';
import type { Charset } from '../codec/charset.ts';
import { decodeTerminalAbort } from '../codec/completion.ts';
import { resultCodeText } from '../codec/result-code.table.ts';
import type { StatusInformation } from '../codec/status-information.ts';
import type { Ending } from './conversation.ts';
import { neverBegan, refusalCode } from './refusal.ts';

export interface Expectation {
  amountCents: number;
  terminalId?: string | undefined;
}

/** ISO 4217 number of the euro as BMP 49 shows it. */
const euro = '0978';

/** Whether nothing the terminal said contradicts the order. */
export function fits(information: StatusInformation, expected: Expectation): boolean {
  const { record, currency } = information;
  if (!record) return false;
  if (record.amountCents !== undefined && record.amountCents !== expected.amountCents) return false;
  if (currency !== undefined && currency !== euro) return false;
  return !record.terminalId || !expected.terminalId || record.terminalId === expected.terminalId;
}

/** `information` is the last Status-Information of the conversation that ended. */
export function judgeOutcome(
  ending: Ending,
  information: StatusInformation | undefined,
  expected: Expectation,
  charset: Charset,
): PaymentOutcome {
  if (ending.kind === 'refused') {
    const text = resultCodeText(ending.errorCode);
    return { kind: 'not-executed', reason: refusalCode(ending.errorCode), text };
  }
  const abort = ending.kind === 'aborted' ? decodeTerminalAbort(ending.data, charset) : undefined;
  const record = information?.record;
  if (information && !record) return { kind: 'unknown', reason: 'device.garbled' };
  if (information && record) {
    if (record.resultCode !== 0) {
      // A message that could not be read to its end is no refusal.
      if (!information.understood) return { kind: 'unknown', reason: 'device.garbled', record };
      return declined(record.resultCode, record.additionalText ?? abort?.text, record);
    }
    const certain = information.understood || record.amountCents !== undefined;
    if (!abort && certain && fits(information, expected)) return { kind: 'paid', record };
    return { kind: 'unknown', reason: abort ? 'device.refused' : 'device.garbled', record };
  }
  if (!abort) return { kind: 'unknown', reason: 'device.garbled' };
  if (abort.resultCode === 0) return { kind: 'unknown', reason: 'device.refused' };
  const reason = neverBegan(abort.resultCode);
  if (reason) return { kind: 'not-executed', reason, text: abort.text ?? resultCodeText(abort.resultCode) };
  return declined(abort.resultCode, abort.text);
}

export function declined(resultCode: number, text: string | undefined, record?: PaymentRecord): PaymentOutcome {
  return { kind: 'declined', resultCode, text: text ?? resultCodeText(resultCode), ...(record ? { record } : {}) };
}
