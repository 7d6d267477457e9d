/** Collects bytes; every method returns the writer. Values outside their width are a RangeError (a bug, not a device fault). */

export class ByteWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  bytes(part: Uint8Array | readonly number[]): this {
    const copy = Uint8Array.from(part);
    this.#parts.push(copy);
    this.#length += copy.length;
    return this;
  }

  u8(value: number): this {
    return this.#number(value, 1, false);
  }
  u16be(value: number): this {
    return this.#number(value, 2, false);
  }
  u16le(value: number): this {
    return this.#number(value, 2, true);
  }
  u32be(value: number): this {
    return this.#number(value, 4, false);
  }
  u32le(value: number): this {
    return this.#number(value, 4, true);
  }
  u48be(value: number): this {
    return this.#number(value, 6, false);
  }

  build(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let offset = 0;
    for (const part of this.#parts) {
      all.set(part, offset);
      offset += part.length;
    }
    return all;
  }

  #number(value: number, length: number, littleEndian: boolean): this {
    if (!Number.isInteger(value) || value < 0 || value >= 256 ** length) {
      throw new RangeError(`${value} does not fit ${length} bytes`);
    }
    const part = new Uint8Array(length);
    let rest = value;
    for (let i = 0; i < length; i += 1) {
      part[littleEndian ? i : length - 1 - i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return this.bytes(part);
  }
}
