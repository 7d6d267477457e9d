/** Decorators that tell a trace listener every request and answer of an Exchange or an HttpExchange. */
import type { TraceListener } from './trace.ts';
import type { Exchange, HttpExchange } from './transport.ts';

export function recordExchange(inner: Exchange, trace: TraceListener): Exchange {
  return {
    async exchange(request, options) {
      trace({ kind: 'to-device', bytes: request });
      const answer = await inner.exchange(request, options);
      trace({ kind: 'from-device', bytes: answer });
      return answer;
    },
    close: () => inner.close(),
  };
}

/** An HTTP message in a trace: `VERB path` (or the status), an empty line, the body. Headers are left out. */
export function encodeHttpTrace(head: string, body: Uint8Array): Uint8Array {
  const start = new TextEncoder().encode(`${head}\r\n\r\n`);
  const all = new Uint8Array(start.length + body.length);
  all.set(start);
  all.set(body, start.length);
  return all;
}

export function recordHttp(inner: HttpExchange, trace: TraceListener): HttpExchange {
  return async (request) => {
    const path = new URL(request.url).pathname;
    trace({ kind: 'to-device', bytes: encodeHttpTrace(`${request.verb} ${path}`, request.body) });
    const answer = await inner(request);
    trace({ kind: 'from-device', bytes: encodeHttpTrace(String(answer.status), answer.body) });
    return answer;
  };
}
