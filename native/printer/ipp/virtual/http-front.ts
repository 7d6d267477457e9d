/** Real HTTP around the software printer: bounded bodies in, bytes out, and the ways a line can fail on purpose. */
import http from 'node:http';
import type { Dispose } from '../../../core/transport.ts';

export type FrontAnswer =
  | { kind: 'whole'; body: Uint8Array; delayMs: number }
  /** Announces the whole body, sends half and drops the line. */
  | { kind: 'truncated'; body: Uint8Array }
  /** Drops the line without a word. */
  | { kind: 'lost' };

export interface HttpFront {
  port: number;
  close(): Promise<void>;
}

const maxBodyBytes = 64 * 1024 * 1024;

export async function startHttpFront(
  port: number,
  after: (delayMs: number, action: () => void) => Dispose,
  onMessage: (body: Uint8Array) => FrontAnswer,
): Promise<HttpFront> {
  const server = http.createServer((request, response) => {
    if (request.method !== 'POST' || request.headers['content-type'] !== 'application/ipp') {
      response.writeHead(request.method === 'POST' ? 415 : 405).end();
      return;
    }
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      parts.push(part);
      if (length > maxBodyBytes) request.socket.destroy();
    });
    request.on('end', () => send(response, onMessage(new Uint8Array(Buffer.concat(parts))), after));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(
  response: http.ServerResponse,
  answer: FrontAnswer,
  after: (delayMs: number, action: () => void) => Dispose,
): void {
  if (answer.kind === 'lost') {
    response.socket?.destroy();
    return;
  }
  const headers = { 'Content-Type': 'application/ipp', 'Content-Length': String(answer.body.length) };
  if (answer.kind === 'truncated') {
    response.writeHead(200, headers);
    response.write(answer.body.subarray(0, answer.body.length >> 1), () => response.socket?.destroy());
    return;
  }
  after(answer.delayMs, () => response.writeHead(200, headers).end(answer.body));
}
