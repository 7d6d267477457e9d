/** Commands beside the payments: diagnosis, initialisation, receipts once more, language, log-off (PA00P015 ch. 2). */
import { DeviceError } from '../../../core/device-error.ts';
import type { PaymentHooks } from '../../port.ts';
import type { Apdu } from '../codec/apdu.ts';
import { Evidence } from './evidence.ts';
import { endingError, type Session } from './session.ts';

export interface AdministrationOrder {
  command: Apdu;
  hooks: PaymentHooks;
  /** What it prints are receipts of payments, not of the administration. */
  payments?: boolean;
}

/** Rejects when the terminal does not complete it. Resolves with the number of receipts it brought. */
export async function runAdministration(session: Session, order: AdministrationOrder): Promise<number> {
  const { hooks } = order;
  let receipts = 0;
  const evidence = new Evidence({
    charset: session.charset,
    administration: !order.payments,
    onReceipt: async (receipt) => {
      receipts += 1;
      await hooks.onReceipt(receipt);
    },
    onDisplay: (text) => hooks.onDisplay(text),
  });
  const ending = await session.run(order.command, evidence.handlers());
  if (ending.kind !== 'completed') throw endingError(ending, session.charset);
  return receipts;
}

/** Commands that are answered with 80 alone (PA00P015 §§2.27, 2.35). */
export async function runAnswerOnly(session: Session, command: Apdu): Promise<void> {
  const ending = await session.run(command, {}, { answerOnly: true });
  if (ending.kind !== 'completed') throw endingError(ending, session.charset);
}

/** Rejects with `device.unsupported` when the command is completed without a receipt. */
export async function runPrint(session: Session, order: AdministrationOrder): Promise<void> {
  const receipts = await runAdministration(session, { ...order, payments: true });
  if (receipts === 0) throw new DeviceError('device.unsupported', 'completed without a receipt');
}
