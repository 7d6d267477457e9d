/**
 * The Kassenschnitt: what the terminal had before is written down, then 06 50. After a break the terminal's sums tell whether it
 * was carried out: as before, it was not; empty, it was. An empty batch may be cut again, nothing is lost by it.
 */
import type { HostTerminalTotals } from '../contract/host/payment.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import type { CounterDevices } from '../devices/port.ts';
import type { Ledger } from '../operations/port.ts';
import { keepUnknown, ledgerListener } from './payment-outcome.ts';
import { actAtTerminal, prepareTerminal, type TerminalParts } from './terminal-act.ts';

export const cutSubject = 'kassenschnitt';

const readyWaitMs = 20_000;
const neverAborted = new AbortController().signal;

type Sums = Pick<HostTerminalTotals, 'totalCents' | 'count' | 'perScheme'>;
const sumsOf = ({ totalCents, count, perScheme }: Sums): JsonObject => ({
  totalCents,
  count,
  perScheme: perScheme.map((entry) => ({ ...entry })),
});

export async function cutBatch(
  parts: TerminalParts,
  closingId: string,
  by: string,
  show: (text: string) => void,
): Promise<Operation> {
  const { devices, ledger } = parts;
  const { deviceId, virtual } = await prepareTerminal(parts, neverAborted);
  const quiet = { onDisplay: show, onRecord: noted, onReceipt: noted, onQuestion: async () => false };
  const sumsBefore = sumsOf(await devices.terminalTotals(quiet));
  const intent = {
    vorgangId: closingId,
    kind: 'closing' as const,
    subject: cutSubject,
    deviceId,
    virtual,
    actor: by,
    details: { sumsBefore },
  };
  const cut = await actAtTerminal(parts, intent, show, async (operation, listener) => {
    const totals = await devices.closeTerminalDay(listener, neverAborted);
    ledger.settle(operation.id, { phase: 'done', by, details: { totals: sumsOf(totals) } });
  });
  return cut.phase === 'unknown' ? askCut(ledger, devices, cut, readyWaitMs) : cut;
}

/** Leaves the operation `unknown` when the sums say neither. */
export async function askCut(
  ledger: Ledger,
  devices: CounterDevices,
  operation: Operation,
  waitMs: number,
): Promise<Operation> {
  if (!(await devices.whenReady('payment', waitMs)))
    return keepUnknown(ledger, operation, 'device.unreachable', 'seat');
  let now: Sums;
  try {
    const listener = ledgerListener(ledger, operation.id, { onDisplay: () => {}, onQuestion: async () => false });
    now = await devices.terminalTotals({ ...listener, onRecord: noted });
  } catch {
    return keepUnknown(ledger, operation, 'device.disconnected', 'seat');
  }
  const before = operation.details.sumsBefore as JsonObject;
  if (sameSums(sumsOf(now), before)) {
    return ledger.settle(operation.id, { phase: 'declined', by: 'seat', details: { notExecuted: true } });
  }
  if (now.totalCents === 0 && now.count === 0) {
    return ledger.settle(operation.id, { phase: 'done', by: 'seat', details: { totals: before } });
  }
  return keepUnknown(ledger, operation, 'device.garbled', 'seat');
}

const sameSums = (a: JsonObject, b: JsonObject): boolean =>
  a.totalCents === b.totalCents &&
  a.count === b.count &&
  JSON.stringify(a.perScheme ?? []) === JSON.stringify(b.perScheme ?? []);

/** Sums that are only asked for are kept by who asks. */
const noted = async (): Promise<void> => {};
