/**
 * One command to its end: the answer within T3, then whatever the terminal sends, each answered, until completion or
 * abort (PA00P016 §5, PA00P015 §§2.2, 2.21). A command is sent once and never again.
 */
import type { Clock, Log } from '../../../core/context.ts';
import { DeviceError, isDeviceError } from '../../../core/device-error.ts';
import { within } from '../../../core/wait.ts';
import type { ApduLink } from '../apdu-link.ts';
import { type Apdu, isAnswer, isPositiveAnswer } from '../codec/apdu.ts';
import { encodeAbort } from '../codec/commands.ts';
import { describe } from '../codec/message.ts';
import { readMessageId } from '../codec/message-id.ts';
import type { MessageIds } from './message-ids.ts';

export type Ending =
  | { kind: 'completed'; data: Uint8Array }
  | { kind: 'aborted'; data: Uint8Array }
  /** `84 xx`: the terminal did not begin. */
  | { kind: 'refused'; errorCode: number };

/** Each promise is awaited before the terminal gets its answer; a rejection leaves the terminal unanswered. */
export interface ConversationHandlers {
  onStatusInformation?(apdu: Apdu): Promise<void>;
  /** Sets a new T4 when it returns milliseconds. */
  onIntermediateStatus?(apdu: Apdu): number | undefined;
  onPrint?(apdu: Apdu): Promise<void>;
  onQuestion?(apdu: Apdu): Promise<boolean>;
  /** Before the completion or abort is answered. */
  onEnding?(): Promise<void>;
}

export interface ConversationRules {
  clock: Clock;
  log: Log;
  t3Ms: number;
  t4Ms: number;
  handlers: ConversationHandlers;
  signal?: AbortSignal;
  /** Whether an abort still makes sense; false once a result is there. */
  mayAbort?(): boolean;
  /** Present when the registration agreed on message sequence ids. */
  ids?: MessageIds;
  /** The command is over with its 80; a completion of terminals that send one is still answered. */
  answerOnly?: boolean;
}

/** A terminal waits 30 s for the answer to a result (BMP 01); a record that takes longer to store comes too late. */
const handlerMs = 25_000;
/** People look at a signature; the terminal has a timer of its own. */
const questionMs = 120_000;
/** Bounds a terminal that talks without end; a long end of day has some hundred print lines. */
const maximumMessages = 5000;
const maximumAborts = 3;
/** How long a completion is waited for that need not come. */
const graceMs = 300;

const positive: Apdu = { control: 0x8000, data: new Uint8Array() };
/** "Abort key", the answer of a person who says no. */
const negative: Apdu = { control: 0x846c, data: new Uint8Array() };
/** First bytes of commands a terminal may send (PA00P015 ch. 3). */
const terminalClasses: ReadonlySet<number> = new Set([0x04, 0x05, 0x06, 0x08, 0x0f]);
/** "Function not possible" for messages this register does not know. */
const unsupported: Apdu = { control: 0x8483, data: new Uint8Array() };

export async function converse(link: ApduLink, command: Apdu, rules: ConversationRules): Promise<Ending> {
  const conversation = new Conversation(link, rules);
  rules.log.debug('zvt-sent', { message: describe(command) });
  await conversation.command(command);
  return conversation.run();
}

class Conversation {
  readonly #link: ApduLink;
  readonly #rules: ConversationRules;
  #accepted = false;
  #t4Ms: number;
  #aborts = 0;
  #abort: 'none' | 'asked' | 'answered' = 'none';
  #givenUp = false;
  /** Numbers of our commands that still wait for an answer. */
  readonly #asked = new Set<number>();
  #lastAnswer: Apdu | undefined;

  constructor(link: ApduLink, rules: ConversationRules) {
    this.#link = link;
    this.#rules = rules;
    this.#t4Ms = rules.t4Ms;
  }

  async command(command: Apdu): Promise<void> {
    const numbered = this.#rules.ids?.number(command);
    if (numbered) this.#asked.add(numbered.id);
    await this.#link.send(numbered?.apdu ?? command);
  }

