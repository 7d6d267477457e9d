/** HttpExchange on Node's own client: any verb, explicit Content-Length, bounded answer, one deadline, pinned certificate if wanted. */
import http from 'node:http';
import https from 'node:https';
import { DeviceError } from '../core/device-error.ts';
import type { HttpAnswer, HttpExchange, HttpRequest } from '../core/transport.ts';
import { toHttpError } from './http-error.ts';
import { connectPinned } from './http-pinned.ts';

export interface HttpTls {
  /** SHA-256 over the DER of the one server certificate to accept, hex, colons allowed. Replaces the path check. */
  pinnedSha256?: string;
  /** PEM roots to accept instead of the machine's. */
  ca?: string;
  /** PEM certificate and key of this side, when the server asks for one. */
  clientCertificate?: { certificate: string; key: string };
}

export interface HttpOptions {
  /** A longer answer is `device.garbled`. */
  maxBodyBytes: number;
  tls?: HttpTls;
}

/** Eight megabytes: four fingers of lossless JPEG 2000 in two layers of base64 stay below. */
const defaultMaxBodyBytes = 8 * 1024 * 1024;

export function createHttpExchange({ maxBodyBytes, tls = {} }: HttpOptions): HttpExchange {
  return async (request) => {
    if (request.signal?.aborted) throw new DeviceError('device.cancelled');
    const stop = new AbortController();
    let reason: DeviceError | undefined;
    const end = (error: DeviceError) => {
      reason ??= error;
      stop.abort();
    };
    const onAbort = () => end(new DeviceError('device.cancelled'));
    const deadline = setTimeout(
      () => end(new DeviceError('device.timeout', `no answer within ${request.timeoutMs} ms`)),
      request.timeoutMs,
    );
    request.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const outgoing = await start(request, tls, stop.signal);
      return await answerOf(outgoing, request.body, maxBodyBytes);
    } catch (error) {
      throw reason ?? toHttpError(error);
    } finally {
      clearTimeout(deadline);
      request.signal?.removeEventListener('abort', onAbort);
    }
  };
}

export const httpExchange: HttpExchange = createHttpExchange({ maxBodyBytes: defaultMaxBodyBytes });

async function start(request: HttpRequest, tls: HttpTls, signal: AbortSignal): Promise<http.ClientRequest> {
  const url = new URL(request.url);
  const bodiless = request.body.length === 0 && (request.verb === 'GET' || request.verb === 'HEAD');
  // One connection per request: devices close theirs at will, and a reused one would answer a retry ambiguously.
  const options: http.RequestOptions = {
    method: request.verb,
    headers: bodiless ? request.headers : { ...request.headers, 'Content-Length': String(request.body.length) },
    agent: false,
    signal,
  };
  if (url.protocol === 'http:') return http.request(url, options);
  if (url.protocol !== 'https:') throw new DeviceError('device.unsupported', `protocol ${url.protocol}`);
  const client = tls.clientCertificate
    ? { cert: tls.clientCertificate.certificate, key: tls.clientCertificate.key }
    : {};
  if (tls.pinnedSha256 === undefined) {
    return https.request(url, { ...options, ...client, ...(tls.ca === undefined ? {} : { ca: tls.ca }) });
  }
  const socket = await connectPinned(url, tls.pinnedSha256, client, signal);
  // Node asks createConnection only where no agent is named.
  const { agent: _none, ...withoutAgent } = options;
  return https.request(url, { ...withoutAgent, createConnection: () => socket });
}

function answerOf(outgoing: http.ClientRequest, body: Uint8Array, maxBodyBytes: number): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let incoming: http.IncomingMessage | undefined;
    outgoing.on('error', (error) => {
      // Bytes behind a complete answer (SBI devices append empty lines) are a parse error to Node, not to us.
      if (incoming?.complete !== true) reject(error);
    });
    outgoing.on('response', (answer) => {
      incoming = answer;
      const parts: Buffer[] = [];
      let length = 0;
      answer.on('data', (part: Buffer) => {
        length += part.length;
        parts.push(part);
        if (length > maxBodyBytes) {
          reject(new DeviceError('device.garbled', `answer longer than ${maxBodyBytes} bytes`));
          outgoing.destroy();
        }
      });
      answer.on('error', reject);
      answer.on('aborted', () => reject(new DeviceError('device.disconnected', 'answer cut off')));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: flatHeaders(answer.headers), body: joined(parts) });
        outgoing.destroy();
      });
    });
    outgoing.end(body);
  });
}

function joined(parts: readonly Buffer[]): Uint8Array {
  const all = Buffer.concat(parts);
  return new Uint8Array(all.buffer, all.byteOffset, all.byteLength);
}

function flatHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
