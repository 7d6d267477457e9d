/** Reads numbers and slices from bytes; running past the end is a `device.garbled`, never an undefined. */
import { DeviceError } from './device-error.ts';

export class ByteReader {
  readonly bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array, offset = 0) {
    this.bytes = bytes;
    this.#offset = offset;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.bytes.length - this.#offset;
  }

  /** The next `length` bytes, a view into the source. */
  take(length: number): Uint8Array {
    if (length < 0 || length > this.remaining) {
      throw new DeviceError('device.garbled', `${length} bytes wanted at ${this.#offset}, ${this.remaining} left`);
    }
    const slice = this.bytes.subarray(this.#offset, this.#offset + length);
    this.#offset += length;
    return slice;
  }

  rest(): Uint8Array {
    return this.take(this.remaining);
  }

  peek(): number | undefined {
    return this.bytes[this.#offset];
  }

  u8(): number {
    return this.#number(1, false);
  }
  u16be(): number {
    return this.#number(2, false);
  }
  u16le(): number {
    return this.#number(2, true);
  }
  u32be(): number {
    return this.#number(4, false);
  }
  u32le(): number {
    return this.#number(4, true);
  }
  /** Six bytes, big-endian; below 2^48. */
  u48be(): number {
    return this.#number(6, false);
  }

  #number(length: number, littleEndian: boolean): number {
    const slice = this.take(length);
    let value = 0;
    for (let i = 0; i < length; i += 1) value = value * 256 + (slice[littleEndian ? length - 1 - i : i] ?? 0);
    return value;
  }
}
