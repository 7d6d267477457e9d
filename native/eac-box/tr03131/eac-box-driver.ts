/**
 * EacBox over SOAP: one call at a time, 120 s where somebody types at the box and 30 s else, and no call is ever repeated:
 * a write without an answer may have happened, and the caller reads back. TR-03131 has no cancel: an aborted call ends
 * for us, while the box goes on until its own end.
 */
import type { DriverContext } from '../../core/context.ts';
import type { DeviceInfo } from '../../core/device.ts';
import { DeviceError, isDeviceError } from '../../core/device-error.ts';
import type { HttpExchange } from '../../core/transport.ts';
import type { EacBox, EacBoxState } from '../port.ts';
import { isUnexplained, toBoxError } from './box-error.ts';
import type { EacRequest, ErrorInfo, Operation, ResponseTo } from './message.ts';
import { encodeRequest, type RequestStyle } from './request-codec.ts';
import { decodeResponse } from './response-codec.ts';
import { decodeEnvelope } from './soap.ts';
import { decodeStatusValue } from './status-value.ts';

export interface EacBoxOptions extends RequestStyle {
  url: string;
  /** Empty unless the vendor asks for one. */
  soapAction: string;
  virtual: boolean;
}

interface Outcome {
  operation: Operation;
  success: boolean;
  error: ErrorInfo;
}

/** The specification names no times: these are ours. */
const entryTimeoutMs = 120_000;
const callTimeoutMs = 30_000;
const checkTimeoutMs = 5000;
/** How the virtual box begins its hwVersion. */
const virtualHardware = 'VIRTUAL';

/** Asks the box who it is; rejects with DeviceError when it does not answer. */
export async function openEacBox(context: DriverContext<HttpExchange>, options: EacBoxOptions): Promise<EacBox> {
  const box = new SoapEacBox(context, options);
  await box.identify();
  return box;
}

class SoapEacBox implements EacBox {
  readonly #context: DriverContext<HttpExchange>;
  readonly #options: EacBoxOptions;
  #info: DeviceInfo;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(context: DriverContext<HttpExchange>, options: EacBoxOptions) {
    this.#context = context;
    this.#options = options;
    this.#info = { model: 'tr03131-soap', label: 'EAC-Box', serial: '', firmware: '', virtual: options.virtual };
  }

  get info(): DeviceInfo {
    return this.#info;
  }

  async identify(): Promise<void> {
    const { hardwareVersion, softwareVersion } = await this.#state(checkTimeoutMs);
    this.#info = {
      ...this.#info,
      label: `EAC-Box ${hardwareVersion}`.trim(),
      firmware: softwareVersion,
      virtual: this.#options.virtual || hardwareVersion.startsWith(virtualHardware),
    };
  }

  async check(): Promise<void> {
    const { phase } = await this.#state(checkTimeoutMs);
    if (phase === 'locked' || phase === 'initialized') throw new DeviceError('eac-box.locked', `box is ${phase}`);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  state(): Promise<EacBoxState> {
    return this.#state(callTimeoutMs);
  }

  async authenticate(...[passwordType, terminalType, signal]: Parameters<EacBox['authenticate']>) {
    const operation = 'authenticate';
    const answer = await this.#call(operation, { operation, passwordType, terminalType }, entryTimeoutMs, signal);
    await this.#assertDone(answer);
    const { passive } = answer;
    if (passive === undefined) throw new DeviceError('device.garbled', 'authenticate without a whole paResult');
    return passive;
  }

  async readFiles(...[application, files]: Parameters<EacBox['readFiles']>) {
    const operation = 'getMultipleData';
    const { results, error: whole } = await this.#call(operation, { operation, application, files }, callTimeoutMs);
    await this.#assertDone({ operation, success: true, error: whole });
    const read = new Map<string, Uint8Array>();
    for (const { file, success, content, error } of results) {
      if (success && content !== undefined && files.includes(file)) read.set(file, content);
      else this.#context.log.warn('file not read', { file: files.indexOf(file), value: error.value ?? 0 });
    }
    return read;
  }

  async writeDataGroup(...[dataGroup, content]: Parameters<EacBox['writeDataGroup']>): Promise<void> {
    if (!Number.isInteger(dataGroup) || dataGroup < 17 || dataGroup > 21) throw new RangeError(`DG${dataGroup}`);
    const operation = 'writeDataGroup';
    await this.#assertDone(await this.#call(operation, { operation, dataGroup, content }, callTimeoutMs));
  }

  async changePin(signal: AbortSignal): Promise<void> {
    const operation = 'changePIN';
    await this.#assertDone(await this.#call(operation, { operation }, entryTimeoutMs, signal));
  }

  async activateEid(): Promise<void> {
    const operation = 'activateeID';
    await this.#assertDone(await this.#call(operation, { operation }, callTimeoutMs));
  }

  async #state(timeoutMs: number): Promise<EacBoxState> {
    const answer = await this.#call('getInfo', { operation: 'getInfo' }, timeoutMs);
    return {
      ...decodeStatusValue(answer.status.value),
      hardwareVersion: answer.hardware,
      softwareVersion: answer.software,
      boxTime: answer.date,
    };
  }

  /** Throws what the errorInfo of a call that needs the box ready means. */
  async #assertDone({ operation, success, error }: Outcome): Promise<void> {
    if (!success || error.code === -1) throw await this.#reasonOf(error, operation);
    if (error.code !== 0) this.#context.log.warn('box warned', { operation, value: error.value ?? 0 });
  }

  async #reasonOf(error: ErrorInfo, operation: Operation): Promise<DeviceError> {
    const reason = toBoxError(error, operation);
    if (!isUnexplained(error)) return reason;
    const state = await this.#state(checkTimeoutMs).catch(() => undefined);
    if (state?.phase === 'locked' || state?.phase === 'initialized') {
      return new DeviceError('eac-box.locked', `${operation}: box is ${state.phase}`);
    }
    if (state?.card === 'none') return new DeviceError('eac-box.no-card', `${operation}: no card on the box`);
    return reason;
  }

  #call<Name extends Operation>(
    operation: Name,
    request: EacRequest,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<ResponseTo<Name>> {
    const turn = this.#queue.then(() => this.#exchange(operation, request, timeoutMs, signal));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #exchange<Name extends Operation>(
    operation: Name,
    request: EacRequest,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<ResponseTo<Name>> {
    if (this.#closed) throw new DeviceError('device.disconnected', 'box is closed');
    if (signal?.aborted) throw new DeviceError('device.cancelled');
    const { transport, clock, log } = this.#context;
    const startMs = clock.steadyMs();
    try {
      const answer = await transport({
        verb: 'POST',
        url: this.#options.url,
        headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${this.#options.soapAction}"` },
        body: encodeRequest(request, this.#options),
        timeoutMs,
        ...(signal === undefined ? {} : { signal }),
      });
      // A SOAP 1.1 fault comes with 500 (SOAP 1.1 §6.2), of 1.2 with 400 too; the body says which.
      if (![200, 400, 500].includes(answer.status)) {
        throw new DeviceError('device.refused', `${operation}: HTTP ${answer.status}`);
      }
      const body = decodeEnvelope(answer.body);
      if (body.kind === 'fault') throw toBoxError({ code: -1, value: 109 }, `${operation}, SOAP fault`);
      return decodeResponse(body.element, operation);
    } catch (error) {
      log.warn('box call failed', { operation, code: isDeviceError(error) ? error.code : 'internal' });
      throw error;
    } finally {
      log.debug('box call', { operation, durationMs: Math.round(clock.steadyMs() - startMs) });
    }
  }
}
