/** Diagnosis and initialisation when the terminal asks for them; it accepts nothing else until then (PA00P015 §7.1, ch. 11). */
import type { PaymentHooks } from '../../port.ts';
import type { Apdu } from '../codec/apdu.ts';
import { encodeDiagnosis, encodeInitialisation } from '../codec/commands.ts';
import { Evidence } from './evidence.ts';
import { endingError, type Session } from './session.ts';

/** 51 initialisation; 62 wrong time, C1 merchant card, C2 diagnosis. An end of day (F0) is the clerk's own decision. */
export function maintenanceFor(statusCode: number, password: string): Apdu | undefined {
  if (statusCode === 0x51) return encodeInitialisation(password);
  return [0x62, 0xc1, 0xc2].includes(statusCode) ? encodeDiagnosis() : undefined;
}

export async function runMaintenance(session: Session, command: Apdu, hooks: PaymentHooks): Promise<void> {
  const evidence = new Evidence({
    charset: session.charset,
    administration: true,
    onReceipt: (receipt) => hooks.onReceipt(receipt),
    onDisplay: (text) => hooks.onDisplay(text),
  });
  const ending = await session.run(command, evidence.handlers());
  if (ending.kind !== 'completed') throw endingError(ending, session.charset);
}
