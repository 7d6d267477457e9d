/** One call, one answer over HTTP: request ids counted and compared, status codes kept apart from transport failures. */
import type { DriverContext } from '../../core/context.ts';
import { DeviceError } from '../../core/device-error.ts';
import type { HttpExchange } from '../../core/transport.ts';
import { describeRequest, describeResponse } from './describe.ts';
import { statusName } from './ipp.table.ts';
import { decodeResponse, encodeRequest, type IppResponse } from './message.ts';
import type { IppCall } from './requests.ts';

/** The printer answered, and the answer is no. */
export class IppRefusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number) {
    super(statusName(statusCode));
    this.name = 'IppRefusal';
    this.statusCode = statusCode;
  }
}

export class IppSession {
  readonly #context: DriverContext<HttpExchange>;
  readonly #url: string;
  #requestId = 0;

  constructor(context: DriverContext<HttpExchange>, url: string) {
    this.#context = context;
    this.#url = url;
  }

  /** Rejects with IppRefusal on any status from 0x0100, with DeviceError on everything that is no answer. */
  async call(call: IppCall, timeoutMs: number, signal?: AbortSignal): Promise<IppResponse> {
    this.#requestId += 1;
    const request = { ...call, requestId: this.#requestId };
    const { transport, log } = this.#context;
    log.debug('ipp-request', { what: describeRequest(request) });
    const answer = await transport({
      verb: 'POST',
      url: this.#url,
      headers: { 'Content-Type': 'application/ipp', Accept: 'application/ipp' },
      body: encodeRequest(request),
      timeoutMs,
      ...(signal ? { signal } : {}),
    });
    if (answer.status !== 200) throw httpError(answer.status);
    const response = decodeResponse(answer.body);
    log.debug('ipp-response', { what: describeResponse(response) });
    if (response.requestId !== request.requestId) throw new DeviceError('device.garbled', 'IPP request-id differs');
    if (response.statusCode >= 0x0100) throw new IppRefusal(response.statusCode);
    return response;
  }
}

/** RFC 8010 §4: the operation ran only under HTTP 200. */
function httpError(status: number): DeviceError {
  const detail = `HTTP ${status}`;
  if (status === 404 || status === 405) return new DeviceError('device.not-found', detail);
  if (status >= 400 && status < 500) return new DeviceError('device.refused', detail);
  return new DeviceError('device.garbled', detail);
}
