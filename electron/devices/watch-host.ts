/** A driver that blocks its process answers nobody and is not dead: the device host is asked now and then, and ended when it is silent. */
import type { Clock, Log } from '../../native/core/context.ts';
import { within } from '../../native/core/wait.ts';
import { isAppError } from '../contract/app-error.ts';
import type { HostClients } from './device-host-process.ts';

const askEveryMs = 5_000;
/** Three in a row: pictures are decoded in this process, and a laptop that wakes up has its timers before its answers. */
const missedMax = 3;

/** Goes on until the host is gone, however that came. `end` must end this host without its help. */
export function watchHost(lifecycle: HostClients['lifecycle'], parts: { clock: Clock; log: Log; end(): void }): void {
  const { clock, log, end } = parts;
  const ask = (missed: number): void => {
    if (missed >= missedMax) {
      log.error('device-host-hangs', { askedTimes: missed });
      end();
      return;
    }
    within(clock, askEveryMs, lifecycle.memory({}), 'device host').then(
      () => clock.after(askEveryMs, () => ask(0)),
      (error: unknown) => {
        if (!isAppError(error) || error.code !== 'device-host.gone') ask(missed + 1);
      },
    );
  };
  clock.after(askEveryMs, () => ask(0));
}
