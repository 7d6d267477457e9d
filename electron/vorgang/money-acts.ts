/** Paying and giving back, by card and in cash, for fee steps and the till alike: one place knows how money moves. */
import { AppError } from '../contract/app-error.ts';
import type { JsonObject, JsonValue } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import type { PaymentListener } from '../devices/port.ts';
import type { Papers } from '../documents/port.ts';
import type { Intent } from '../operations/port.ts';
import type { MoneyActs, PaidItem, PaymentAct, ReversalAct, TsePort } from '../till/port.ts';
import { cutBatch } from './cut-batch.ts';
import { totalCents } from './fee-items.ts';
import { askTerminal, settleByOutcome } from './payment-outcome.ts';
import { printPaper } from './print-paper.ts';
import { settleOperation } from './settle-open.ts';
import { actAtTerminal, prepareTerminal, type TerminalParts } from './terminal-act.ts';
import { unknownView } from './unknown-view.ts';

export interface MoneyParts extends TerminalParts {
  papers: Papers;
  tse: TsePort | null;
}

const askWaitMs = 5_000;

export function createMoneyActs(parts: MoneyParts): MoneyActs {
  const { ledger, devices } = parts;

  /** A broken line is looked into at once, while the citizen still stands there. */
  async function askAtOnce(operation: Operation, show: (text: string) => void): Promise<Operation> {
    if (operation.phase !== 'unknown') return operation;
    show('Verbindung zum Terminal unterbrochen. Der Ausgang wird geprüft.');
    return askTerminal(ledger, devices, operation, show, new AbortController().signal);
  }

  /** Cash changes hands between intent and outcome; a security module sees both ends (KassenSichV § 2). */
  function moveCash(intent: Intent, items: readonly PaidItem[], kind: 'payment' | 'reversal'): Operation {
    const transaction = parts.tse?.begin();
    const operation = ledger.intend(intent);
    const details: JsonObject = {};
    if (parts.tse && transaction !== undefined) {
      const sign = kind === 'payment' ? 1 : -1;
      const amounts = items.map(({ accounting, amountCents }) => ({
        tax: accounting?.tax ?? { kind: 'nicht-steuerbar' as const },
        amountCents: sign * amountCents,
      }));
      details.tse = parts.tse.finish(transaction, { kind, amounts });
    }
    return ledger.settle(operation.id, { phase: 'done', by: intent.actor, details });
  }

  return {
    async payByCard(act, show, signal) {
      const { deviceId, virtual, before } = await prepareTerminal(parts, signal);
      const intent = {
        ...paymentIntent(act, { method: 'card', before }),
        deviceId,
        virtual,
      };
      const pay = async (operation: Operation, listener: PaymentListener) => {
        const outcome = await devices.pay(totalCents(act.items), listener, signal);
        settleByOutcome(ledger, operation, outcome, act.by);
      };
      const paid = await actAtTerminal(parts, intent, show, pay, act.ask);
      return askAtOnce(paid, show);
    },
    payInCash(act) {
      const total = totalCents(act.items);
      const { givenCents } = act;
      if (givenCents < total) throw new AppError('till.cash-too-little', { missingCents: total - givenCents });
      const details = { method: 'cash', givenCents, changeCents: givenCents - total };
      return moveCash({ ...paymentIntent(act, details), deviceId: null, virtual: false }, act.items, 'payment');
    },
    async reverse(act, show, signal) {
      if (act.way === 'cash') {
        return moveCash({ ...reversalIntent(act, {}), deviceId: null, virtual: false }, act.items, 'reversal');
      }
      const amountCents = Number(act.payment.details.amountCents);
      const receiptNumber = terminalReceiptNumber(act.payment);
      if (act.way === 'reverse' && receiptNumber === null) throw new AppError('till.reversal-not-possible');
      const { deviceId, virtual, before } = await prepareTerminal(parts, signal);
      const intent = { ...reversalIntent(act, { before }), deviceId, virtual };
      const reversed = await actAtTerminal(parts, intent, show, async (operation, listener) => {
        const outcome =
          act.way === 'reverse' && receiptNumber !== null
            ? await devices.reversePayment({ amountCents, receiptNumber }, listener, signal)
            : await devices.refundPayment(amountCents, listener, signal);
        settleByOutcome(ledger, operation, outcome, act.by);
      });
      return askAtOnce(reversed, show);
    },
    cutBatch: (closingId, by, show) => cutBatch(parts, closingId, by, show),
    print: (order) => printPaper(parts, order),
    ask: (operation) => settleOperation(ledger, devices, operation, askWaitMs),
    describe: unknownView,
  };
}

function paymentIntent({ vorgangId, subject, items, by }: PaymentAct, details: JsonObject) {
  return {
    vorgangId,
    kind: 'payment' as const,
    subject,
    actor: by,
    details: { ...details, amountCents: totalCents(items), items: items.map(asJson), takenBy: by },
  };
}

/** One reversal for each payment: its attempt is part of the subject, so that the next payment can be reversed as well. */
function reversalIntent(
  { payment, way, refersTo, afterwards, reason, secondClerk, by }: ReversalAct,
  details: JsonObject,
) {
  return {
    vorgangId: payment.vorgangId,
    kind: 'reversal' as const,
    subject: `${payment.subject}-${payment.attempt}`,
    actor: by,
    details: {
      ...details,
      method: way === 'cash' ? 'cash' : 'card',
      way,
      amountCents: Number(payment.details.amountCents),
      items: payment.details.items ?? [],
      reversedOperationId: payment.id,
      refersTo,
      afterwards,
      reason,
      secondClerk,
      takenBy: by,
    },
  };
}

/** Of the terminal, not of the Zahlstelle (ZVT BMP 87). */
function terminalReceiptNumber(payment: Operation): number | null {
  const { record } = payment.details;
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return null;
  return typeof record.receiptNumber === 'number' ? record.receiptNumber : null;
}

const asJson = (item: PaidItem): JsonValue => ({ ...item }) as JsonValue;
