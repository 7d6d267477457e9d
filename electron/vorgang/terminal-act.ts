/** One act at the card terminal: earlier doubts settled first, the intent on disk, then the act, then what is known of its outcome. */
import { type AppError, isAppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import type { CounterDevices, PaymentListener } from '../devices/port.ts';
import type { Intent, Ledger } from '../operations/port.ts';
import { askTerminal, keepUnknown, ledgerListener } from './payment-outcome.ts';

const earlierWaitMs = 2_000;

export interface TerminalParts {
  ledger: Ledger;
  devices: CounterDevices;
}

/** After the next act the terminal can no longer tell what became of an earlier one: it is asked now or never. */
async function settleEarlier({ ledger, devices }: TerminalParts, deviceId: string, signal: AbortSignal): Promise<void> {
  for (const open of ledger.open()) {
    if (!['payment', 'reversal'].includes(open.kind) || open.deviceId !== deviceId) continue;
    if (open.details.overtaken === true) continue;
    const asked = await askTerminal(ledger, devices, open, () => {}, signal, earlierWaitMs);
    if (asked.phase === 'unknown') ledger.note(open.id, { overtaken: true });
  }
}

/** Device and counters of before the act; throws while the terminal is away or at work: its own act will tell the outcome. */
export async function prepareTerminal(
  parts: TerminalParts,
  signal: AbortSignal,
): Promise<{ deviceId: string; virtual: boolean; before: JsonObject }> {
  const { id: deviceId, virtual } = parts.devices.device('payment');
  await parts.devices.paymentCounters();
  await settleEarlier(parts, deviceId, signal);
  return { deviceId, virtual, before: { ...(await parts.devices.paymentCounters()) } as JsonObject };
}

/** `act` settles the operation by what the terminal said. Throws what the kit refused before anything was sent. */
export async function actAtTerminal(
  { ledger }: TerminalParts,
  intent: Intent,
  onDisplay: (text: string) => void,
  act: (operation: Operation, listener: PaymentListener) => Promise<void>,
  ask: (question: string) => Promise<boolean> = async () => false,
): Promise<Operation> {
  const operation = ledger.intend(intent);
  onDisplay('Verbindung zum Terminal …');
  // A signature that nobody compared does not match.
  const listener = ledgerListener(ledger, operation.id, { onDisplay, onQuestion: ask });
  try {
    await act(operation, listener);
  } catch (error) {
    if (isAppError(error) && error.params.stage === 'lease') throw refused(ledger, operation, error);
    keepUnknown(ledger, operation, isAppError(error) ? error.code : 'internal', 'seat');
  }
  return ledger.get(operation.id);
}

/** The kit refused before anything was sent: nothing can have been booked. */
function refused(ledger: Ledger, operation: Operation, error: AppError): AppError {
  ledger.settle(operation.id, { phase: 'declined', reason: error.code, by: 'seat', details: { notExecuted: true } });
  return error;
}
