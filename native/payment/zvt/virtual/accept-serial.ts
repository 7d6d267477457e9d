/** A serial line has no connections: whenever the terminal lets go of one, the next begins on the same line. */
import type { Clock } from '../../../core/context.ts';
import type { Dispose, Duplex } from '../../../core/transport.ts';
import { SerialLink } from '../serial-link.ts';

/** A terminal without current lets go at once. */
const againMs = 50;

/** Calls `accept` again and again until the returned function is called. */
export function acceptSerial(line: Duplex, clock: Clock, accept: (link: Duplex) => void): Dispose {
  let stopped = false;
  // The line stays when a connection on it ends.
  const kept: Duplex = {
    write: (bytes) => line.write(bytes),
    onData: (listener) => line.onData(listener),
    onClose: (listener) => line.onClose(listener),
    close: async () => undefined,
  };
  const begin = () => {
    if (stopped) return;
    const link = new SerialLink(kept, clock);
    link.onClose(() => clock.after(againMs, begin));
    accept(link);
  };
  line.onClose(() => {
    stopped = true;
  });
  begin();
  return () => {
    stopped = true;
  };
}
