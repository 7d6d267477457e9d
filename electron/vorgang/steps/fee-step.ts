/** Fees: due once per service, paid by card or cash, with the intent on disk before the terminal hears of it. */
import { AppError, isAppError } from '../../contract/app-error.ts';
import type { HostTerminalReceipt } from '../../contract/host/payment.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Operation } from '../../contract/operation.ts';
import { feeFacts } from '../../services/facts.ts';
import type { FeeStep } from '../../services/service.ts';
import type { PaidItem } from '../../till/port.ts';
import { type DueItem, dueItems, paidItem, totalCents } from '../fee-items.ts';
import { askTerminal, keepUnknown, ledgerListener, settleByOutcome } from '../payment-outcome.ts';
import type { StepHandler, StepRun } from '../step-run.ts';

const earlierWaitMs = 2_000;

function paymentOf(step: FeeStep, run: StepRun): Operation | undefined {
  return run.ledger
    .ofVorgang(run.state.id)
    .findLast((operation) => operation.kind === 'payment' && operation.subject === step.id);
}

function phaseOf(operation: Operation | undefined, total: number, recorded: string | undefined) {
  if (recorded === 'paid' || recorded === 'waived') return recorded;
  if (recorded === 'nothing-due' && total === 0) return recorded;
  switch (operation?.phase) {
    case 'done':
      return 'paid';
    case 'declined':
      return 'declined';
    case 'unknown':
      return 'unknown';
    case 'intended':
      return 'paying';
    default:
      return total === 0 ? 'nothing-due' : 'due';
  }
}

function intend(
  step: FeeStep,
  items: readonly DueItem[],
  details: JsonObject,
  virtual: boolean,
  deviceId: string | null,
  run: StepRun,
) {
  return run.ledger.intend({
    vorgangId: run.state.id,
    kind: 'payment',
    subject: step.id,
    deviceId,
    virtual,
    actor: run.clerk.userName,
    details: { ...details, amountCents: totalCents(items), items: items.map((item) => ({ ...paidItem(item) })) },
  });
}

/** After this payment the terminal can no longer tell what became of an earlier one: it is asked now or never. */
async function settleEarlier(deviceId: string, run: StepRun): Promise<void> {
  for (const open of run.ledger.open()) {
    if (open.kind !== 'payment' || open.deviceId !== deviceId || open.details.overtaken === true) continue;
    const asked = await askTerminal(run.ledger, run.devices, open, () => {}, run.signal, earlierWaitMs);
    if (asked.phase === 'unknown') run.ledger.note(open.id, { overtaken: true });
  }
}

async function payByCard(step: FeeStep, items: readonly DueItem[], run: StepRun): Promise<void> {
  const { id: deviceId, virtual } = run.devices.device('payment');
  // Throws while the terminal is away or at work for another Vorgang: its own act will tell the outcome.
  await run.devices.paymentCounters();
  await settleEarlier(deviceId, run);
  const before = await run.devices.paymentCounters();
  const operation = intend(
    step,
    items,
    { method: 'card', before: { ...before } as JsonObject },
    virtual,
    deviceId,
    run,
  );
  const show = (text: string) => {
    run.transient.display = text;
    run.live({ kind: 'terminal-display', vorgangId: run.state.id, text });
  };
  const listener = ledgerListener(run.ledger, operation.id, {
    onDisplay: show,
    // Only a signature on the terminal's own slip would need an answer; without a compared signature the answer is no.
    onQuestion: async () => false,
  });
  run.changed();
  try {
    const outcome = await run.devices.pay(totalCents(items), listener, run.signal);
    settleByOutcome(run.ledger, operation, outcome, run.clerk.userName);
  } catch (error) {
    if (isAppError(error) && error.params.stage === 'lease') {
      // The kit refused before anything was sent: nothing can have been booked.
      run.ledger.settle(operation.id, {
        phase: 'declined',
        reason: error.code,
        by: 'seat',
        details: { notExecuted: true },
      });
      throw error;
    }
    keepUnknown(run.ledger, operation, isAppError(error) ? error.code : 'internal', 'seat');
  }
  if (run.ledger.get(operation.id).phase === 'unknown') {
    show('Verbindung zum Terminal unterbrochen. Der Ausgang wird geprüft.');
    await askTerminal(run.ledger, run.devices, run.ledger.get(operation.id), show, new AbortController().signal);
  }
}

