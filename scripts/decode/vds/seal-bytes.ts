/** Reads a seal's bytes in order; running past the end is a SealError. */
import { SealError } from './seal-error.ts';

export class SealBytes {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  take(length: number, what: string): Uint8Array {
    if (length > this.remaining) throw new SealError(`${what}: ${length} bytes wanted, ${this.remaining} left`);
    this.#offset += length;
    return this.#bytes.subarray(this.#offset - length, this.#offset);
  }

  number(length: number, what: string): number {
    return this.take(length, what).reduce((value, byte) => value * 256 + byte, 0);
  }
}
