/** Both numberings of one line: ours for what we send, and the terminal's last one, by which a repeat is recognised. */
import type { Random } from '../../../core/context.ts';
import type { Apdu } from '../codec/apdu.ts';
import { highestMessageId, readMessageId, withMessageId } from '../codec/message-id.ts';

export class MessageIds {
  #last: number;
  #received: { id: number; apdu: Apdu } | undefined;

  /** Starts anywhere: a terminal that remembers the last line must not take a new command for a repeat of an old one. */
  constructor(random: Random) {
    this.#last = random.bytes(3).reduce((sum, byte) => sum * 256 + byte, 0) % highestMessageId;
  }

  /** The command with the next number. */
  number(command: Apdu): { apdu: Apdu; id: number } {
    this.#last = (this.#last % highestMessageId) + 1;
    return { apdu: withMessageId(command, this.#last), id: this.#last };
  }

  /** The answer with the number of what it answers. */
  answer(message: Apdu, answer: Apdu): Apdu {
    const id = readMessageId(message);
    return id === undefined ? answer : withMessageId(answer, id);
  }

  /** Same number and same bytes: sent again because our answer was lost. A number used twice for two messages is none. */
  isRepeat(message: Apdu): boolean {
    const id = readMessageId(message);
    if (id === undefined) return false;
    const before = this.#received;
    this.#received = { id, apdu: message };
    if (before?.id !== id || before.apdu.control !== message.control) return false;
    return Buffer.compare(before.apdu.data, message.data) === 0;
  }
}
