/** The printer as the seat sees it: one named job an attempt, followed to its end, found again by its name. */
import type { Device } from '../core/device.ts';

export interface PrintOrder {
  /** Unique per attempt (case, document, counter); no personal data. At most 120 ASCII characters. */
  jobName: string;
  pdf: Uint8Array;
  /** PWG media name, for example `iso_a4_210x297mm`. */
  media: string;
  copies: number;
}

export type PrintJobPhase = 'pending' | 'held' | 'printing' | 'stopped' | 'cancelled' | 'aborted' | 'completed';

export interface PrintJobState {
  jobId: number;
  jobName: string;
  phase: PrintJobPhase;
  /** IPP keywords as sent, for example `media-empty`. */
  reasons: readonly string[];
}

export type PrintOutcome =
  /** The printer says it is done. That is no proof of paper: the clerk confirms. */
  | { kind: 'printer-says-done'; job: PrintJobState }
  /** Refused before the document was taken: nothing can have come out. */
  | {
      kind: 'rejected';
      code: 'printer.rejected' | 'printer.format' | 'device.busy' | 'device.unreachable';
      text: string;
    }
  /** Cancelled or aborted: something may have come out. */
  | { kind: 'stopped'; job: PrintJobState }
  | { kind: 'unknown'; text: string };

export interface PrinterStatus {
  phase: 'idle' | 'printing' | 'stopped';
  accepting: boolean;
  reasons: readonly string[];
  mediaReady: readonly string[];
}

/** Ink, toner, drum: what the printer says is left of it. */
export interface PrinterMarker {
  name: string;
  /** Percent; null when the printer does not know (PWG 5100.9: negative levels). */
  level: number | null;
  low: number;
}

export interface PrinterSupplies {
  reasons: readonly string[];
  mediaReady: readonly string[];
  markers: readonly PrinterMarker[];
}

export interface PrintHooks {
  onState(state: PrintJobState, printerReasons: readonly string[]): void;
}

export interface Printer extends Device {
  print(order: PrintOrder, hooks: PrintHooks, signal: AbortSignal): Promise<PrintOutcome>;
  /** Looks through all jobs of this user for the name; `null` when the printer knows none. */
  findJob(jobName: string): Promise<PrintJobState | null>;
  status(): Promise<PrinterStatus>;
  /** Paper and ink; moves nothing. */
  supplies(): Promise<PrinterSupplies>;
  cancel(jobId: number): Promise<void>;
}
