/** Printer over IPP (RFC 8011): validate, print under a unique name, follow to the end, find again by that name. */
import type { DriverContext } from '../../core/context.ts';
import type { DeviceInfo } from '../../core/device.ts';
import { DeviceError, isDeviceError } from '../../core/device-error.ts';
import type { HttpExchange } from '../../core/transport.ts';
import { pause, within } from '../../core/wait.ts';
import type {
  Printer,
  PrinterStatus,
  PrinterSupplies,
  PrintHooks,
  PrintJobState,
  PrintOrder,
  PrintOutcome,
} from '../port.ts';
import {
  identityAttributes,
  jobStateOf,
  jobStatesOf,
  printerIdentityOf,
  printerStatusOf,
  printerSuppliesOf,
  statusAttributes,
  supplyAttributes,
} from './answers.ts';
import { groupOf } from './attributes.ts';
import { checkPrintOrder } from './check-print-order.ts';
import { assertCanPrint } from './check-status.ts';
import { followJob, type JobWatch, unknown } from './follow-job.ts';
import { groupTags, status, statusName } from './ipp.table.ts';
import { type IppOptions, ippAddresses } from './ipp-options.ts';
import { IppRefusal, IppSession } from './ipp-session.ts';
import type { IppResponse } from './message.ts';
import { refusalOutcome } from './refusal-outcome.ts';
import * as requests from './requests.ts';
import { virtualPrinterName } from './virtual-printer-name.ts';

const callTimeoutMs = 10_000;
const checkTimeoutMs = 5_000;
/** The document is a few hundred kilobytes; a slow printer takes it at its own pace. */
const documentTimeoutMs = 60_000;
const silenceMs = 60_000;
/** How often a lost answer is looked for, one poll apart. */
const reconcileTries = 5;

export class IppPrinter implements Printer {
  readonly info: DeviceInfo;
  readonly #context: DriverContext<HttpExchange>;
  readonly #options: IppOptions;
  readonly #session: IppSession;
  readonly #address: requests.IppAddress;

  private constructor(
    context: DriverContext<HttpExchange>,
    options: IppOptions,
    session: IppSession,
    address: requests.IppAddress,
    info: DeviceInfo,
  ) {
    this.#context = context;
    this.#options = options;
    this.#session = session;
    this.#address = address;
    this.info = info;
  }

  static async open(context: DriverContext<HttpExchange>, options: IppOptions): Promise<IppPrinter> {
    const { httpUrl, printerUri } = ippAddresses(options.url);
    const session = new IppSession(context, httpUrl);
    const address = { printerUri, user: options.user };
    const answer = await asDeviceError(
      session.call(requests.getPrinterAttributes(address, identityAttributes), callTimeoutMs),
    );
    const identity = printerIdentityOf(answer);
    const virtual = options.virtual || identity.label === virtualPrinterName;
    return new IppPrinter(context, options, session, address, { model: 'ipp', ...identity, virtual });
  }

  async print(order: PrintOrder, hooks: PrintHooks, signal: AbortSignal): Promise<PrintOutcome> {
    checkPrintOrder(order);
    if (signal.aborted) throw new DeviceError('device.cancelled');
    try {
      // A job of this name is this very attempt, sent before a crash: it is followed, never sent twice.
      const earlier = await this.findJob(order.jobName);
      if (earlier) return this.#follow(earlier, hooks, signal);
      await this.#validate(order, signal);
    } catch (error) {
      return notSent(error);
    }
    if (signal.aborted) throw new DeviceError('device.cancelled');
    let job: PrintJobState | PrintOutcome;
    try {
      const answer = await this.#session.call(requests.printJob(this.#address, order), documentTimeoutMs, signal);
      job = jobStateOf(groupOf(answer.groups, groupTags.job), order.jobName);
    } catch (error) {
      job = await this.#reconcile(order.jobName, error);
    }
    return 'kind' in job ? job : this.#follow(job, hooks, signal);
  }

