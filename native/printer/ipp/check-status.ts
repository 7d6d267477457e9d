/** Turns what a printer says about itself into the reason why it cannot print right now. */
import { DeviceError } from '../../core/device-error.ts';
import type { PrinterStatus } from '../port.ts';

/** Keywords of RFC 8011 §5.4.12 and PWG 5100.9 that stop a job until somebody acts. */
const mediaEmpty = new Set(['media-empty', 'media-needed', 'input-tray-missing']);
const jams = new Set(['media-jam', 'output-jam']);

/** `-warning` and `-report` do not stop the printer; no suffix means error (RFC 8011 §5.4.12). */
export function stoppingReasons(reasons: readonly string[]): string[] {
  return reasons.filter((one) => !/-(warning|report)$/.test(one)).map((one) => one.replace(/-error$/, ''));
}

export function assertCanPrint({ phase, accepting, reasons }: PrinterStatus): void {
  const stopping = stoppingReasons(reasons);
  const detail = stopping.join(' ');
  if (stopping.some((one) => jams.has(one))) throw new DeviceError('printer.jam', detail);
  if (stopping.some((one) => mediaEmpty.has(one))) throw new DeviceError('printer.media-empty', detail);
  if (phase === 'stopped') throw new DeviceError('printer.stopped', detail);
  if (!accepting) throw new DeviceError('printer.rejected', detail);
}
