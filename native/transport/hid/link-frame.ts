/**
 * Frames of the training wire: kind (1 byte), length (2 bytes, big-endian), body. It carries HID reports over TCP between
 * two processes of one machine; it is NOT USB, no real pad speaks it.
 */
import { ByteWriter } from '../../core/byte-writer.ts';
import { DeviceError } from '../../core/device-error.ts';

export const frameKind = {
  /** From the device, first: the text below. */
  hello: 0x00,
  /** To the device: report id, then the total length wanted (2 bytes). Answered by `report` or `stalled`. */
  getFeature: 0x01,
  /** To the device: the report. Answered by `done` or `stalled`. */
  setFeature: 0x02,
  report: 0x81,
  done: 0x82,
  stalled: 0x83,
  /** From the device at any time. */
  input: 0x90,
  unplugged: 0x91,
} as const;

export const linkGreeting = 'Zweitplatz virtual HID 1';

/** The longest HID report is 4 KiB on Linux; a longer frame is garbage. */
const maxBody = 4096;

export interface LinkFrame {
  kind: number;
  body: Uint8Array;
}

export function encodeFrame(kind: number, body: Uint8Array = new Uint8Array()): Uint8Array {
  return new ByteWriter().u8(kind).u16be(body.length).bytes(body).build();
}

/** Collects chunks of any size; throws `device.garbled` on a body longer than 4 KiB. */
export class FrameDecoder {
  #pending: Uint8Array = new Uint8Array();

  push(chunk: Uint8Array): LinkFrame[] {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const frames: LinkFrame[] = [];
    let offset = 0;
    while (bytes.length - offset >= 3) {
      const length = ((bytes[offset + 1] ?? 0) << 8) | (bytes[offset + 2] ?? 0);
      if (length > maxBody) throw new DeviceError('device.garbled', `link frame of ${length} bytes`);
      if (bytes.length - offset < 3 + length) break;
      frames.push({ kind: bytes[offset] ?? 0, body: Uint8Array.from(bytes.subarray(offset + 3, offset + 3 + length)) });
      offset += 3 + length;
    }
    this.#pending = Uint8Array.from(bytes.subarray(offset));
    return frames;
  }
}
