/** A TCP proxy that cuts after any byte, delays, resets, or goes silent with the connection left open, as city lines do. */
import net from 'node:net';

export interface FaultyLine {
  readonly port: number;
  /** Connections there are now. */
  readonly open: number;
  /** Bytes either way since the start. */
  readonly bytes: number;
  pass(): void;
  /** New connections are refused, those there are end. */
  cut(): void;
  /** As `cut`, with RST. */
  reset(): void;
  /** Takes everything and passes nothing on, either way; nobody is told. */
  halfOpen(): void;
  delay(ms: number): void;
  /** Resets everything once so many more bytes have passed, then passes again. */
  cutAfter(bytes: number): void;
  stop(): Promise<void>;
}

export async function startFaultyLine(target: { host: string; port: number }): Promise<FaultyLine> {
  const pairs = new Set<readonly [net.Socket, net.Socket]>();
  let mode: 'pass' | 'cut' | 'silent' = 'pass';
  let delayMs = 0;
  let left = Number.POSITIVE_INFINITY;
  let bytes = 0;

  const end = (how: 'end' | 'reset'): void => {
    for (const pair of pairs) for (const socket of pair) how === 'end' ? socket.destroy() : socket.resetAndDestroy();
    pairs.clear();
  };
  const carry = (from: net.Socket, to: net.Socket): void => {
    from.on('data', (data) => {
      if (mode === 'silent') return;
      const part = data.subarray(0, Math.min(data.length, left));
      left -= part.length;
      bytes += part.length;
      const cutHere = left <= 0;
      if (cutHere) left = Number.POSITIVE_INFINITY;
      const send = (): void => {
        if (to.destroyed) return;
        to.write(part, () => {
          if (cutHere) end('reset');
        });
      };
      if (delayMs > 0) setTimeout(send, delayMs);
      else send();
    });
    from.on('error', () => {});
    from.on('close', () => to.destroy());
  };
  const server = net.createServer((client) => {
    client.on('error', () => {});
    if (mode === 'cut') {
      client.resetAndDestroy();
      return;
    }
    const upstream = net.connect(target);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    client.on('close', () => pairs.delete(pair));
    carry(client, upstream);
    carry(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    get open() {
      return pairs.size;
    },
    get bytes() {
      return bytes;
    },
    pass() {
      mode = 'pass';
      delayMs = 0;
      left = Number.POSITIVE_INFINITY;
    },
    cut() {
      mode = 'cut';
      end('end');
    },
    reset() {
      mode = 'cut';
      end('reset');
    },
    halfOpen() {
      mode = 'silent';
    },
    delay(ms) {
      delayMs = ms;
    },
    cutAfter(count) {
      left = count;
    },
    async stop() {
      mode = 'cut';
      end('end');
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
