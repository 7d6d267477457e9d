/** The open batch of a terminal, asked without closing it (`06 10`, PA00P015 §2.16). */
import { DeviceError } from '../../../core/device-error.ts';
import type { BatchTotals, PaymentRecord, TerminalReceipt } from '../../port.ts';
import { encodeTotalsRequest } from '../codec/commands.ts';
import { Evidence } from './evidence.ts';
import { endingError, type Session } from './session.ts';

export interface ToldTotals extends BatchTotals {
  record: PaymentRecord;
}

/** Undefined when the terminal does not tell them. Rejects with `device.busy` and when the line breaks. */
export async function readBatchTotals(
  session: Session,
  password: string,
  onReceipt: (receipt: TerminalReceipt) => Promise<void>,
): Promise<ToldTotals | undefined> {
  const evidence = new Evidence({ charset: session.charset, administration: true, onReceipt });
  const ending = await session.run(encodeTotalsRequest(password), evidence.handlers());
  if (ending.kind !== 'completed') {
    const error = endingError(ending, session.charset);
    if (error.code === 'device.busy') throw new DeviceError('device.busy', 'totals not told while at work');
    return undefined;
  }
  const { record, totals, understood } = evidence.last ?? {};
  if (record?.resultCode !== 0 || !understood) return undefined;
  const perScheme = totals?.perScheme.map((entry) => ({ ...entry })) ?? [];
  const totalCents = record.amountCents ?? perScheme.reduce((sum, entry) => sum + entry.amountCents, 0);
  if (record.amountCents === undefined && perScheme.length === 0) return undefined;
  return { totalCents, perScheme, traceNumber: record.traceNumber ?? 0, record };
}