  async run(): Promise<Ending> {
    for (let i = 0; i < maximumMessages; i += 1) {
      const apdu = await this.#next();
      if (apdu === 'over') return { kind: 'completed', data: new Uint8Array() };
      if (!apdu) continue;
      this.#rules.log.debug('zvt-received', { message: describe(apdu) });
      if (isAnswer(apdu.control)) {
        if (this.#isStale(apdu)) continue;
        const refused = this.#answered(apdu);
        if (refused) return refused;
        continue;
      }
      if (this.#rules.ids?.isRepeat(apdu) && this.#lastAnswer) {
        await this.#link.send(this.#lastAnswer);
        continue;
      }
      // A terminal that goes on without its 80 has accepted.
      this.#accepted = true;
      const ending = await this.#serve(apdu);
      if (ending) return ending;
      // The abort crossed a message of the terminal and was lost (PA00P015 §2.21).
      if (this.#abort === 'asked') await this.#askAbort();
    }
    throw new DeviceError('device.garbled', 'conversation without end');
  }

  #patienceMs(): number {
    if (!this.#accepted || this.#givenUp) return this.#rules.t3Ms;
    return this.#rules.answerOnly ? graceMs : this.#t4Ms;
  }

  async #next(): Promise<Apdu | 'over' | undefined> {
    const mayAbort = this.#accepted && this.#abort === 'none' && (this.#rules.mayAbort?.() ?? true);
    const patienceMs = this.#patienceMs();
    try {
      const apdu = await this.#link.receive(patienceMs, mayAbort ? this.#rules.signal : undefined);
      if (!apdu) await this.#askAbort();
      return apdu;
    } catch (error) {
      const late = isDeviceError(error) && error.code === 'device.timeout';
      if (!late || !this.#accepted || this.#givenUp) throw error;
      if (this.#rules.answerOnly) return 'over';
      // After T4 the register aborts once, so that no payment goes on behind its back (PA00P016 §4).
      this.#givenUp = true;
      await this.command(encodeAbort());
      return undefined;
    }
  }

  async #askAbort(): Promise<void> {
    if (this.#aborts >= maximumAborts || !(this.#rules.mayAbort?.() ?? true)) {
      this.#abort = 'answered';
      return;
    }
    this.#aborts += 1;
    this.#abort = 'asked';
    await this.command(encodeAbort());
  }

  /** The answer to something that is over. */
  #isStale(answer: Apdu): boolean {
    const id = this.#rules.ids && readMessageId(answer);
    return id !== undefined && !this.#asked.delete(id);
  }

  async #answer(message: Apdu, answer: Apdu): Promise<void> {
    this.#lastAnswer = this.#rules.ids?.answer(message, answer) ?? answer;
    await this.#link.send(this.#lastAnswer);
  }

  #answered(apdu: Apdu): Ending | undefined {
    if (this.#accepted) {
      if (this.#abort === 'asked') this.#abort = 'answered';
      return undefined;
    }
    if (isPositiveAnswer(apdu.control)) {
      this.#accepted = true;
      return undefined;
    }
    // `84 1E xx 6F` carries the real reason in its data (PA00P015 §2.1).
    const errorCode = apdu.control === 0x841e ? (apdu.data[0] ?? 0x1e) : apdu.control & 0xff;
    return { kind: 'refused', errorCode };
  }

  async #serve(apdu: Apdu): Promise<Ending | undefined> {
    const { handlers } = this.#rules;
    switch (apdu.control) {
      case 0x040f:
        await this.#store(handlers.onStatusInformation?.(apdu));
        await this.#answer(apdu, positive);
        return undefined;
      case 0x04ff:
        await this.#answer(apdu, positive);
        this.#t4Ms = handlers.onIntermediateStatus?.(apdu) ?? this.#t4Ms;
        return undefined;
      case 0x06d1:
      case 0x06d3:
        await this.#store(handlers.onPrint?.(apdu));
        await this.#answer(apdu, positive);
        return undefined;
      case 0x06d0:
        await this.#answer(apdu, (await this.#ask(apdu)) ? positive : negative);
        return undefined;
      case 0x0401:
        await this.#answer(apdu, positive);
        return undefined;
      case 0x060f:
      case 0x061e:
        await this.#store(handlers.onEnding?.());
        await this.#acknowledgeEnding(apdu);
        return { kind: apdu.control === 0x060f ? 'completed' : 'aborted', data: apdu.data };
      default:
        // No class a terminal speaks: the stream is out of step, and a refusal might hit a result (PA00P015 §2.2.8).
        if (!terminalClasses.has(apdu.control >> 8)) throw new DeviceError('device.garbled', 'stream out of step');
        await this.#answer(apdu, unsupported);
        return undefined;
    }
  }

  async #store(work: Promise<void> | undefined): Promise<void> {
    if (work) await within(this.#rules.clock, handlerMs, work, 'record not stored', 'device.not-ready');
  }

  async #ask(apdu: Apdu): Promise<boolean> {
    const answer = this.#rules.handlers.onQuestion?.(apdu);
    if (!answer) return false;
    return within(this.#rules.clock, questionMs, answer, 'question not answered').catch(() => false);
  }

  /** The terminal has decided; a line that dies under this last answer changes nothing. */
  async #acknowledgeEnding(apdu: Apdu): Promise<void> {
    try {
      await this.#answer(apdu, positive);
    } catch {
      this.#rules.log.warn('zvt-ending-unanswered');
    }
  }
}
