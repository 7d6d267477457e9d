/** Sends commands to a card and settles what ISO/IEC 7816-4 §5.3.4 leaves to the terminal: 61xx, 6Cxx, answers in parts. */
import type { Log } from '../../core/context.ts';
import { DeviceError } from '../../core/device-error.ts';
import type { Exchange } from '../../core/transport.ts';
import { type CommandApdu, decodeResponse, encodeCommand, type ResponseApdu } from './apdu.ts';
import { describeCommand, describeResponse } from './describe-apdu.ts';

/** A passport chip far from the antenna needs seconds for a read; none of ours computes keys. */
const commandTimeoutMs = 10_000;
/** Bounds an answer given in parts of one byte. */
const partsMax = 64;

export class CardChannel {
  readonly #exchange: Exchange;
  readonly #log: Log;
  readonly #signal: AbortSignal;

  constructor(exchange: Exchange, log: Log, signal: AbortSignal) {
    this.#exchange = exchange;
    this.#log = log;
    this.#signal = signal;
  }

  /** Resolves with any status word but 61xx and 6Cxx; rejects with `device.cancelled` between two commands. */
  async send(command: CommandApdu): Promise<ResponseApdu> {
    let answer = await this.#once(command);
    if (answer.status >> 8 === 0x6c) answer = await this.#once({ ...command, le: lengthOf(answer.status) });
    const parts: number[] = [...answer.data];
    for (let part = 0; answer.status >> 8 === 0x61; part += 1) {
      if (part === partsMax) throw new DeviceError('card.garbled', `answer in more than ${partsMax} parts`);
      const le = lengthOf(answer.status);
      answer = await this.#once({ cla: command.cla, ins: 0xc0, p1: 0, p2: 0, data: new Uint8Array(0), le });
      parts.push(...answer.data);
    }
    if (answer.status >> 8 === 0x6c) throw new DeviceError('card.garbled', 'the card corrects its own length');
    return { data: Uint8Array.from(parts), status: answer.status };
  }

  async #once(command: CommandApdu): Promise<ResponseApdu> {
    if (this.#signal.aborted) throw new DeviceError('device.cancelled');
    const bytes = await this.#exchange.exchange(encodeCommand(command), { timeoutMs: commandTimeoutMs });
    const answer = decodeResponse(bytes);
    this.#log.debug('apdu', { command: describeCommand(command), answer: describeResponse(answer) });
    return answer;
  }
}

function lengthOf(status: number): number {
  return (status & 0xff) === 0 ? 256 : status & 0xff;
}
