/** Turns what the terminal (or its silence) says about a payment into the outcome of the operation. */
import type { ErrorCode } from '../contract/app-error.ts';
import type { HostPaymentOutcome } from '../contract/host/payment.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import type { CounterDevices, PaymentCounters, PaymentListener } from '../devices/port.ts';
import type { Ledger } from '../operations/port.ts';

const readyWaitMs = 20_000;

/** Writes down records and receipts before the terminal is answered. A terminal's question without a clerk is answered no. */
export function ledgerListener(
  ledger: Ledger,
  operationId: string,
  parts: { onDisplay(text: string): void; onQuestion(question: string): Promise<boolean> },
): PaymentListener {
  return {
    onDisplay: parts.onDisplay,
    onQuestion: parts.onQuestion,
    async onRecord(record) {
      ledger.note(operationId, { record: { ...record } as JsonObject });
    },
    async onReceipt(receipt) {
      const kept = ledger.get(operationId).details.receipts;
      ledger.note(operationId, { receipts: [...(Array.isArray(kept) ? kept : []), { ...receipt }] });
    },
  };
}

export function settleByOutcome(
  ledger: Ledger,
  operation: Operation,
  outcome: HostPaymentOutcome,
  by: string,
): Operation {
  switch (outcome.kind) {
    case 'paid':
      return ledger.settle(operation.id, {
        phase: 'done',
        by,
        details: { record: { ...outcome.record } as JsonObject },
      });
    case 'declined':
      return ledger.settle(operation.id, {
        phase: 'declined',
        by,
        details: { resultCode: outcome.resultCode, text: outcome.text },
      });
    case 'not-executed':
      return ledger.settle(operation.id, {
        phase: 'declined',
        by,
        reason: outcome.reason,
        details: { notExecuted: true, text: outcome.text },
      });
    case 'unknown':
      return keepUnknown(ledger, operation, outcome.reason, by);
  }
}

export function keepUnknown(ledger: Ledger, operation: Operation, reason: ErrorCode, by: string): Operation {
  if (ledger.get(operation.id).phase === 'unknown') return ledger.get(operation.id);
  return ledger.settle(operation.id, { phase: 'unknown', reason, by });
}

/** What a batch grows by tells a payment, never a Storno or a refund: for those only the repeated record counts. */
function knownBefore(operation: Operation): PaymentCounters | undefined {
  const before = operation.details.before as PaymentCounters | undefined;
  if (before === undefined || operation.kind === 'payment') return before;
  const { totals: _, ...counters } = before;
  return counters;
}

/** Asks the terminal what became of it; leaves the operation `unknown` when the terminal cannot say or cannot be reached. */
export async function askTerminal(
  ledger: Ledger,
  devices: CounterDevices,
  operation: Operation,
  onDisplay: (text: string) => void,
  signal: AbortSignal,
  waitMs = readyWaitMs,
): Promise<Operation> {
  const amountCents = Number(operation.details.amountCents);
  const before = knownBefore(operation);
  // The terminal repeats its last payment only, and that is another one by now.
  if (operation.details.overtaken === true) return keepUnknown(ledger, operation, 'device.not-ready', 'seat');
  if (!(await devices.whenReady('payment', waitMs)))
    return keepUnknown(ledger, operation, 'device.unreachable', 'seat');
  try {
    const outcome = await devices.settlePayment(
      { amountCents, startedAtMs: Date.parse(operation.startedAt), ...(before === undefined ? {} : { before }) },
      ledgerListener(ledger, operation.id, { onDisplay, onQuestion: async () => false }),
      signal,
    );
    return settleByOutcome(ledger, operation, outcome, 'seat');
  } catch {
    return keepUnknown(ledger, operation, 'device.disconnected', 'seat');
  }
}
