/** Real sockets: odd verbs, trailing bytes, cut and oversized answers, deadline, abort, pinned TLS. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { DeviceError } from '../core/device-error.ts';
import { createHttpExchange, httpExchange } from './http.ts';

const servers: net.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(answer: (request: string, socket: net.Socket) => void): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = [];
  return listen(net.createServer(onSocket(answer, seen)), seen);
}

function onSocket(answer: (request: string, socket: net.Socket) => void, seen: string[]) {
  return (socket: net.Socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      seen.push(bytes.toString('latin1'));
      answer(bytes.toString('latin1'), socket);
    });
  };
}

async function listen(server: net.Server, seen: string[]): Promise<{ port: number; seen: string[] }> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, seen };
}

const request = (port: number, more: Partial<Parameters<typeof httpExchange>[0]> = {}) => ({
  verb: 'MOSIPDISC',
  url: `http://127.0.0.1:${port}/device`,
  headers: { 'Content-Type': 'application/json' },
  body: new TextEncoder().encode('{}'),
  timeoutMs: 2000,
  ...more,
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof DeviceError ? error.code : String(error)),
  );

test('sends any verb with Content-Length and ignores bytes behind the answer', async () => {
  for (const connection of ['close', 'Closed']) {
    const { port, seen } = await serve((_request, socket) => {
      socket.end(
        `HTTP/1.1 200 OK\r\nConnection: ${connection}\r\nX-Test: a\r\nContent-Length: 2\r\n\r\n[]\r\n\r\n\r\njunk`,
      );
    });
    const answer = await httpExchange(request(port));
    expect(seen[0]).toMatch(/^MOSIPDISC \/device HTTP\/1\.1\r\n/);
    expect(seen[0]).toContain('\r\nContent-Length: 2\r\n');
    expect(seen[0]).not.toContain('chunked');
    expect([answer.status, answer.headers['x-test'], Buffer.from(answer.body).toString()]).toEqual([200, 'a', '[]']);
  }
});

test('names each way an answer can fail', async () => {
  const cut = await serve((_r, socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]'));
  expect(await codeOf(httpExchange(request(cut.port)))).toBe('device.disconnected');
  const junk = await serve((_r, socket) => socket.end('no http at all\r\n\r\n'));
  expect(await codeOf(httpExchange(request(junk.port)))).toBe('device.garbled');
  const long = await serve((_r, socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(2000)}`));
  expect(await codeOf(createHttpExchange({ maxBodyBytes: 1000 })(request(long.port)))).toBe('device.garbled');
  const slow = await serve(() => {});
  expect(await codeOf(httpExchange(request(slow.port, { timeoutMs: 50 })))).toBe('device.timeout');
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 30);
  expect(await codeOf(httpExchange(request(slow.port, { signal: stop.signal })))).toBe('device.cancelled');
  const closed = await serve(() => {});
  await new Promise((resolve) => servers.pop()?.close(resolve));
  expect(await codeOf(httpExchange(request(closed.port)))).toBe('device.unreachable');
});

test('https accepts the pinned certificate only, before a byte of the request is sent', async () => {
  const trust = path.resolve(import.meta.dirname, '../../resources/trust/test');
  const cert = readFileSync(path.join(trust, 'https-test.pem'), 'utf8');
  const key = readFileSync(path.join(trust, 'https-test-key.pem'), 'utf8');
  const seen: string[] = [];
  const answer = (_r: string, socket: net.Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  const server = tls.createServer({ cert, key }, onSocket(answer, seen));
  const { port } = await listen(server, seen);
  const url = `https://127.0.0.1:${port}/`;
  const pin = new X509Certificate(cert).fingerprint256;
  const send = (pinnedSha256?: string) =>
    createHttpExchange({ maxBodyBytes: 1000, tls: pinnedSha256 === undefined ? {} : { pinnedSha256 } })(
      request(port, { url }),
    );
  expect(await codeOf(send('00'.repeat(32)))).toBe('device.untrusted');
  expect(await codeOf(send())).toBe('device.untrusted');
  expect(seen).toEqual([]);
  expect(Buffer.from((await send(pin)).body).toString()).toBe('ok');
});
