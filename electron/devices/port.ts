/** What the engine needs of the kit: whole acts, one method each, so that a step knows neither leases nor processes. */
import type { DeviceClass } from '../contract/devices.ts';
import type { HostChipInspection } from '../contract/host/card.ts';
import type { HostFingerCapture, HostFingerName } from '../contract/host/fingerprint.ts';
import type {
  HostPaymentOutcome,
  HostPaymentRecord,
  HostTerminalReceipt,
  HostTerminalTotals,
} from '../contract/host/payment.ts';
import type { HostPrinterSupplies, HostPrintJobState, HostPrintOutcome } from '../contract/host/printer.ts';
import type { HostInkOutcome, HostPadCapability, HostPadScreen, HostPenPoint } from '../contract/host/signature.ts';

export interface PaymentCounters {
  terminalId?: string | undefined;
  receiptNumber?: number | undefined;
  traceNumber?: number | undefined;
  totals?:
    | {
        totalCents: number;
        perScheme: { scheme: string; count: number; amountCents: number }[];
        traceNumber: number;
      }
    | undefined;
}

/** Each `on…` that returns a promise must resolve only when the fact is on disk. */
export interface PaymentListener {
  onDisplay(text: string): void;
  onRecord(record: HostPaymentRecord): Promise<void>;
  onReceipt(receipt: HostTerminalReceipt): Promise<void>;
  onQuestion(question: string): Promise<boolean>;
}

/** Every method throws AppError; `device-host.gone` when the host died under it. */
export interface CounterDevices {
  /** The device that serves the class; throws `device.none-configured`. */
  device(deviceClass: DeviceClass): { id: string; virtual: boolean };
  whenReady(deviceClass: DeviceClass, timeoutMs: number): Promise<boolean>;
  paymentCounters(): Promise<PaymentCounters>;
  pay(amountCents: number, listener: PaymentListener, signal: AbortSignal): Promise<HostPaymentOutcome>;
  settlePayment(
    query: { amountCents: number; startedAtMs: number; before?: PaymentCounters | undefined },
    listener: PaymentListener,
    signal: AbortSignal,
  ): Promise<HostPaymentOutcome>;
  /** Storno at the terminal: full amount, before the Kassenschnitt. */
  reversePayment(
    order: { amountCents: number; receiptNumber: number },
    listener: PaymentListener,
    signal: AbortSignal,
  ): Promise<HostPaymentOutcome>;
  refundPayment(amountCents: number, listener: PaymentListener, signal: AbortSignal): Promise<HostPaymentOutcome>;
  /** Sums since the last Kassenschnitt; moves nothing. */
  terminalTotals(listener: PaymentListener): Promise<HostTerminalTotals>;
  /** Kassenschnitt: the terminal sums up and begins anew. */
  closeTerminalDay(listener: PaymentListener, signal: AbortSignal): Promise<HostTerminalTotals>;
  repeatReceipt(listener: PaymentListener): Promise<void>;
  capturePad(
    screen: (capability: HostPadCapability) => Promise<HostPadScreen>,
    onPoints: (points: readonly HostPenPoint[] | null, capability: HostPadCapability) => void,
    signal: AbortSignal,
  ): Promise<HostInkOutcome & { capability: HostPadCapability }>;
  choosePad(
    screen: (capability: HostPadCapability) => Promise<HostPadScreen>,
    signal: AbortSignal,
  ): Promise<'accept' | 'clear' | 'cancel'>;
  captureFinger(
    order: { finger: HostFingerName; wantedScore: number; timeoutMs: number },
    onGuide: (step: 'place' | 'hold' | 'lift') => void,
    signal: AbortSignal,
  ): Promise<HostFingerCapture>;
  inspectChip(timeoutMs: number, signal: AbortSignal): Promise<HostChipInspection>;
  print(
    order: { jobName: string; pdf: Uint8Array; media: string; copies: number },
    onState: (job: HostPrintJobState, printerReasons: readonly string[]) => void,
    signal: AbortSignal,
  ): Promise<HostPrintOutcome>;
  /** Paper and ink as the printer tells; moves nothing. */
  printerSupplies(): Promise<HostPrinterSupplies>;
  findPrintJob(jobName: string): Promise<HostPrintJobState | null>;
}