function payInCash(step: FeeStep, items: readonly DueItem[], givenCents: number, run: StepRun): void {
  const total = totalCents(items);
  if (!run.settings.cash) throw new AppError('vorgang.unknown-action');
  if (givenCents < total) throw new AppError('till.cash-too-little', { missingCents: total - givenCents });
  const details = { method: 'cash', givenCents, changeCents: givenCents - total };
  const operation = intend(step, items, details, false, null, run);
  run.ledger.settle(operation.id, { phase: 'done', by: run.clerk.userName });
}

function terminalLines(operation: Operation): string[] {
  const receipts = Array.isArray(operation.details.receipts)
    ? (operation.details.receipts as unknown as HostTerminalReceipt[])
    : [];
  const shown = receipts.findLast((receipt) => receipt.kind === 'customer') ?? receipts.at(-1);
  return shown?.lines ?? [];
}

function recordNothingDue(step: FeeStep, run: StepRun): void {
  const items = step
    .fees(run.state.facts, run.context)
    .map(({ id, lawKey }) => ({ id, lawKey, row: run.context.law(lawKey) }));
  if (items.some(({ row }) => row.value > 0)) return;
  run.record(step.id, {
    phase: 'nothing-due',
    totalCents: 0,
    items: items.map(({ id, lawKey, row }) => ({ id, lawKey, amountCents: 0, validFrom: row.validFrom })),
  });
}

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export const feeHandler: StepHandler<'fee'> = {
  panel(step, run) {
    const items = dueItems(step, run.state, run.context);
    const operation = paymentOf(step, run);
    const recorded = feeFacts.safeParse(run.state.facts[step.id]).data;
    const declined = operation?.phase === 'declined' ? operation.details.text : null;
    return {
      items,
      totalCents: totalCents(items),
      phase: phaseOf(operation, totalCents(items), recorded?.phase),
      methods: run.settings.cash ? ['card', 'cash'] : ['card'],
      display: run.transient.display,
      receiptNumber: recorded?.receiptNumber ?? null,
      changeCents: operation?.phase === 'done' ? numberOrNull(operation.details.changeCents) : null,
      declinedText: typeof declined === 'string' ? declined : null,
    };
  },

  async act(step, action, run) {
    const items = dueItems(step, run.state, run.context);
    const facts = {
      totalCents: 0,
      items: items.map(({ id, lawKey, validFrom }) => ({ id, lawKey, validFrom, amountCents: 0 })),
    };
    if (action.do === 'waive') run.record(step.id, { phase: 'waived', reason: action.reason, ...facts });
    else if (action.do === 'pay-cash') payInCash(step, items, action.givenCents, run);
    else if (action.do === 'pay-card') {
      try {
        await payByCard(step, items, run);
      } finally {
        run.transient.display = null;
      }
    } else throw new AppError('vorgang.unknown-action');
    feeHandler.reconcile?.(step, run);
    return [];
  },

  /** A paid operation without facts: the seat died between the two. The receipt is issued now, once. Nothing due is noted too. */
  reconcile(step, run) {
    const operation = paymentOf(step, run);
    if (operation === undefined && run.state.facts[step.id] === undefined) recordNothingDue(step, run);
    if (operation?.phase !== 'done' || feeFacts.safeParse(run.state.facts[step.id]).data?.phase === 'paid') return;
    const items = operation.details.items as unknown as PaidItem[];
    const method = operation.details.method === 'cash' ? 'cash' : 'card';
    const receipt = run.till.issue({
      vorgangId: run.state.id,
      operationId: operation.id,
      method,
      items,
      totalCents: totalCents(items),
      givenCents: numberOrNull(operation.details.givenCents),
      changeCents: numberOrNull(operation.details.changeCents),
      issuedBy: operation.settledBy ?? run.clerk.userName,
      terminalLines: terminalLines(operation),
    });
    run.record(
      step.id,
      {
        phase: 'paid',
        method,
        totalCents: receipt.totalCents,
        receiptNumber: receipt.number,
        items: items.map(({ id, amountCents, lawKey, validFrom }) => ({ id, amountCents, lawKey, validFrom })),
      },
      operation.virtual,
    );
  },
};
