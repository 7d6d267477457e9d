/** Puts APDUs together from a byte stream in any fragmentation; the buffer is bounded by one APDU. */
import { DeviceError } from '../../../core/device-error.ts';
import { type Apdu, maximumApduLength, measureApdu } from './apdu.ts';

/** Some terminals greet with bytes of another protocol; more than this before the first answer is no greeting. */
const maximumNoiseLength = 4096;

export class ApduStream {
  #buffer = new Uint8Array(0);
  #noise = 0;
  #untilAnswer: boolean;

  /** With `skipGreeting` everything before the first 80 00 or 84 xx is dropped: the ECR always speaks first. */
  constructor(options: { skipGreeting: boolean } = { skipGreeting: false }) {
    this.#untilAnswer = options.skipGreeting;
  }

  /** Bytes held back because their APDU is not complete. */
  get pending(): number {
    return this.#buffer.length;
  }

  /** Drops everything held back. */
  clear(): void {
    this.#buffer = new Uint8Array(0);
  }

  /** All APDUs that are complete now. Throws `device.garbled` on endless noise. */
  push(bytes: Uint8Array): Apdu[] {
    const all = new Uint8Array(this.#buffer.length + bytes.length);
    all.set(this.#buffer);
    all.set(bytes, this.#buffer.length);
    const apdus: Apdu[] = [];
    let offset = this.#untilAnswer ? this.#skipNoise(all) : 0;
    for (let size = measureApdu(all, offset); size; size = measureApdu(all, offset)) {
      if (offset + size.total > all.length) break;
      const control = (all[offset] ?? 0) * 256 + (all[offset + 1] ?? 0);
      apdus.push({ control, data: all.slice(offset + size.header, offset + size.total) });
      offset += size.total;
    }
    this.#buffer = all.slice(offset);
    if (this.#buffer.length > maximumApduLength) throw new DeviceError('device.garbled', 'stream without APDU');
    return apdus;
  }

  #skipNoise(all: Uint8Array): number {
    for (let i = 0; i < all.length; i += 1) {
      const next = all[i + 1];
      const maybe = (all[i] === 0x80 && (next === undefined || next === 0)) || all[i] === 0x84;
      if (maybe) {
        if (next !== undefined) this.#untilAnswer = false;
        return i;
      }
      this.#noise += 1;
      if (this.#noise > maximumNoiseLength) throw new DeviceError('device.garbled', 'no ZVT answer among the bytes');
    }
    return all.length;
  }
}
