/** A HID device as software, on report level: what the training link and the mocked kernel device put on a wire. */
import type { Dispose } from '../../core/transport.ts';

export interface ReportDevice {
  readonly usb: {
    vendorId: number;
    productId: number;
    manufacturer: string;
    product: string;
    serialNumber: string;
  };
  /** Every report with its total length including the id byte. */
  readonly reports: readonly { id: number; length: number; kind: 'feature' | 'input' }[];
  readonly plugged: boolean;
  /** Undefined = the device stalls the transfer (EPIPE). Answers at once. */
  getFeature(reportId: number): Uint8Array | undefined;
  /** False = the device stalls the transfer. */
  setFeature(report: Uint8Array): boolean;
  onInput(listener: (report: Uint8Array) => void): Dispose;
  onPlug(listener: (plugged: boolean) => void): Dispose;
}
