/** One connection seen from the terminal: each message is sent, harmed when a fault is due, and answered by the register. */
import type { Clock } from '../../../core/context.ts';
import { DeviceError, isDeviceError } from '../../../core/device-error.ts';
import { pause } from '../../../core/wait.ts';
import type { ApduLink } from '../apdu-link.ts';
import { type Apdu, encodeApdu, isAnswer, isPositiveAnswer } from '../codec/apdu.ts';
import { highestMessageId, readMessageId, withMessageId } from '../codec/message-id.ts';
import type { Fault, FaultPlan, FaultPoint } from './faults.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface DialogueSurroundings {
  clock: Clock;
  random: SeededRandom;
  faults: FaultPlan;
  answerMs(): number;
  powerOff(powerOnAfterMs: number | undefined): void;
}

export const positiveAnswer: Apdu = { control: 0x8000, data: new Uint8Array() };

const pointOf: ReadonlyMap<number, FaultPoint> = new Map<number, FaultPoint>([
  [0x04ff, 'status'],
  [0x040f, 'result'],
  [0x06d0, 'status'],
  [0x06d1, 'receipt'],
  [0x06d3, 'receipt'],
  [0x0401, 'status'],
  [0x060f, 'completion'],
  [0x061e, 'completion'],
]);

/** "Please repeat in two seconds" (PA00P015 §2.2.8). */
const repeatMs = 2000;
const maximumRepeats = 5;

export class Dialogue {
  readonly link: ApduLink;
  readonly #around: DialogueSurroundings;
  /** Bytes held back by the fault `coalesce`. */
  #held: Uint8Array = new Uint8Array(0);
  /** After the fault `silence` the line stays, but nothing is said on it any more. */
  #mute = false;
  /** Number of our last message, once the registration agreed on numbers. */
  #lastId: number | undefined;
  /** Number of the register's last command. */
  #commandId: number | undefined;

  constructor(link: ApduLink, around: DialogueSurroundings) {
    this.link = link;
    this.#around = around;
  }

  startNumbering(): void {
    this.#lastId = this.#around.random.below(highestMessageId);
  }

  /** A command is in; its answer will carry its number. */
  heard(command: Apdu): void {
    this.#commandId = this.#lastId === undefined ? undefined : readMessageId(command);
  }

  mute(): void {
    this.#mute = true;
  }

  /** Sends an answer `80` or `84`, which nobody answers. */
  async answer(apdu: Apdu): Promise<void> {
    const fault = this.#around.faults.take('answer');
    await this.#send(this.#commandId === undefined ? apdu : withMessageId(apdu, this.#commandId), fault);
    if (fault) await this.#after(fault);
  }

  /** Sends a message and waits for its answer. Resolves with whether it was positive; rejects when the register is gone. */
  async tell(message: Apdu): Promise<boolean> {
    const apdu = this.#numbered(message);
    for (let i = 0; i < maximumRepeats; i += 1) {
      const fault = this.#around.faults.take(pointOf.get(apdu.control) ?? 'status');
      await this.#send(apdu, fault);
      const answer = await this.#answerOf(apdu);
      if (fault?.kind === 'drop-after-answer') await this.#gone();
      if (answer.control !== 0x849c) return isPositiveAnswer(answer.control);
      await pause(this.#around.clock, repeatMs);
    }
    return false;
  }

  /** Waits while listening: an abort of the register ends the wait, other commands are refused. */
  async listen(waitMs: number, wake?: AbortSignal): Promise<'elapsed' | 'abort' | 'woken'> {
    const until = this.#around.clock.steadyMs() + waitMs;
    for (;;) {
      const left = until - this.#around.clock.steadyMs();
      if (left <= 0) return 'elapsed';
      let apdu: Apdu | undefined;
      try {
        apdu = await this.link.receive(left, wake);
      } catch (error) {
        if (isDeviceError(error) && error.code === 'device.timeout') return 'elapsed';
        throw error;
      }
      if (!apdu) return 'woken';
      this.heard(apdu);
      if (apdu.control === 0x06b0) return 'abort';
      if (!isAnswer(apdu.control)) await this.answer({ control: 0x849c, data: new Uint8Array() });
    }
  }

  #numbered(message: Apdu): Apdu {
    if (this.#lastId === undefined) return message;
    this.#lastId = (this.#lastId % highestMessageId) + 1;
    return withMessageId(message, this.#lastId);
  }

  #isStale(answer: Apdu): boolean {
    const id = this.#lastId === undefined ? undefined : readMessageId(answer);
    return id !== undefined && id !== this.#lastId;
  }

  /** An abort that crosses a message of ours is lost, as on the wire (PA00P015 §2.21). */
  async #answerOf(apdu: Apdu): Promise<Apdu> {
    for (;;) {
      const answer = await this.link.receive(this.#around.answerMs());
      if (answer && isAnswer(answer.control)) {
        if (this.#isStale(answer)) continue;
        return answer;
      }
      if (answer && answer.control !== 0x06b0) {
        throw new DeviceError('device.garbled', `command instead of an answer to ${apdu.control.toString(16)}`);
      }
    }
  }

  async #send(apdu: Apdu, fault: Fault | undefined): Promise<void> {
    const bytes = this.#withHeld(encodeApdu(apdu));
    if (this.#mute) return;
    switch (fault?.kind) {
      case undefined:
      case 'drop-after-answer':
        return this.link.sendBytes(bytes);
      case 'drop-before':
        return this.#gone();
      case 'drop-inside':
        await this.link.sendBytes(bytes.subarray(0, Math.min(fault.bytes, bytes.length - 1)));
        return this.#gone();
      case 'drop-after':
        await this.link.sendBytes(bytes);
        return this.#gone();
      case 'silence':
        this.mute();
        return;
      case 'slow':
        await pause(this.#around.clock, fault.delayMs);
        return this.link.sendBytes(bytes);
      case 'garbage':
        // Text of another protocol: no byte of it can open an answer.
        await this.link.sendBytes(this.#around.random.bytes(20).map((byte) => byte & 0x7f));
        return this.link.sendBytes(bytes);
      case 'fragment':
        for (const byte of bytes) await this.link.sendBytes(Uint8Array.of(byte));
        return;
      case 'twice':
        await this.link.sendBytes(bytes);
        return this.link.sendBytes(bytes);
      case 'coalesce':
        this.#held = bytes;
        // Only an answer is followed by a message without waiting for the register.
        if (!isAnswer(apdu.control)) return this.link.sendBytes(this.#withHeld(new Uint8Array(0)));
        return;
      case 'power-off':
        this.#around.powerOff(fault.powerOnAfterMs);
        return this.#gone();
      case 'power-off-after':
        await this.link.sendBytes(bytes);
        this.#around.powerOff(fault.powerOnAfterMs);
        return this.#gone();
    }
  }

  async #after(fault: Fault): Promise<void> {
    if (fault.kind === 'drop-after-answer') await this.#gone();
  }

  #withHeld(bytes: Uint8Array): Uint8Array {
    const all = Uint8Array.from([...this.#held, ...bytes]);
    this.#held = new Uint8Array(0);
    return all;
  }

  async #gone(): Promise<never> {
    await this.link.close();
    throw new DeviceError('device.disconnected', 'cut by a fault');
  }
}