  async findJob(jobName: string): Promise<PrintJobState | null> {
    const jobs = await asDeviceError(this.#allJobs());
    const named = jobs.filter((job) => job.jobName === jobName);
    return named.reduce<PrintJobState | null>((last, job) => (last && last.jobId > job.jobId ? last : job), null);
  }

  async status(): Promise<PrinterStatus> {
    return printerStatusOf(
      await asDeviceError(
        this.#session.call(requests.getPrinterAttributes(this.#address, statusAttributes), checkTimeoutMs),
      ),
    );
  }

  async supplies(): Promise<PrinterSupplies> {
    const asked = requests.getPrinterAttributes(this.#address, supplyAttributes);
    return printerSuppliesOf(await asDeviceError(this.#session.call(asked, checkTimeoutMs)));
  }

  async check(): Promise<void> {
    assertCanPrint(await within(this.#context.clock, checkTimeoutMs, this.status(), 'printer status'));
  }

  async cancel(jobId: number): Promise<void> {
    await asDeviceError(this.#session.call(requests.cancelJob(this.#address, jobId), callTimeoutMs));
  }

  async close(): Promise<void> {
    // One connection a call: nothing is held open.
  }

  async #validate(order: PrintOrder, signal: AbortSignal): Promise<void> {
    try {
      await this.#session.call(requests.validateJob(this.#address, order), callTimeoutMs, signal);
    } catch (error) {
      // Old printers lack the operation; Print-Job then says the same.
      if (!(error instanceof IppRefusal) || error.statusCode !== status.operationNotSupported) throw error;
    }
  }

  /** Answer lost, cut or doubtful: only the printer's own list tells; absence proves nothing about the sheet. */
  async #reconcile(jobName: string, cause: unknown): Promise<PrintJobState | PrintOutcome> {
    if (cause instanceof IppRefusal) {
      const refused = refusalOutcome(cause.statusCode);
      if (refused) return refused;
    } else if (!isDeviceError(cause)) throw cause;
    else if (cause.code === 'device.refused' || cause.code === 'device.not-found') {
      return {
        kind: 'rejected',
        code: 'printer.rejected',
        text: `Der Drucker lehnt den Auftrag ab (${cause.detail}).`,
      };
    }
    const { clock, log } = this.#context;
    log.warn('ipp-print-answer-lost', { cause: cause instanceof IppRefusal ? cause.message : cause.code });
    for (let attempt = 1; attempt <= reconcileTries; attempt += 1) {
      const found = await this.findJob(jobName).catch(() => null);
      if (found) return found;
      if (attempt < reconcileTries) await pause(clock, this.#options.pollMs);
    }
    return unknown('Die Antwort des Druckers ging verloren, und er nennt keinen Auftrag dieses Namens.');
  }

  async #allJobs(): Promise<PrintJobState[]> {
    try {
      return jobStatesOf(await this.#jobs('all'));
    } catch (error) {
      if (!(error instanceof IppRefusal) || error.statusCode !== status.valuesNotSupported) throw error;
      // RFC 8011 §4.2.6.1 knows only these two; `all` came with PWG 5100.7.
      return [...jobStatesOf(await this.#jobs('completed')), ...jobStatesOf(await this.#jobs('not-completed'))];
    }
  }

  #jobs(which: 'all' | 'completed' | 'not-completed'): Promise<IppResponse> {
    return this.#session.call(requests.getJobs(this.#address, which), callTimeoutMs);
  }

  #follow(job: PrintJobState, hooks: PrintHooks, signal: AbortSignal): Promise<PrintOutcome> {
    const watch: JobWatch = {
      clock: this.#context.clock,
      pollMs: this.#options.pollMs,
      jobTimeoutMs: this.#options.jobTimeoutMs,
      silenceMs,
      readJob: async (jobId) => {
        const answer = await this.#session.call(requests.getJobAttributes(this.#address, jobId), callTimeoutMs);
        return jobStateOf(groupOf(answer.groups, groupTags.job), job.jobName);
      },
      readReasons: async () => (await this.status()).reasons,
      cancel: (jobId) => this.cancel(jobId),
    };
    return followJob(watch, job, hooks, signal);
  }
}

/** Before the document left: whatever failed, nothing can have come out. */
function notSent(error: unknown): PrintOutcome {
  if (error instanceof IppRefusal) {
    return (
      refusalOutcome(error.statusCode) ?? {
        kind: 'rejected',
        code: 'printer.rejected',
        text: `Der Drucker prüft den Auftrag nicht (${error.message}).`,
      }
    );
  }
  if (!isDeviceError(error) || error.code === 'device.cancelled') throw error;
  return { kind: 'rejected', code: 'device.unreachable', text: 'Der Drucker ist nicht erreichbar.' };
}

async function asDeviceError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof IppRefusal)) throw error;
    throw new DeviceError(
      error.statusCode === status.busy ? 'device.busy' : 'device.refused',
      statusName(error.statusCode),
    );
  }
}
