/** An exclusive connection to one card: one command at a time, each with a deadline, and a reset at the end whatever happened. */
import { DeviceError } from '../../core/device-error.ts';
import type { Exchange } from '../../core/transport.ts';
import { toPcscError } from './pcsc-error.ts';
import type { Handle, Winscard } from './winscard.ts';

/** Windows looks at each new card by itself (certificate propagation) and holds it for a moment; then we try again. */
const sharingRetries = 6;
const sharingPauseMs = 300;
/** How long the reset at the end may wait for a command that has not come back. */
const closeWaitMs = 2000;

/** Takes the context over: it is released with the connection. */
export async function connectCard(
  winscard: Winscard,
  context: Handle,
  reader: string,
  release: () => Promise<void>,
): Promise<Exchange> {
  let opened = await winscard.connect(context, reader);
  for (let retry = 0; retry < sharingRetries; retry += 1) {
    if (toPcscError(opened.code)?.code !== 'device.in-use') break;
    await delay(sharingPauseMs);
    opened = await winscard.connect(context, reader);
  }
  const refused = toPcscError(opened.code, 'Connect');
  if (refused) throw refused;
  const { card, protocol } = opened;

  let running: Promise<unknown> = Promise.resolve();
  let ended: DeviceError | undefined;
  let closing: Promise<void> | undefined;

  const transmit = async (command: Uint8Array, timeoutMs: number) => {
    if (ended) throw ended;
    const call = winscard.transmit(card, protocol, command);
    running = call.catch(() => undefined);
    const answer = await atMost(timeoutMs, call);
    if (answer === undefined) {
      // The library cannot take a command back: this connection is spent.
      ended = new DeviceError('device.timeout', `no answer within ${timeoutMs} ms`);
      throw ended;
    }
    const failure = toPcscError(answer.code, 'Transmit');
    if (failure) throw failure;
    // Some drivers report the loss of the card as an answer without a status word.
    if (answer.response.length === 0) throw new DeviceError('card.removed', 'empty answer');
    return answer.response;
  };
  const reset = async () => {
    await winscard.disconnectWithReset(card);
    await release();
  };

  let queue: Promise<unknown> = Promise.resolve();
  return {
    exchange(command, { timeoutMs }) {
      const turn = queue.then(() => transmit(command, timeoutMs));
      queue = turn.catch(() => undefined);
      return turn;
    },
    close() {
      ended ??= new DeviceError('device.disconnected', 'connection is closed');
      closing ??= atMost(closeWaitMs, running.then(reset)).catch(() => undefined);
      return closing;
    },
  };
}

function delay(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}

/** Undefined when the time is up first. */
async function atMost<T>(durationMs: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, durationMs, undefined);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
