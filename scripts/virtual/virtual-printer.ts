/** The virtual printer as `npm run virtual` starts it: IPP at `http://127.0.0.1:<port>/ipp/print`, a sheet every three seconds. */
import type { VirtualDevice } from '../../native/core/model.ts';
import { VirtualIppPrinter } from '../../native/printer/ipp/virtual/virtual-ipp-printer.ts';

/** 0 takes a free port. Documents are kept in memory: `act('jobs')`, `act('document', { jobId })`. */
export function startVirtualPrinter(port: number): Promise<VirtualDevice> {
  return VirtualIppPrinter.start({ port, pace: 1 });
}
