/** Turns what the printer (or its silence) says about a job into the outcome of the operation. */
import type { ErrorCode } from '../contract/app-error.ts';
import type { HostPrintJobState, HostPrintOutcome } from '../contract/host/printer.ts';
import type { Operation } from '../contract/operation.ts';
import type { CounterDevices } from '../devices/port.ts';
import type { Ledger } from '../operations/port.ts';
import { keepUnknown } from './payment-outcome.ts';

const readyWaitMs = 10_000;
/** A job that is still coming out is waited for rather than asked about. */
const underWay: ReadonlySet<HostPrintJobState['phase']> = new Set(['pending', 'printing']);
const looks = 40;
const lookEveryMs = 250;

export function settleByPrintOutcome(
  ledger: Ledger,
  operation: Operation,
  outcome: HostPrintOutcome,
  by: string,
): Operation {
  switch (outcome.kind) {
    case 'printer-says-done':
      return ledger.settle(operation.id, { phase: 'done', by, details: { jobId: outcome.job.jobId } });
    case 'rejected':
      return ledger.settle(operation.id, { phase: 'declined', by, reason: outcome.code });
    case 'stopped':
      // Cancelled or aborted is no proof that no sheet came out.
      return keepUnknown(ledger, operation, 'printer.stopped', by);
    case 'unknown':
      return keepUnknown(ledger, operation, 'device.disconnected', by);
  }
}

/** Looks for the job by its name; what the printer does not know stays `unknown` for the clerk to decide. */
export async function askPrinter(
  ledger: Ledger,
  devices: CounterDevices,
  operation: Operation,
  waitMs = readyWaitMs,
): Promise<Operation> {
  if (!(await devices.whenReady('printer', waitMs)))
    return keepUnknown(ledger, operation, 'device.unreachable', 'seat');
  try {
    const jobName = String(operation.details.jobName);
    let job = await devices.findPrintJob(jobName);
    for (let look = 1; look < looks && job !== null && underWay.has(job.phase); look += 1) {
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      job = await devices.findPrintJob(jobName);
    }
    if (job?.phase === 'completed') {
      return ledger.settle(operation.id, { phase: 'done', by: 'seat', details: { jobId: job.jobId } });
    }
    return keepUnknown(ledger, operation, unknownReason(job), 'seat');
  } catch {
    return keepUnknown(ledger, operation, 'device.disconnected', 'seat');
  }
}

const unknownReason = (job: HostPrintJobState | null): ErrorCode =>
  job === null ? 'device.disconnected' : 'printer.stopped';
