/** A registered connection to the terminal: opened for one act, or kept open when the seat is configured so. */
import type { DriverContext } from '../../../core/context.ts';
import { DeviceError, isDeviceError } from '../../../core/device-error.ts';
import type { OpenDuplex } from '../../../core/transport.ts';
import { ApduLink } from '../apdu-link.ts';
import type { Apdu } from '../codec/apdu.ts';
import type { Charset } from '../codec/charset.ts';
import { encodeRegistration } from '../codec/commands.ts';
import { decodeRegistrationCompletion, decodeTerminalAbort, type RegistrationCompletion } from '../codec/completion.ts';
import { resultCodeText } from '../codec/result-code.table.ts';
import { type ConversationHandlers, converse, type Ending } from './conversation.ts';
import { MessageIds } from './message-ids.ts';
import { refusalCode } from './refusal.ts';
import type { ZvtOptions } from './zvt-options.ts';

export interface Session {
  registration: RegistrationCompletion;
  charset: Charset;
  run(command: Apdu, handlers: ConversationHandlers, more?: RunOptions): Promise<Ending>;
}

export interface RunOptions {
  signal?: AbortSignal;
  mayAbort?(): boolean;
  ids?: MessageIds;
  answerOnly?: boolean;
}

export class Sessions {
  readonly #options: ZvtOptions;
  readonly #context: DriverContext<OpenDuplex>;
  readonly #ids: MessageIds;
  #link: ApduLink | undefined;

  constructor(options: ZvtOptions, context: DriverContext<OpenDuplex>) {
    this.#options = options;
    this.#context = context;
    this.#ids = new MessageIds(context.random);
  }

  /** Connects and registers. A registration may be repeated, so a kept connection is tried first and replaced when dead. */
  async open(): Promise<Session> {
    if (this.#link && !this.#link.ended) {
      try {
        return await this.#register(this.#link);
      } catch (error) {
        await this.drop();
        if (!isDeviceError(error) || !isBreak(error)) throw error;
      }
    }
    await this.drop();
    const duplex = await this.#context.transport({ timeoutMs: this.#options.connectMs });
    this.#link = new ApduLink(duplex, this.#context.clock, { skipGreeting: true });
    try {
      return await this.#register(this.#link);
    } catch (error) {
      await this.drop();
      throw error;
    }
  }

  /** After an act that ended in order. */
  async release(): Promise<void> {
    if (!this.#options.keepOpen) await this.drop();
  }

  /** After a break: what is still on the line must not be taken for an answer to something else. */
  async drop(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    await link?.close().catch(() => undefined);
  }

  async #register(link: ApduLink): Promise<Session> {
    const options = this.#options;
    const command = encodeRegistration({
      password: options.password,
      configByte: options.configByte,
      permittedCommands: options.askSignature ? [0x06d3, 0x06d0] : [0x06d3],
      messageIds: options.messageIds,
      ...(options.serviceByte === undefined ? {} : { serviceByte: options.serviceByte }),
      ...(options.printerWidth === undefined ? {} : { printerWidth: options.printerWidth }),
    });
    const ending = await this.#converse(link, command, {});
    if (ending.kind !== 'completed') throw endingError(ending, options.charset ?? 0xff);
    const registration = decodeRegistrationCompletion(ending.data);
    const ids = registration.messageIds && options.messageIds ? { ids: this.#ids } : {};
    return {
      registration,
      charset: options.charset ?? registration.charset,
      run: (next, handlers, more) => this.#converse(link, next, handlers, { ...ids, ...more }),
    };
  }

  #converse(link: ApduLink, command: Apdu, handlers: ConversationHandlers, more: RunOptions = {}): Promise<Ending> {
    const { clock, log } = this.#context;
    const { t3Ms, t4Ms } = this.#options;
    return converse(link, command, { clock, log, t3Ms, t4Ms, handlers, ...more });
  }
}

/** The line or the terminal is gone, as opposed to a terminal that says no. */
export function isBreak(error: DeviceError): boolean {
  return ['device.disconnected', 'device.timeout', 'device.garbled', 'device.unreachable'].includes(error.code);
}

/** The error of a command, other than a payment, that did not complete. */
export function endingError(ending: Ending, charset: Charset): DeviceError {
  if (ending.kind === 'completed') return new DeviceError('device.garbled', 'completed without its data');
  const resultCode =
    ending.kind === 'refused' ? ending.errorCode : decodeTerminalAbort(ending.data, charset).resultCode;
  return new DeviceError(refusalCode(resultCode), resultCodeText(resultCode));
}
