/** On start, before anything else: every act whose outcome is not known is settled with its device, or stays `unknown` for the clerk. */
import type { Operation } from '../contract/operation.ts';
import type { CounterDevices } from '../devices/port.ts';
import type { Ledger } from '../operations/port.ts';
import { askCut } from './cut-batch.ts';
import { askTerminal, keepUnknown } from './payment-outcome.ts';
import { askPrinter } from './print-outcome.ts';

/** Cash and seals are acts of a person: no machine can say what became of them. */
export async function settleOperation(
  ledger: Ledger,
  devices: CounterDevices,
  operation: Operation,
  waitMs: number,
): Promise<Operation> {
  const isMoney = operation.kind === 'payment' || operation.kind === 'reversal';
  if (isMoney && operation.details.method !== 'cash') {
    return askTerminal(ledger, devices, operation, () => {}, new AbortController().signal, waitMs);
  }
  if (operation.kind === 'closing') return askCut(ledger, devices, operation, waitMs);
  if (operation.kind === 'print') return askPrinter(ledger, devices, operation, waitMs);
  return keepUnknown(ledger, operation, 'device.not-ready', 'seat');
}

/** One after the other: they share devices. Returns what is still unknown. */
export async function settleOpenOperations(
  ledger: Ledger,
  devices: CounterDevices,
  waitMs: number,
): Promise<Operation[]> {
  const still: Operation[] = [];
  for (const operation of ledger.open()) {
    const settled = await settleOperation(ledger, devices, operation, waitMs).catch(() =>
      keepUnknown(ledger, operation, 'device.not-ready', 'seat'),
    );
    if (settled.phase === 'unknown') still.push(settled);
  }
  return still;
}

/** Before the Vorgang goes to another seat: what only a device here can tell of is asked for once more. */
export async function settleVorgang(
  ledger: Ledger,
  devices: CounterDevices,
  vorgangId: string,
  waitMs: number,
): Promise<void> {
  for (const operation of ledger.ofVorgang(vorgangId)) {
    const isOpen = operation.phase === 'intended' || operation.phase === 'unknown';
    if (isOpen && operation.seat === undefined) await settleOperation(ledger, devices, operation, waitMs);
  }
}
