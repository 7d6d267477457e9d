/** Refuses orders that a caller must never make; a RangeError here is a bug of ours, not a fault of the printer. */
import type { PrintOrder } from '../port.ts';

const pdfMark = '%PDF-';

export function checkPrintOrder({ jobName, pdf, media, copies }: PrintOrder): void {
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,118}[\x21-\x7e])?$/.test(jobName)) {
    throw new RangeError('job name: 1 to 120 printable ASCII characters');
  }
  if (String.fromCharCode(...pdf.subarray(0, pdfMark.length)) !== pdfMark) throw new RangeError('not a PDF');
  // PWG 5101.1 self-describing name: class, name, dimensions.
  if (!/^[a-z]+_[a-z0-9.-]+_[0-9.]+x[0-9.]+(mm|in)$/.test(media)) throw new RangeError('not a PWG media name');
  if (!Number.isInteger(copies) || copies < 1 || copies > 99) throw new RangeError('copies: 1 to 99');
}
