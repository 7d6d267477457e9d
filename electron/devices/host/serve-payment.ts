/** Device host side of the card terminal: hooks become questions to main, which answers when the fact is on disk. */
import type { CardTerminal, PaymentHooks, PaymentOrder, TerminalTotals } from '../../../native/payment/port.ts';
import type { ClientOf } from '../../contract/define-contract.ts';
import { type HostTerminalTotals, hostPaymentContract, type paymentAsksContract } from '../../contract/host/payment.ts';
import { type ReportBug, serve } from '../../ipc/serve.ts';
import type { OpenDevices } from './open-devices.ts';
import type { RunningCalls } from './running-calls.ts';

export type PaymentAsks = ClientOf<typeof paymentAsksContract>;

export function servePayment(devices: OpenDevices, calls: RunningCalls, asks: PaymentAsks, reportBug: ReportBug) {
  const hooks = (callId: string): PaymentHooks => ({
    onDisplay: (text) => served.emit('display', { callId, text }),
    onRecord: async (record) => {
      await asks.record({ callId, record });
    },
    onReceipt: async (receipt) => {
      await asks.receipt({ callId, receipt });
    },
    onQuestion: async (question) => (await asks.question({ callId, question })).yes,
  });
  const terminal = (deviceId: string) => devices.get<CardTerminal>(deviceId, 'payment');
  const served = serve(
    hostPaymentContract,
    {
      pay: ({ deviceId, callId, amountCents }) => {
        const order: PaymentOrder = { amountCents };
        return calls.run(callId, (signal) => terminal(deviceId).pay(order, hooks(callId), signal));
      },
      settle: ({ deviceId, callId, amountCents, startedAtMs, before }) =>
        calls.run(callId, (signal) =>
          terminal(deviceId).settle(
            { amountCents, startedAtMs, ...(before === undefined ? {} : { before: definedOnly(before) }) },
            hooks(callId),
            signal,
          ),
        ),
      counters: async ({ deviceId }) => ({ ...(await terminal(deviceId).counters()) }),
      reverse: ({ deviceId, callId, amountCents, receiptNumber }) =>
        calls.run(callId, (signal) =>
          terminal(deviceId).reverse({ amountCents, receiptNumber }, hooks(callId), signal),
        ),
      refund: ({ deviceId, callId, amountCents }) =>
        calls.run(callId, (signal) => terminal(deviceId).refund({ amountCents }, hooks(callId), signal)),
      totals: async ({ deviceId, callId }) => sums(await terminal(deviceId).totals(hooks(callId))),
      closeDay: ({ deviceId, callId }) =>
        calls.run(callId, async (signal) => sums(await terminal(deviceId).closeDay(hooks(callId), signal))),
      repeatReceipt: async ({ deviceId, callId }) => {
        await terminal(deviceId).repeatReceipt(hooks(callId));
        return {};
      },
    },
    reportBug,
  );
  return served;
}

const sums = ({ perScheme, ...totals }: TerminalTotals): HostTerminalTotals => ({
  ...totals,
  perScheme: perScheme.map((entry) => ({ ...entry })),
});

/** Drops keys whose value is undefined, as the ports demand. */
function definedOnly<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
