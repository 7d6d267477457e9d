/** Framing on serial lines: `10 02 … 10 03`, every 10 doubled, checksum low byte first (PA00P016 §3). */
import { ByteWriter } from '../../../core/byte-writer.ts';
import { DeviceError } from '../../../core/device-error.ts';
import { maximumApduLength } from './apdu.ts';

const dle = 0x10;
const stx = 0x02;
const etx = 0x03;

/** Unframed single bytes that confirm or refuse a frame before it is processed. */
export const serialAck = 0x06;
export const serialNak = 0x15;

/** CRC-16/KERMIT over the undoubled APDU and ETX; the text of the specification says XModem, real frames do not. */
export function serialChecksum(apdu: Uint8Array): number {
  let crc = 0;
  for (const byte of [...apdu, etx]) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) !== 0 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  }
  return crc;
}

export function encodeSerialFrame(apdu: Uint8Array): Uint8Array {
  const writer = new ByteWriter().u8(dle).u8(stx);
  for (const byte of apdu) {
    writer.u8(byte);
    if (byte === dle) writer.u8(dle);
  }
  return writer.u8(dle).u8(etx).u16le(serialChecksum(apdu)).build();
}

/** The APDU in exactly one frame; anything else is `device.garbled`. */
export function decodeSerialFrame(frame: Uint8Array): Uint8Array {
  const events = new SerialFrameStream().push(frame);
  const [event] = events;
  if (events.length !== 1 || event?.kind !== 'frame') throw new DeviceError('device.garbled', 'no serial frame');
  return event.apdu;
}

export type SerialEvent = { kind: 'ack' } | { kind: 'nak' } | { kind: 'frame'; apdu: Uint8Array } | { kind: 'broken' };

/** Finds ACK, NAK and frames in a stream; bytes between frames that are none of these are dropped. */
export class SerialFrameStream {
  #state: 'idle' | 'idle-dle' | 'data' | 'data-dle' | 'crc-low' | 'crc-high' = 'idle';
  #data: number[] = [];
  #low = 0;

  push(bytes: Uint8Array): SerialEvent[] {
    const events: SerialEvent[] = [];
    for (const byte of bytes) this.#step(byte, events);
    return events;
  }

  /** Whether a frame has begun and not ended. */
  get isHalf(): boolean {
    return this.#state !== 'idle';
  }

  /** Forgets a half frame, for example after the pause T1. */
  reset(): void {
    this.#state = 'idle';
    this.#data = [];
  }

  #step(byte: number, events: SerialEvent[]): void {
    switch (this.#state) {
      case 'idle':
        if (byte === dle) this.#state = 'idle-dle';
        else if (byte === serialAck) events.push({ kind: 'ack' });
        else if (byte === serialNak) events.push({ kind: 'nak' });
        return;
      case 'idle-dle':
        this.#state = byte === stx ? 'data' : 'idle';
        return;
      case 'data':
        if (byte === dle) this.#state = 'data-dle';
        else this.#keep(byte, events);
        return;
      case 'data-dle':
        this.#state = byte === etx ? 'crc-low' : 'data';
        if (byte === dle) this.#keep(dle, events);
        else if (byte !== etx) this.#break(events);
        return;
      case 'crc-low':
        this.#low = byte;
        this.#state = 'crc-high';
        return;
      case 'crc-high': {
        const apdu = Uint8Array.from(this.#data);
        const good = serialChecksum(apdu) === this.#low + byte * 256;
        events.push(good ? { kind: 'frame', apdu } : { kind: 'broken' });
        this.reset();
      }
    }
  }

  #keep(byte: number, events: SerialEvent[]): void {
    this.#data.push(byte);
    if (this.#data.length > maximumApduLength) this.#break(events);
  }

  #break(events: SerialEvent[]): void {
    this.reset();
    events.push({ kind: 'broken' });
  }
}
