/** Fees: due once per service, paid by card or cash, with the intent on disk before the terminal hears of it. */
import { AppError } from '../../contract/app-error.ts';
import type { Operation } from '../../contract/operation.ts';
import { isReversed } from '../../operations/operation-fold.ts';
import { feeFacts } from '../../services/facts.ts';
import type { FeeStep } from '../../services/service.ts';
import type { ItemReturn, PaidElsewhere, PaymentAct } from '../../till/port.ts';
import { type DueItem, dueItems, paidItem, totalCents } from '../fee-items.ts';
import type { StepHandler, StepRun } from '../step-run.ts';

function paymentOf(step: FeeStep, run: StepRun): Operation | undefined {
  return run.ledger
    .ofVorgang(run.state.id)
    .findLast((operation) => operation.kind === 'payment' && operation.subject === step.id);
}

function phaseOf(operation: Operation | undefined, total: number, recorded: string | undefined) {
  if (recorded === 'paid' || recorded === 'waived') return recorded;
  if (recorded === 'nothing-due' && total === 0) return recorded;
  if (operation !== undefined && isReversed(operation)) return total === 0 ? 'nothing-due' : 'due';
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

function actOf(step: FeeStep, items: readonly DueItem[], run: StepRun): PaymentAct {
  return { vorgangId: run.state.id, subject: step.id, items: items.map(paidItem), by: run.clerk.userName };
}

async function payByCard(step: FeeStep, items: readonly DueItem[], run: StepRun): Promise<void> {
  let shown = false;
  const show = (text: string) => {
    run.transient.display = text;
    run.live({ kind: 'terminal-display', vorgangId: run.state.id, text });
    if (!shown) run.changed();
    shown = true;
  };
  const ask = (text: string) =>
    new Promise<boolean>((resolve) => {
      const answer = (yes: boolean) => {
        run.transient.question = null;
        resolve(yes);
        run.changed();
      };
      run.transient.question = { text, answer };
      run.changed();
    });
  try {
    await run.money.payByCard({ ...actOf(step, items, run), ask }, show, run.signal);
  } finally {
    run.transient.display = null;
    // The terminal did not wait for ever (bounded by the driver): whoever still waits hears no.
    run.transient.question?.answer(false);
  }
}

/** What was left to the Sammelkasse must be what is due now: an answer that changed the fee changes the open item. */
function followItems(step: FeeStep, run: StepRun): void {
  const posted = run.till.openItem(run.state.id, step.id);
  if (posted === null) return;
  const items = dueItems(step, run.state, run.context, run.till).map(paidItem);
  if (JSON.stringify(posted.items) === JSON.stringify(items)) return;
  const gone = run.till.outdateOpenItem(posted, 'Gebühr hat sich geändert', run.clerk.userName) === 'withdrawn';
  if (gone && totalCents(items) > 0) {
    run.till.postOpenItem({ vorgangId: run.state.id, stepId: step.id, items, by: run.clerk.userName });
  }
}

/** The money went back: the fee is due again, or the matter is closed, as was chosen. */
function followReversal(step: FeeStep, payment: Operation, run: StepRun): void {
  const recorded = feeFacts.safeParse(run.state.facts[step.id]).data;
  const reversal = run.ledger.get(String(payment.details.reversedBy));
  const closed = reversal.details.afterwards === 'closed';
  if (closed && recorded?.phase !== 'waived') recordGivenBack(step, String(reversal.details.reason), run);
  else if (!closed && recorded?.phase === 'paid') run.record(step.id, null);
}

const stands = (payment: Operation | undefined): boolean => payment?.phase === 'done' && !isReversed(payment);

/** Another seat of the Ortsverwaltung collected what was left to the Sammelkasse: its receipt counts. */
function recordPaidElsewhere(step: FeeStep, elsewhere: PaidElsewhere, run: StepRun): void {
  const recorded = feeFacts.safeParse(run.state.facts[step.id]).data;
  const { method, totalCents: total, receipt, seat, items } = elsewhere;
  if (recorded?.phase === 'paid') {
    const isKnown = (recorded.receiptNumber ?? '') === receipt;
    // Paid twice, there and here: the Kasse shows it. Until one of them is given back, what stands here stays.
    if (isKnown || stands(paymentOf(step, run))) return;
  }
  const paid = items.map(({ id, amountCents, lawKey, validFrom }) => ({ id, amountCents, lawKey, validFrom }));
  const fact = { phase: 'paid' as const, totalCents: total, items: paid };
  // Where a lead said so, the means and the receipt are known when that seat tells them.
  run.record(step.id, receipt === '' ? { ...fact, bookedAt: seat } : { ...fact, method, receiptNumber: receipt });
}

/** The seat that had collected it gave the money back: as after a Storno here. */
function followReturnElsewhere(step: FeeStep, given: ItemReturn, run: StepRun): void {
  const recorded = feeFacts.safeParse(run.state.facts[step.id]).data;
  if (recorded?.phase !== 'paid' || stands(paymentOf(step, run))) return;
  if (given.afterwards === 'closed') recordGivenBack(step, given.reason, run);
  else run.record(step.id, null);
}

function recordGivenBack(step: FeeStep, why: string, run: StepRun): void {
  const recorded = feeFacts.safeParse(run.state.facts[step.id]).data;
  const items = (recorded?.items ?? []).map((item) => ({ ...item, amountCents: 0 }));
  run.record(step.id, { phase: 'waived', reason: `Zahlung zurückgegeben: ${why}`, totalCents: 0, items });
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
    const items = dueItems(step, run.state, run.context, run.till);
    const operation = paymentOf(step, run);
    const recorded = feeFacts.safeParse(run.state.facts[step.id]).data;
    const declined = operation?.phase === 'declined' ? operation.details.text : null;
    const phase = phaseOf(operation, totalCents(items), recorded?.phase);
    const isOpen = phase === 'due' || phase === 'declined';
    const elsewhere = isOpen && run.till.openItem(run.state.id, step.id) !== null;
    return {
      items,
      totalCents: totalCents(items),
      phase: elsewhere ? 'elsewhere' : phase,
      mayPayElsewhere: run.till.collective,
      methods: run.settings.cash ? ['card', 'cash'] : ['card'],
      display: run.transient.display,
      receiptNumber: recorded?.receiptNumber ?? null,
      ...(recorded?.bookedAt === undefined ? {} : { bookedAt: recorded.bookedAt }),
      changeCents: operation?.phase === 'done' ? numberOrNull(operation.details.changeCents) : null,
      question: run.transient.question?.text ?? null,
      declinedText: typeof declined === 'string' ? declined : null,
    };
  },

  async act(step, action, run) {
    const items = dueItems(step, run.state, run.context, run.till);
    const facts = {
      totalCents: 0,
      items: items.map(({ id, lawKey, validFrom }) => ({ id, lawKey, validFrom, amountCents: 0 })),
    };
    const vorgangId = run.state.id;
    const by = run.clerk.userName;
    const posted = run.till.openItem(vorgangId, step.id);
    if (action.do === 'pay-later') {
      if (!run.till.collective || totalCents(items) === 0) throw new AppError('vorgang.unknown-action');
      if (!posted) run.till.postOpenItem({ vorgangId, stepId: step.id, items: items.map(paidItem), by });
      return [];
    }
    if (!['waive', 'pay-here', 'pay-cash', 'pay-card'].includes(action.do)) {
      throw new AppError('vorgang.unknown-action');
    }
    if (action.do === 'pay-cash' || action.do === 'pay-card') {
      run.till.assertMayTake(action.do === 'pay-cash' ? 'cash' : 'card', items);
    }
    // Another seat may have taken the money while this window still says it is due.
    if (run.till.paidElsewhere(vorgangId, step.id)) throw new AppError('operation.already-settled');
    if (posted) await run.till.withdrawOpenItem(posted, 'Zahlung am Platz', by);
    if (action.do === 'waive') run.record(step.id, { phase: 'waived', reason: action.reason, ...facts });
    else if (action.do === 'pay-cash') {
      run.money.payInCash({ ...actOf(step, items, run), givenCents: action.givenCents });
    } else if (action.do === 'pay-card') await payByCard(step, items, run);
    feeHandler.reconcile?.(step, run);
    return [];
  },

  /**
   * Brings facts in line with the money: a paid operation without facts (the seat died between the two, or the Sammelkasse
   * collected), a payment that was given back, an open item whose fee has changed. Nothing due is noted too.
   */
  reconcile(step, run) {
    const operation = paymentOf(step, run);
    if (operation === undefined && run.state.facts[step.id] === undefined) recordNothingDue(step, run);
    const elsewhere = run.till.paidElsewhere(run.state.id, step.id);
    // First of all: an earlier payment of this Vorgang may have been given back before it was paid there.
    if (elsewhere !== null) return recordPaidElsewhere(step, elsewhere, run);
    const givenBack = run.till.returnedElsewhere(run.state.id, step.id);
    if (givenBack !== null) followReturnElsewhere(step, givenBack, run);
    if (operation !== undefined && isReversed(operation)) followReversal(step, operation, run);
    const recorded = feeFacts.safeParse(run.state.facts[step.id]).data;
    const isAwaited = recorded?.phase === 'paid' && recorded.bookedAt !== undefined;
    if (operation?.phase !== 'done' || isReversed(operation)) {
      // The seat with the terminal says now that no money came, whatever was decided here.
      if (isAwaited && operation?.phase === 'declined') run.record(step.id, null);
      return followItems(step, run);
    }
    if (recorded?.phase === 'paid' && !isAwaited) return;
    const receipt = run.till.issue(operation);
    if (isAwaited && receipt.number === null) return;
    const { method, totalCents: total, items } = receipt;
    run.record(
      step.id,
      {
        phase: 'paid',
        method,
        totalCents: total,
        ...(receipt.number === null ? { bookedAt: receipt.bookedAt } : { receiptNumber: receipt.number }),
        items: items.map(({ id, amountCents, lawKey, validFrom }) => ({ id, amountCents, lawKey, validFrom })),
      },
      operation.virtual,
    );
  },
};
