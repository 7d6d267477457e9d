/** What the terminal tells before an act: its last numbers, and its totals where the numbers would not do. */
import type { BatchTotals, PaymentRecord, TerminalReceipt } from '../../port.ts';
import { encodeRepeatReceipt, repeatService } from '../codec/commands.ts';
import { readBatchTotals } from './batch-totals.ts';
import { Evidence } from './evidence.ts';
import type { Session } from './session.ts';

/** Undefined when the terminal has nothing to repeat, or does not repeat at all. */
export async function askLastRecord(
  session: Session,
  password: string,
  onReceipt: (receipt: TerminalReceipt) => Promise<void>,
): Promise<PaymentRecord | undefined> {
  const evidence = new Evidence({ charset: session.charset, administration: false, onReceipt });
  await session.run(encodeRepeatReceipt(password, repeatService.statusWithoutPrint), evidence.handlers());
  return evidence.last?.record;
}

export async function askTotals(
  session: Session,
  password: string,
  onReceipt: (receipt: TerminalReceipt) => Promise<void>,
): Promise<BatchTotals | undefined> {
  const told = await readBatchTotals(session, password, onReceipt);
  if (!told) return undefined;
  const { totalCents, perScheme, traceNumber } = told;
  return { totalCents, perScheme, traceNumber };
}
