/** The HTTP side of a virtual SBI service, on plain sockets: Node's own server refuses SBI's verbs. */
import net from 'node:net';

export interface SbiHttpRequest {
  verb: string;
  path: string;
  body: Uint8Array;
  /** Fires when the other side hangs up before the answer. */
  signal: AbortSignal;
}

/** `silence` keeps the line open without a word, `hang-up` cuts it. */
export type SbiHttpAnswer = { status: number; body: Uint8Array } | 'silence' | 'hang-up';

export interface SbiHttpServer {
  readonly port: number;
  close(): Promise<void>;
}

const longestHead = 16 * 1024;
const longestBody = 1024 * 1024;

export async function startSbiHttpServer(
  port: number,
  handle: (request: SbiHttpRequest) => Promise<SbiHttpAnswer>,
): Promise<SbiHttpServer> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    readRequest(socket, handle);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // SBI binds to the address, never to the name `localhost`.
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new RangeError('no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function readRequest(socket: net.Socket, handle: (request: SbiHttpRequest) => Promise<SbiHttpAnswer>): void {
  let received = Buffer.alloc(0);
  const hangUp = new AbortController();
  socket.on('close', () => hangUp.abort());
  const onData = (part: Buffer) => {
    received = Buffer.concat([received, part]);
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd < 0 ? received.length > longestHead : headEnd > longestHead) return void socket.destroy();
    if (headEnd < 0) return;
    const head = received.subarray(0, headEnd).toString('latin1');
    const length = Number(/^content-length: *(\d{1,7}) *$/im.exec(head)?.[1] ?? '0');
    if (length > longestBody) return void socket.destroy();
    if (received.length < headEnd + 4 + length) return;
    socket.off('data', onData);
    const [verb = '', target = ''] = (head.split('\r\n', 1)[0] ?? '').split(' ');
    const body = new Uint8Array(received.subarray(headEnd + 4, headEnd + 4 + length));
    const request = { verb, path: target.split('?', 1)[0] ?? '', body, signal: hangUp.signal };
    handle(request).then(
      (answer) => send(socket, answer, request),
      () => socket.destroy(),
    );
  };
  socket.on('data', onData);
}

function send(socket: net.Socket, answer: SbiHttpAnswer, { verb, path }: SbiHttpRequest): void {
  if (answer === 'silence' || socket.destroyed) return;
  if (answer === 'hang-up') {
    socket.destroy();
    return;
  }
  const head = [
    `HTTP/1.1 ${answer.status} ${answer.status === 200 ? 'OK' : 'Method Not Allowed'}`,
    'CACHE-CONTROL: no-store',
    `LOCATION: ${path}`,
    `Content-Length: ${answer.body.length}`,
    'Content-Type: application/json',
    'Connection: Closed',
  ];
  // Real services append empty lines beyond Content-Length; clients must cope. Only SBI's own verbs get them.
  const trailer = verb === 'POST' ? '' : '\r\n\r\n';
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), answer.body, Buffer.from(trailer)]));
}
