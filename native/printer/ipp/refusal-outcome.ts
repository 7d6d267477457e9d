/** What a refused Print-Job or Validate-Job means for the sheet: surely nothing came out, or nobody knows. */
import type { PrintOutcome } from '../port.ts';
import { status, statusName } from './ipp.table.ts';

type Rejected = Extract<PrintOutcome, { kind: 'rejected' }>;

/** `null` where the printer may have begun with the document before it gave up (RFC 8011 appendix B.1.5). */
export function refusalOutcome(statusCode: number): Rejected | null {
  if (statusCode === status.busy)
    return rejected('device.busy', 'Der Drucker ist mit einem anderen Auftrag beschäftigt.');
  if (formatCodes.has(statusCode)) {
    return rejected('printer.format', 'Der Drucker nimmt dieses Format oder diese Papiersorte nicht an.');
  }
  if (statusCode === status.notAcceptingJobs) {
    return rejected('printer.rejected', 'Der Drucker nimmt zurzeit keine Aufträge an.');
  }
  if (uncertainCodes.has(statusCode)) return null;
  return rejected('printer.rejected', `Der Drucker lehnt den Auftrag ab (${statusName(statusCode)}).`);
}

/** 0x040A, 0x040B and conflicting attributes, compression, document-format-error: printers use them side by side. */
const formatCodes: ReadonlySet<number> = new Set([0x040a, 0x040b, 0x040e, 0x040f, 0x0410, 0x0411]);

/** Timeout, internal-error, device-error, temporary-error, job-canceled: the job may exist. */
const uncertainCodes: ReadonlySet<number> = new Set([0x0405, 0x0500, 0x0504, 0x0505, 0x0508]);

function rejected(code: Rejected['code'], text: string): Rejected {
  return { kind: 'rejected', code, text };
}
