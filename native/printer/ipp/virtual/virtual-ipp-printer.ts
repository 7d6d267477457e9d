/** The software printer: real HTTP and IPP, real documents, paper that runs out, and faults on demand. */
import { z } from 'zod';
import { isDeviceError } from '../../../core/device-error.ts';
import type { VirtualDevice, VirtualOptions } from '../../../core/model.ts';
import { systemClock } from '../../../core/system-context.ts';
import { operations, status } from '../ipp.table.ts';
import { decodeRequest, encodeResponse } from '../message.ts';
import { answerIpp, type PrinterFace } from './answer-ipp.ts';
import { type FrontAnswer, type HttpFront, startHttpFront } from './http-front.ts';
import { JobDesk } from './job-desk.ts';

/** A person hears a sheet of a small laser printer every three seconds. */
const sheetMs = 3_000;

const faultParameters = z.object({
  kind: z.enum(['none', 'lost-answer', 'truncated-answer', 'busy', 'reject', 'abort', 'cancel-with-sheet', 'slow']),
  /** For `slow`: how late every answer comes. */
  delayMs: z.number().int().nonnegative().default(2_000),
  /** After how many Print-Jobs the fault is over; absent: never. */
  times: z.number().int().positive().optional(),
});
type Fault = z.infer<typeof faultParameters>;

const noFault: Fault = { kind: 'none', delayMs: 0 };

export class VirtualIppPrinter implements VirtualDevice {
  readonly endpoint: { url: string };
  readonly #desk: JobDesk;
  readonly #front: HttpFront;
  #fault: Fault = noFault;

  private constructor(desk: JobDesk, front: HttpFront) {
    this.#desk = desk;
    this.#front = front;
    this.endpoint = { url: `http://127.0.0.1:${front.port}/ipp/print` };
  }

  static async start(options: VirtualOptions): Promise<VirtualIppPrinter> {
    const desk = new JobDesk({
      storeDir: options.storeDir,
      sheetMs: sheetMs * (options.pace ?? 0),
      after: systemClock.after,
    });
    let printer: VirtualIppPrinter | undefined;
    const front = await startHttpFront(options.port, systemClock.after, (body) => {
      return printer ? printer.#answer(body) : { kind: 'lost' };
    });
    printer = new VirtualIppPrinter(desk, front);
    return printer;
  }

  async act(action: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    switch (action) {
      case 'set-media':
        this.#desk.loadPaper(z.object({ sheets: z.number().int().nonnegative() }).parse(parameters).sheets);
        return null;
      case 'jam':
        this.#desk.jam();
        return null;
      case 'stop':
        this.#desk.paused = true;
        return null;
      case 'resume':
        this.#desk.resume();
        return null;
      case 'set-fault':
        this.#setFault(faultParameters.parse(parameters));
        return null;
      case 'jobs':
        return this.#desk.jobs.map((job) => ({ ...job }));
      case 'document':
        return this.#document(z.object({ jobId: z.number().int() }).parse(parameters).jobId);
      default:
        throw new RangeError(`unknown action ${action}`);
    }
  }

  async close(): Promise<void> {
    this.#desk.close();
    await this.#front.close();
  }

  #setFault(fault: Fault): void {
    this.#fault = fault;
    this.#desk.accepting = fault.kind !== 'reject';
    this.#desk.abortNext = fault.kind === 'abort';
  }

  #document(jobId: number): { sha256: string; base64: string } | null {
    const job = this.#desk.find(jobId);
    const pdf = this.#desk.documentOf(jobId);
    return job && pdf ? { sha256: job.sha256, base64: Buffer.from(pdf).toString('base64') } : null;
  }

  #answer(body: Uint8Array): FrontAnswer {
    const fault = this.#fault;
    const { response, printed } = this.#respond(body);
    if (printed && fault.times !== undefined) this.#countDown(fault, fault.times);
    if (printed && fault.kind === 'lost-answer') return { kind: 'lost' };
    if (printed && fault.kind === 'truncated-answer') return { kind: 'truncated', body: response };
    return { kind: 'whole', body: response, delayMs: fault.kind === 'slow' ? fault.delayMs : 0 };
  }

  #countDown(fault: Fault, times: number): void {
    if (times > 1) this.#fault = { ...fault, times: times - 1 };
    else this.#fault = noFault;
    this.#desk.accepting = this.#fault.kind !== 'reject';
  }

  #respond(body: Uint8Array): { response: Uint8Array; printed: boolean } {
    const face: PrinterFace = {
      desk: this.#desk,
      printerUri: this.endpoint.url.replace(/^http/, 'ipp'),
      busy: this.#fault.kind === 'busy',
      sheetAfterCancel: this.#fault.kind === 'cancel-with-sheet',
    };
    try {
      const request = decodeRequest(body);
      const printed = request.operationId === operations.printJob;
      return { response: encodeResponse(answerIpp(face, request)), printed };
    } catch (error) {
      if (!isDeviceError(error)) throw error;
      return { response: encodeResponse({ statusCode: status.badRequest, requestId: 1, groups: [] }), printed: false };
    }
  }
}
