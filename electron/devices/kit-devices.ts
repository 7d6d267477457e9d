/** The engine's CounterDevices on top of the kit: takes the lease, calls the host, passes events and questions on. */

import { AppError } from '../contract/app-error.ts';
import { paymentAsksContract } from '../contract/host/payment.ts';
import { type ReportBug, type Served, serve } from '../ipc/serve.ts';
import type { Kit, Leased } from './kit.ts';
import type { CounterDevices, PaymentListener } from './port.ts';

/** `served` goes to the device host: its questions reach the listener of the call they belong to. */
export function kitDevices(kit: () => Kit, reportBug: ReportBug): { devices: CounterDevices; served: Served } {
  const listeners = new Map<string, PaymentListener>();
  const listenerOf = (callId: string): PaymentListener => {
    const listener = listeners.get(callId);
    if (!listener) throw new AppError('operation.not-found');
    return listener;
  };
  const served = serve(
    paymentAsksContract,
    {
      record: async ({ callId, record }) => {
        await listenerOf(callId).onRecord(record);
        return {};
      },
      receipt: async ({ callId, receipt }) => {
        await listenerOf(callId).onReceipt(receipt);
        return {};
      },
      question: async ({ callId, question }) => ({ yes: await listenerOf(callId).onQuestion(question) }),
    },
    reportBug,
  );

  async function listening<T>(leased: Leased, listener: PaymentListener, work: () => Promise<T>): Promise<T> {
    listeners.set(leased.callId, listener);
    const stop = leased.clients.payment.on('display', ({ callId, text }) => {
      if (callId === leased.callId) listener.onDisplay(text);
    });
    try {
      return await work();
    } finally {
      stop();
      listeners.delete(leased.callId);
    }
  }

  /** One act at the terminal under its lease, with the listener reachable for as long as it runs. */
  const atTerminal = <T>(
    listener: PaymentListener,
    work: (clients: Leased['clients'], call: { deviceId: string; callId: string }) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> =>
    kit().use(
      'payment',
      (leased) =>
        listening(leased, listener, () => {
          const { deviceId, callId, clients } = leased;
          return work(clients, { deviceId, callId });
        }),
      signal,
    );

  const devices: CounterDevices = {
    device(deviceClass) {
      const { id, virtual } = kit().deviceOf(deviceClass);
      return { id, virtual };
    },
    whenReady: (deviceClass, timeoutMs) => kit().whenReady(kit().deviceOf(deviceClass).id, timeoutMs),
    paymentCounters: () =>
      kit().use('payment', ({ clients, deviceId, callId }) => clients.payment.counters({ deviceId, callId })),
    pay: (amountCents, listener, signal) =>
      atTerminal(listener, ({ payment }, call) => payment.pay({ ...call, amountCents }), signal),
    settlePayment: (query, listener, signal) =>
      atTerminal(listener, ({ payment }, call) => payment.settle({ ...call, ...query }), signal),
    reversePayment: (order, listener, signal) =>
      atTerminal(listener, ({ payment }, call) => payment.reverse({ ...call, ...order }), signal),
    refundPayment: (amountCents, listener, signal) =>
      atTerminal(listener, ({ payment }, call) => payment.refund({ ...call, amountCents }), signal),
    terminalTotals: (listener) => atTerminal(listener, ({ payment }, call) => payment.totals(call)),
    closeTerminalDay: (listener, signal) => atTerminal(listener, ({ payment }, call) => payment.closeDay(call), signal),
    async repeatReceipt(listener) {
      await atTerminal(listener, ({ payment }, call) => payment.repeatReceipt(call));
    },
    capturePad: (screen, onPoints, signal) =>
      kit().use(
        'signature',
        async ({ clients, deviceId, callId }) => {
          const capability = await clients.signature.capability({ deviceId, callId });
          const stop = clients.signature.on('points', (event) => {
            if (event.callId === callId) onPoints(event.points, capability);
          });
          try {
            const outcome = await clients.signature.capture({ deviceId, callId, screen: await screen(capability) });
            return { ...outcome, capability };
          } finally {
            stop();
          }
        },
        signal,
      ),
    choosePad: (screen, signal) =>
      kit().use(
        'signature',
        async ({ clients, deviceId, callId }) => {
          const capability = await clients.signature.capability({ deviceId, callId });
          const { button } = await clients.signature.choose({ deviceId, callId, screen: await screen(capability) });
          return button;
        },
        signal,
      ),
    captureFinger: (order, onGuide, signal) =>
      kit().use(
        'fingerprint',
        async ({ clients, deviceId, callId }) => {
          const stop = clients.fingerprint.on('guide', (event) => {
            if (event.callId === callId) onGuide(event.step);
          });
          try {
            return await clients.fingerprint.capture({ deviceId, callId, ...order });
          } finally {
            stop();
          }
        },
        signal,
      ),
    inspectChip: (timeoutMs, signal) =>
      kit().use(
        'card',
        ({ clients, deviceId, callId }) => clients.card.inspect({ deviceId, callId, timeoutMs }),
        signal,
      ),
    print: (order, onState, signal) =>
      kit().use(
        'printer',
        async ({ clients, deviceId, callId }) => {
          const stop = clients.printer.on('state', (event) => {
            if (event.callId === callId) onState(event.job, event.printerReasons);
          });
          try {
            const { jobName, media, copies } = order;
            const pdfBase64 = Buffer.from(order.pdf).toString('base64');
            return await clients.printer.print({ deviceId, callId, jobName, media, copies, pdfBase64 });
          } finally {
            stop();
          }
        },
        signal,
      ),
    printerSupplies: () =>
      kit().use('printer', ({ clients, deviceId, callId }) => clients.printer.supplies({ deviceId, callId })),
    findPrintJob: (jobName) =>
      kit().use('printer', async ({ clients, deviceId, callId }) => {
        const { job } = await clients.printer.findJob({ deviceId, callId, jobName });
        return job;
      }),
  };
  return { devices, served };
}
