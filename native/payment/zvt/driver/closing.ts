/** Totals and end of day: a Status-Information with BMP 60, then receipts of the administration (PA00P015 §§2.13, 2.16). */
import type { PaymentHooks, TerminalTotals } from '../../port.ts';
import type { Apdu } from '../codec/apdu.ts';
import { Evidence } from './evidence.ts';
import { endingError, type Session } from './session.ts';

export async function runTotals(
  session: Session,
  command: Apdu,
  hooks: PaymentHooks,
  signal?: AbortSignal,
): Promise<TerminalTotals> {
  const evidence = new Evidence({
    charset: session.charset,
    administration: true,
    onReceipt: (receipt) => hooks.onReceipt(receipt),
    onRecord: (record) => hooks.onRecord(record),
    onDisplay: (text) => hooks.onDisplay(text),
  });
  const ending = await session.run(
    command,
    evidence.handlers(),
    signal ? { signal, mayAbort: () => !evidence.succeeded } : {},
  );
  const record = evidence.last?.record;
  if (ending.kind !== 'completed' || !record || record.resultCode !== 0) throw endingError(ending, session.charset);
  const perScheme = evidence.last?.totals?.perScheme ?? [];
  const sumCents = perScheme.reduce((sum, entry) => sum + entry.amountCents, 0);
  return {
    totalCents: record.amountCents ?? sumCents,
    count: perScheme.reduce((sum, entry) => sum + entry.count, 0),
    perScheme: perScheme.filter((entry) => entry.count > 0 || entry.amountCents > 0),
    record,
  };
}
