/** Decorates a Duplex so that every byte that crosses it is told to a trace listener. */
import type { TraceListener } from './trace.ts';
import type { Duplex } from './transport.ts';

export function recordDuplex(inner: Duplex, trace: TraceListener): Duplex {
  inner.onData((bytes) => trace({ kind: 'from-device', bytes }));
  inner.onClose(() => trace({ kind: 'closed' }));
  return {
    write(bytes) {
      trace({ kind: 'to-device', bytes });
      return inner.write(bytes);
    },
    onData: (listener) => inner.onData(listener),
    onClose: (listener) => inner.onClose(listener),
    close: () => inner.close(),
  };
}
