/** IPP messages as values: head, attribute groups and the document behind them (RFC 8010 §3.1), encoded by `ipp-encoder`. */
import library, { type IppAttribute, type IppGroup } from 'ipp-encoder';
import { DeviceError } from '../../core/device-error.ts';
import { checkFrame } from './check-frame.ts';

export type { IppAttribute, IppGroup };

export interface IppRequest {
  operationId: number;
  requestId: number;
  groups: readonly IppGroup[];
  document: Uint8Array;
}

export interface IppResponse {
  statusCode: number;
  requestId: number;
  groups: readonly IppGroup[];
}

/** 1.1 is what every printer since 2000 answers; nothing used here needs more. */
const version = { major: 1, minor: 1 };

export function encodeRequest(request: IppRequest): Uint8Array {
  const message = { version, operationId: request.operationId, requestId: request.requestId, groups: request.groups };
  const head = library.request.encode(message, Buffer.alloc(library.request.encodingLength(message)));
  return new Uint8Array(Buffer.concat([head, request.document]));
}

export function decodeRequest(bytes: Uint8Array): IppRequest {
  const end = checkFrame(bytes);
  const { operationId, requestId, groups } = parsed(() => library.request.decode(buffer(bytes, end)));
  return { operationId, requestId, groups, document: bytes.subarray(end) };
}

export function encodeResponse(response: IppResponse): Uint8Array {
  const message = { version, statusCode: response.statusCode, requestId: response.requestId, groups: response.groups };
  return new Uint8Array(library.response.encode(message, Buffer.alloc(library.response.encodingLength(message))));
}

export function decodeResponse(bytes: Uint8Array): IppResponse {
  const end = checkFrame(bytes);
  const { statusCode, requestId, groups } = parsed(() => library.response.decode(buffer(bytes, end)));
  return { statusCode, requestId, groups };
}

function buffer(bytes: Uint8Array, end: number): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, end);
}

function parsed<Message>(decode: () => Message): Message {
  try {
    return decode();
  } catch (error) {
    throw new DeviceError('device.garbled', 'IPP message', { cause: error });
  }
}
